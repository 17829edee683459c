/** Rows by their ids, as entities. A row that cannot be read is an error with its key. */

import type { KvReader, ReadOptions } from '@tito/tikv';
import type { DecodedRow, Hydration } from '../codec/row-codec';
import type { ModelMetadata } from '../metadata/model-metadata';
import type { StoredValues } from '../metadata/stored-form';
import type { RowSource } from '../session/row-source';
import type { TransactionScope } from '../session/transaction-scope';
import type { BoundModel } from './bound-model';

/** Whether rows that are marked as deleted are seen: `live` hides them. */
export type Visibility = 'live' | 'withDeleted';

/** A row as an entity, unless its time is over, or it is marked as deleted and such rows are not to be seen. */
export function visibleEntity(
  model: BoundModel,
  row: { readonly key: Uint8Array; readonly id: string; readonly bytes: Uint8Array },
  hydration: Hydration,
  visibility: Visibility,
): object | null {
  const entity = model.codec.hydrate(row.key, row.id, row.bytes, hydration);
  if (isExpired(model, entity as StoredValues)) return null;
  return visibility === 'live' && isMarkedDeleted(model.metadata, entity as StoredValues) ? null : entity;
}

/** True for the values, or the entity, of a row whose `ttl` is over: it is deleted some time later. */
export function isExpired({ metadata: { ttl }, clock }: BoundModel, values: StoredValues): boolean {
  if (ttl === null) return false;
  const date = (values[ttl.column.property] ?? null) as Date | null;
  return date !== null && date.getTime() + ttl.afterMs <= clock();
}

/** True for the values, or the entity, of a row that `@DeletedAt` marks as deleted. */
export function isMarkedDeleted({ deletedAt }: ModelMetadata, values: StoredValues): boolean {
  return deletedAt !== null && (values[deletedAt.property] ?? null) !== null;
}

/** One row, as new as the source has it. */
export async function readRow(
  source: RowSource,
  model: BoundModel,
  hydration: Hydration,
  id: string,
  visibility: Visibility,
  options?: ReadOptions,
): Promise<object | null> {
  const key = model.rowKey(id);
  const bytes = await source.get(key, options);
  return bytes === null ? null : visibleEntity(model, { key, id, bytes }, hydration, visibility);
}

/** Rows in the order of the ids, null for absent ones: one request per region. */
export async function readRows(
  reader: KvReader,
  model: BoundModel,
  hydration: Hydration,
  ids: readonly string[],
  visibility: Visibility,
  options?: ReadOptions,
): Promise<(object | null)[]> {
  if (ids.length === 0) return [];
  const keys = ids.map((id) => model.rowKey(id));
  const values = await reader.batchGet(keys, options);
  return values.map((bytes, i) => {
    const [key, id] = [keys[i] as Uint8Array, ids[i] as string];
    return bytes === null ? null : visibleEntity(model, { key, id, bytes }, hydration, visibility);
  });
}

/** The rows that are about to be changed, in the order of the ids, null for absent ones. */
export async function readManyForWrite(
  scope: TransactionScope,
  model: BoundModel,
  ids: readonly string[],
): Promise<(DecodedRow | null)[]> {
  const keys = ids.map((id) => model.rowKey(id));
  const values = await scope.getManyForWrite(keys);
  return values.map((bytes, i) =>
    bytes === null ? null : model.codec.decode(keys[i] as Uint8Array, ids[i] as string, bytes),
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
