/** Forgets an index that no program declares any more, and deletes its entries. */

import { keyAfter, prefixRange, type TikvClient } from '@tito/tikv';
import { changeCatalogModel } from '../catalog/catalog';
import { type CatalogModel, withoutIndex } from '../catalog/catalog-record';
import { InvalidQueryError, UnknownIndexError } from '../errors';
import type { BoundModel } from '../persistence/bound-model';

const CHUNK_KEYS = 1000;

/**
 * @param storedName the name in the stored schema
 * @returns the number of entries that were deleted
 */
export async function dropIndex(client: TikvClient, model: BoundModel, storedName: string): Promise<number> {
  const { metadata, layout } = model;
  if (metadata.indexes.some((index) => index.storedName === storedName)) {
    throw new InvalidQueryError('the index is declared: remove the declaration first', {
      model: metadata.name,
      index: storedName,
    });
  }
  let dropped: CatalogModel['indexes'][string] | undefined;
  const catalog = await changeCatalogModel(client, layout, metadata, (stored) => {
    dropped = Object.hasOwn(stored.indexes, storedName) ? stored.indexes[storedName] : undefined;
    if (dropped === undefined) {
      throw new UnknownIndexError({
        model: metadata.name,
        index: storedName,
        known: Object.keys(stored.indexes),
      });
    }
    return withoutIndex(stored, storedName);
  });
  model.refresh(catalog);
  const { id: indexId, generation, unique } = dropped as CatalogModel['indexes'][string];
  return deleteAll(client, layout.indexPrefix({ modelId: model.id, indexId, generation, unique }));
}

/** In many transactions: nothing reads these entries any more. */
async function deleteAll(client: TikvClient, prefix: Uint8Array): Promise<number> {
  let range = prefixRange(prefix);
  let count = 0;
  for (;;) {
    const keys: Uint8Array[] = [];
    const options = { limit: CHUNK_KEYS, batchSize: CHUNK_KEYS, keyOnly: true };
    for await (const { key } of client.snapshot().scan(range, options)) keys.push(key);
    if (keys.length > 0) await client.transaction(async (txn) => keys.forEach((key) => txn.delete(key)));
    count += keys.length;
    if (keys.length < CHUNK_KEYS) return count;
    range = { start: keyAfter(keys.at(-1) as Uint8Array), end: range.end };
  }
}
