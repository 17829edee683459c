/** A database on an embedded cluster, for a test file: one cluster, a namespace of its own for every database. */

import { afterAll, beforeAll } from '@jest/globals';
import { EmbeddedCluster } from '@tito/server';
import { TikvClient } from '@tito/tikv';
import { type ModelClass, Tito, type TitoOptions } from '../../src/index';

export interface Databases {
  /** The cluster's PD endpoints. */
  readonly endpoints: readonly string[];
  readonly client: TikvClient;
  /** A database with no rows, closed after the tests. */
  connect(models: readonly ModelClass[], options?: Partial<TitoOptions>): Promise<Tito>;
  /** A namespace that no other test uses. */
  namespace(): string;
}

/** Starts a cluster before the tests of the file, or uses the one named by TITO_PD. */
export function useDatabases(): Databases {
  const open: Tito[] = [];
  let cluster: EmbeddedCluster | null = null;
  let endpoints: readonly string[] = [];
  let client: TikvClient;
  let count = 0;
  const namespace = (): string => `test ${process.pid} ${Date.now()} ${count++}`;
  beforeAll(async () => {
    const given = process.env['TITO_PD'];
    if (given) endpoints = given.split(',');
    else {
      cluster = await EmbeddedCluster.start();
      endpoints = cluster.pdEndpoints;
    }
    client = await TikvClient.connect({ endpoints });
  });
  afterAll(async () => {
    for (const db of open) await db.close();
    await client.close();
    await cluster?.stop();
  });
  return {
    get endpoints() {
      return endpoints;
    },
    get client() {
      return client;
    },
    namespace,
    async connect(models, options = {}) {
      const db = await Tito.connect({ client, namespace: namespace(), models, ...options });
      open.push(db);
      return db;
    },
  };
}

/** What `counters` rose by while work ran. */
export async function counted(
  client: TikvClient,
  work: () => Promise<unknown>,
): Promise<Record<string, number>> {
  const before = client.counters;
  await work();
  const after = client.counters;
  const entries = Object.entries(after.requests)
    .filter(([name]) => name !== 'Tso' && name !== 'GetRegion' && name !== 'BatchCommands')
    .map(([name, count]): [string, number] => [name, count - (before.requests[name] ?? 0)])
    .filter(([, count]) => count > 0);
  return { timestamps: after.timestamps - before.timestamps, ...Object.fromEntries(entries) };
}
