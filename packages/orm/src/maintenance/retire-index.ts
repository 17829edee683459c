/**
 * Takes a definition of an index out of use, in steps of which each is safe beside the one before: first nobody reads it, then
 * nobody writes it, then its entries are deleted. It may be interrupted and called again.
 */

import { type KeyRange, type TikvClient, keyAfter, prefixRange } from '@tito/tikv';
import { type CatalogIndex, withState, withoutIndex } from '../catalog/catalog-record';
import type { BoundModel } from '../persistence/bound-model';
import { type MaintenanceContext, changeModel, settle } from './maintenance-context';
import { Pace } from './pace';

const CHUNK_KEYS = 1000;

export interface RetireOptions {
  readonly signal?: AbortSignal | undefined;
  readonly rowsPerSecond?: number | undefined;
}

/** @returns the number of entries that were deleted */
export async function retireIndex(
  context: MaintenanceContext,
  model: BoundModel,
  index: Pick<CatalogIndex, 'id' | 'generation' | 'unique'>,
  { signal, rowsPerSecond }: RetireOptions = {},
): Promise<number> {
  const { id: indexId, generation, unique } = index;
  const state = (): CatalogIndex | undefined =>
    model.record.indexes.find((each) => each.id === indexId && each.generation === generation);
  await context.schema.renew();
  if (state() === undefined) return 0;
  if (state()?.state !== 'retiring') {
    await changeModel(context, model, (stored) =>
      withState(stored, index, { state: 'write-only', isLeaving: true, readableSince: null }),
    );
    await settle(context, signal);
    await changeModel(context, model, (stored) =>
      withState(stored, index, { state: 'retiring', isLeaving: true }),
    );
  }
  await settle(context, signal);
  const pace = new Pace(rowsPerSecond);
  const address = { modelId: model.id, indexId, generation, unique };
  const entries = await deleteRange(
    context.client,
    prefixRange(model.layout.indexPrefix(address)),
    pace,
    signal,
  );
  await deleteRange(context.client, model.layout.violations(address), pace, signal);
  await changeModel(context, model, (stored) => withoutIndex(stored, index));
  return entries;
}

/** In many transactions: nothing reads or writes these keys any more. */
async function deleteRange(
  client: TikvClient,
  range: KeyRange,
  pace: Pace,
  signal: AbortSignal | undefined,
): Promise<number> {
  let rest = range;
  let count = 0;
  for (;;) {
    const keys: Uint8Array[] = [];
    const options = { limit: CHUNK_KEYS, batchSize: CHUNK_KEYS, keyOnly: true };
    for await (const { key } of client.snapshot().scan(rest, options)) keys.push(key);
    if (keys.length > 0) await client.transaction(async (txn) => keys.forEach((key) => txn.delete(key)));
    count += keys.length;
    await pace.spend(keys.length, signal);
    if (keys.length < CHUNK_KEYS) return count;
    rest = { start: keyAfter(keys.at(-1) as Uint8Array), end: rest.end };
  }
}
