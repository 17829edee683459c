/**
 * The row that a unique index has for all its values: its entry, then the row.
 *
 * Outside of transactions both are read as new as can be, without a timestamp: when the row says that it owns the entry, both
 * are of one state; when it does not, something came in between, and a consistent view decides.
 */

import { IndexIntegrityError, InvalidQueryError } from '../errors';
import { encodeParts } from '../keys/index-entries';
import type { BoundIndex, BoundModel } from '../persistence/bound-model';
import { visibleEntity } from '../persistence/read-rows';
import type { QueryEnvironment } from './query-builder';

export interface UniqueLookup {
  /** @param include relations to load, or null */
  find(include: object | null): Promise<object | null>;
  exists(): Promise<boolean>;
}

interface KeyReader {
  get(key: Uint8Array): Promise<Uint8Array | null>;
}

/** @throws InvalidQueryError when a value is null */
export function uniqueLookup(
  environment: QueryEnvironment,
  model: BoundModel,
  index: BoundIndex,
  values: readonly unknown[],
): UniqueLookup {
  const { metadata, address } = index;
  if (values.includes(null)) {
    throw new InvalidQueryError('a unique index has no null values', {
      model: metadata.model,
      index: metadata.name,
    });
  }
  const key = model.layout.entry(address, encodeParts(metadata, values), '');
  return {
    async exists() {
      const source = environment.source();
      await model.admit(index, source.isConsistent ? source.view() : null);
      const hasEntry = (await source.get(key)) !== null;
      return hasEntry && (model.metadata.ttl === null || (await this.find(null)) !== null);
    },
    async find(include) {
      const source = environment.source();
      const reader = source.isConsistent || include !== null ? source.view() : null;
      await model.admit(index, reader);
      const found = await ownerOf(environment, model, index, key, reader ?? source);
      const decided = found === STALE ? await ownerOf(environment, model, index, key, source.view()) : found;
      if (decided === STALE) {
        throw new IndexIntegrityError('the row of the entry does not own it', key, {
          model: metadata.model,
          index: metadata.name,
        });
      }
      if (decided !== null && include !== null) {
        await environment.include(model.metadata, [decided], include, reader ?? source.view());
      }
      return decided;
    },
  };
}

const STALE = Symbol('stale');

async function ownerOf(
  { hydrationOf }: QueryEnvironment,
  model: BoundModel,
  { address }: BoundIndex,
  key: Uint8Array,
  reader: KeyReader,
): Promise<object | null | typeof STALE> {
  const { layout, codec } = model;
  const entry = await reader.get(key);
  if (entry === null) return null;
  const id = layout.decodeId(entry);
  const rowKey = model.rowKey(id);
  const row = await reader.get(rowKey);
  if (row === null) return STALE;
  const owns = codec
    .manifest(rowKey, row)
    .some(
      ({ indexId, generation, parts }) =>
        indexId === address.indexId &&
        generation === address.generation &&
        Buffer.compare(layout.entry(address, parts, id), key) === 0,
    );
  if (!owns) return STALE;
  return visibleEntity(model, { key: rowKey, id, bytes: row }, hydrationOf(model.metadata), 'live');
}
