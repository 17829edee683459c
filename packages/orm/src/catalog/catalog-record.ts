/**
 * What the catalog stores of a model: the numbers of the model, its columns and its indexes. Numbers are never given twice.
 *
 * Planning is pure: from the stored record and the declared model to the record that should be stored.
 */

import { CorruptRowError, SchemaMismatchError } from '../errors';
import type { ColumnMetadata, IndexMetadata, ModelMetadata } from '../metadata/model-metadata';

const FORMAT = 1;

/** `building`: written with every change, not read until all older rows are in it. */
export type IndexState = 'ready' | 'building';

export interface CatalogIndex {
  readonly id: number;
  /** Rises with every change of the definition; entries of other generations are not those of this definition. */
  readonly generation: number;
  readonly fingerprint: string;
  readonly unique: boolean;
  readonly state: IndexState;
}

export interface CatalogColumn {
  readonly id: number;
  /** What it holds: a kind, `reference` or `references`. */
  readonly type: string;
}

export interface CatalogModel {
  readonly id: number;
  readonly columns: Readonly<Record<string, CatalogColumn>>;
  readonly indexes: Readonly<Record<string, CatalogIndex>>;
  readonly lastColumnId: number;
  readonly lastIndexId: number;
  /** Entries of these may be met in rows and are deleted with the next write of the row. */
  readonly formerIndexes: readonly {
    readonly id: number;
    readonly generation: number;
    readonly unique: boolean;
  }[];
}

export function encodeCatalogModel(model: CatalogModel): Uint8Array {
  return Buffer.concat([Uint8Array.of(FORMAT), Buffer.from(JSON.stringify(model))]);
}

/** @throws CorruptRowError */
export function decodeCatalogModel(key: Uint8Array, bytes: Uint8Array): CatalogModel {
  try {
    if (bytes[0] === FORMAT)
      return JSON.parse(Buffer.from(bytes.subarray(1)).toString('utf8')) as CatalogModel;
  } catch (cause) {
    throw new CorruptRowError('a record of the catalog is no JSON', key, {}, cause);
  }
  throw new CorruptRowError('unknown format of the catalog', key);
}

/** A model that is not in the catalog yet. */
export function newCatalogModel(id: number): CatalogModel {
  return { id, columns: {}, indexes: {}, lastColumnId: 0, lastIndexId: 0, formerIndexes: [] };
}

/**
 * The record that has everything that the model declares, or the same record when it has already.
 *
 * @param isEmpty the model has no rows, so that new indexes are complete at once
 * @throws SchemaMismatchError when a column is declared as something else than what is stored
 */
export function planCatalogModel(stored: CatalogModel, model: ModelMetadata, isEmpty: boolean): CatalogModel {
  let plan = stored;
  for (const column of model.columns) plan = withColumn(plan, model, column);
  for (const index of model.indexes) plan = withIndex(plan, index, isEmpty);
  return plan;
}

/** True when planning needs to know whether the model has rows. */
export function hasNewIndexes(stored: CatalogModel, model: ModelMetadata): boolean {
  return model.indexes.some(
    ({ storedName, fingerprint }) => stored.indexes[storedName]?.fingerprint !== fingerprint,
  );
}

/** Indexes that are stored and not declared: this program may be older than the schema. */
export function unknownIndexes(stored: CatalogModel, model: ModelMetadata): string[] {
  const declared = new Set(model.indexes.map(({ storedName }) => storedName));
  return Object.keys(stored.indexes).filter((name) => !declared.has(name));
}

/** The record without an index; its number is not given again. */
export function withoutIndex(stored: CatalogModel, storedName: string): CatalogModel {
  const { [storedName]: dropped, ...indexes } = stored.indexes;
  if (dropped === undefined) return stored;
  return { ...stored, indexes, formerIndexes: [...stored.formerIndexes, former(dropped)] };
}

export function columnType({ shape }: ColumnMetadata): string {
  return shape.of === 'value' ? shape.kind.name : shape.of;
}

function withColumn(plan: CatalogModel, model: ModelMetadata, column: ColumnMetadata): CatalogModel {
  const type = columnType(column);
  const stored = Object.hasOwn(plan.columns, column.column) ? plan.columns[column.column] : undefined;
  if (stored !== undefined) {
    if (stored.type === type) return plan;
    throw new SchemaMismatchError('a column is stored as something else than what is declared', {
      model: model.name,
      property: column.property,
      column: column.column,
      stored: stored.type,
      declared: type,
    });
  }
  const id = plan.lastColumnId + 1;
  return { ...plan, columns: { ...plan.columns, [column.column]: { id, type } }, lastColumnId: id };
}

function withIndex(plan: CatalogModel, index: IndexMetadata, isEmpty: boolean): CatalogModel {
  const { storedName, fingerprint, unique } = index;
  const stored = Object.hasOwn(plan.indexes, storedName) ? plan.indexes[storedName] : undefined;
  if (stored?.fingerprint === fingerprint) return plan;
  const id = stored?.id ?? plan.lastIndexId + 1;
  const state: IndexState = isEmpty ? 'ready' : 'building';
  const next: CatalogIndex = { id, generation: (stored?.generation ?? 0) + 1, fingerprint, unique, state };
  return {
    ...plan,
    indexes: { ...plan.indexes, [storedName]: next },
    lastIndexId: Math.max(plan.lastIndexId, id),
    formerIndexes: stored === undefined ? plan.formerIndexes : [...plan.formerIndexes, former(stored)],
  };
}

function former({ id, generation, unique }: CatalogIndex): CatalogModel['formerIndexes'][number] {
  return { id, generation, unique };
}
