/** Schemas as plain data: the declared one and the stored one. Pure. */

import { type CatalogIndex, type CatalogModel, columnType, storedIndex } from '../catalog/catalog-record';
import { type StoredDefinition, partsInWords, storedDefinition } from '../catalog/index-definition';
import type { IndexDescription, IndexState, ModelDescription } from '../catalog/schema-changes';
import type { ModelMetadata } from '../metadata/model-metadata';

/** What a model declares; the states of its indexes are those of the stored record, if it is given. */
export function describeDeclared(model: ModelMetadata, stored: CatalogModel | null): ModelDescription {
  return {
    name: model.name,
    schemaVersion: model.schemaVersion,
    columns: Object.fromEntries(model.columns.map((column) => [column.column, columnType(column)])),
    indexes: model.indexes.map((index) =>
      describeIndex(
        { name: index.storedName, unique: index.unique, fingerprint: index.fingerprint },
        storedDefinition(index, model),
        stored === null ? 'absent' : (storedIndex(stored, index)?.state ?? 'absent'),
      ),
    ),
  };
}

export function describeStored(name: string, stored: CatalogModel): ModelDescription {
  return {
    name,
    schemaVersion: 0,
    columns: Object.fromEntries(Object.entries(stored.columns).map(([column, { type }]) => [column, type])),
    indexes: stored.indexes.map((index) => describeIndex(index, index.definition, index.state)),
  };
}

export function describeIndex(
  { name, unique, fingerprint }: Pick<CatalogIndex, 'name' | 'unique' | 'fingerprint'>,
  definition: StoredDefinition,
  state: IndexState,
): IndexDescription {
  const { when, covering, sparse } = definition;
  return {
    name,
    unique,
    parts: partsInWords(definition),
    when: when === null || when === 'function' ? when : JSON.stringify(when),
    covering,
    sparse,
    fingerprint,
    state,
  };
}
