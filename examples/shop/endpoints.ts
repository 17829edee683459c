import { EmbeddedCluster } from '@tito/server';

export interface ShopCluster {
  readonly endpoints: string[];
  stop(): Promise<void>;
}

/** The cluster named by TITO_PD, or else an embedded one, which is gone with its data when it is stopped. */
export async function openCluster(): Promise<ShopCluster> {
  const given = process.env['TITO_PD'];
  if (given) return { endpoints: given.split(','), stop: () => Promise.resolve() };
  const cluster = await EmbeddedCluster.start();
  return { endpoints: cluster.pdEndpoints, stop: () => cluster.stop() };
}
