/** Rows by their ids, as entities. A row that cannot be read is an error with its key. */

import type { KvReader, ReadOptions } from '@tito/tikv';
import type { DecodedRow, Hydration } from '../codec/row-codec';
import type { RowSource } from '../session/row-source';
import type { TransactionScope } from '../session/transaction-scope';
import type { BoundModel } from './bound-model';

/** One row, as new as the source has it. */
export async function readRow(
  source: RowSource,
  model: BoundModel,
  hydration: Hydration,
  id: string,
  options?: ReadOptions,
): Promise<object | null> {
  const key = model.rowKey(id);
  const bytes = await source.get(key, options);
  return bytes === null ? null : model.codec.hydrate(key, id, bytes, hydration);
}

/** Rows in the order of the ids, null for absent ones: one request per region. */
export async function readRows(
  reader: KvReader,
  model: BoundModel,
  hydration: Hydration,
  ids: readonly string[],
  options?: ReadOptions,
): Promise<(object | null)[]> {
  if (ids.length === 0) return [];
  const keys = ids.map((id) => model.rowKey(id));
  const values = await reader.batchGet(keys, options);
  return values.map((bytes, i) =>
    bytes === null ? null : model.codec.hydrate(keys[i] as Uint8Array, ids[i] as string, bytes, hydration),
  );
}

/** The row that is about to be changed, or null. */
export async function readForWrite(
  scope: TransactionScope,
  model: BoundModel,
  id: string,
): Promise<DecodedRow | null> {
  const key = model.rowKey(id);
  const bytes = await scope.getForWrite(key);
  return bytes === null ? null : model.codec.decode(key, id, bytes);
}
