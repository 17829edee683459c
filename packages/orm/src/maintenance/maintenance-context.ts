/** What work on indexes needs of its database. */

import { type TikvClient, physicalMs } from '@tito/tikv';
import { changeCatalogModel } from '../catalog/catalog';
import type { CatalogModel } from '../catalog/catalog-record';
import type { LiveSchema } from '../catalog/live-schema';
import type { KeyLayout } from '../keys/key-layout';
import type { BoundModel } from '../persistence/bound-model';
import type { TransactionScope } from '../session/transaction-scope';
import { pause } from './pace';

export interface MaintenanceContext {
  readonly client: TikvClient;
  readonly layout: KeyLayout;
  readonly schema: LiveSchema;
  readonly models: readonly BoundModel[];
  /** Runs work in a transaction of its own, replayed when it may be. */
  readonly write: <T>(work: (scope: TransactionScope) => Promise<T>, signal?: AbortSignal) => Promise<T>;
}

/** Changes the stored record of a model, and what this process knows of it. */
export async function changeModel(
  { client, layout, schema }: MaintenanceContext,
  model: BoundModel,
  plan: (stored: CatalogModel) => CatalogModel,
): Promise<CatalogModel> {
  const changed = await changeCatalogModel(client, layout, model.metadata, plan);
  await schema.renew();
  return changed;
}

/**
 * Waits until no process relies on a state of the schema from before this call: until one lease is over, by the clock of the
 * oracle. The next change of the same thing may come then.
 */
export async function settle({ client, schema }: MaintenanceContext, signal?: AbortSignal): Promise<void> {
  const untilMs = physicalMs(await client.timestamp({ signal })) + schema.leaseMs;
  for (;;) {
    const leftMs = untilMs - physicalMs(await client.timestamp({ signal }));
    if (leftMs < 0) return;
    await pause(leftMs + 1, signal);
  }
}
