/**
 * What the catalog stores of a model: the numbers of the model, its columns and its indexes. Numbers are never given twice.
 *
 * Planning is pure: from the stored record and the declared model to the record that should be stored.
 */

import { CorruptRowError, SchemaMismatchError } from '../errors';
import type { ColumnMetadata, IndexMetadata, ModelMetadata } from '../metadata/model-metadata';
import { type StoredDefinition, storedDefinition } from './index-definition';
import type { IndexState } from './schema-changes';

const FORMAT = 1;

/** One definition of an index. A changed definition is another one, with the same name and number and the next generation. */
export interface CatalogIndex {
  readonly name: string;
  readonly id: number;
  readonly generation: number;
  readonly fingerprint: string;
  readonly unique: boolean;
  readonly state: Exclude<IndexState, 'absent'>;
  readonly definition: StoredDefinition;
  /** A decimal timestamp of the oracle: from then on the index has all rows. Null as long as it is not readable. */
  readonly readableSince: string | null;
  /** It is on its way out: nobody builds it again. */
  readonly isLeaving?: boolean;
}

export interface CatalogColumn {
  readonly id: number;
  /** What it holds: a kind, `reference` or `references`. */
  readonly type: string;
}

export interface CatalogModel {
  readonly id: number;
  /** The columns that ids are made of; null when they are given or generated. */
  readonly idParts: readonly string[] | null;
  readonly columns: Readonly<Record<string, CatalogColumn>>;
  readonly indexes: readonly CatalogIndex[];
  readonly lastColumnId: number;
  readonly lastIndexId: number;
  /** Entries of these may be met in manifests of rows and are forgotten with the next write of the row. */
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

/** A model that is not in the catalog yet: no process can have written rows of it, so its indexes are complete. */
export function newCatalogModel(id: number, model: ModelMetadata): CatalogModel {
  const empty: CatalogModel = {
    id,
    idParts: idParts(model),
    columns: {},
    indexes: [],
    lastColumnId: 0,
    lastIndexId: 0,
    formerIndexes: [],
  };
  return model.indexes.reduce(
    (plan, index) => withIndex(plan, model, index, { state: 'readable', readableSince: '0' }),
    withColumns(empty, model),
  );
}

/**
 * The record with all columns of the model, or the same record when it has them already.
 *
 * @throws SchemaMismatchError when a column, or the id, is declared as something else than what is stored
 */
export function withColumns(stored: CatalogModel, model: ModelMetadata): CatalogModel {
  if (JSON.stringify(stored.idParts) !== JSON.stringify(idParts(model))) {
    throw new SchemaMismatchError('ids are made of other columns than the stored ones', {
      model: model.name,
      stored: stored.idParts,
      declared: idParts(model),
    });
  }
  return model.columns.reduce((plan, column) => withColumn(plan, model, column), stored);
}

/** The stored definition that a declared index is; undefined when it is not stored. */
export function storedIndex(
  stored: CatalogModel,
  { storedName, fingerprint }: Pick<IndexMetadata, 'storedName' | 'fingerprint'>,
): CatalogIndex | undefined {
  return stored.indexes.find((index) => index.name === storedName && index.fingerprint === fingerprint);
}

/** The record with one more definition. */
export function withIndex(
  plan: CatalogModel,
  model: ModelMetadata,
  index: IndexMetadata,
  { state, readableSince }: Pick<CatalogIndex, 'state' | 'readableSince'>,
): CatalogModel {
  const id = plan.indexes.find(({ name }) => name === index.storedName)?.id ?? plan.lastIndexId + 1;
  const generations = [...plan.indexes, ...plan.formerIndexes].filter((each) => each.id === id);
  const added: CatalogIndex = {
    name: index.storedName,
    id,
    generation: Math.max(0, ...generations.map(({ generation }) => generation)) + 1,
    fingerprint: index.fingerprint,
    unique: index.unique,
    state,
    definition: storedDefinition(index, model),
    readableSince,
  };
  return { ...plan, indexes: [...plan.indexes, added], lastIndexId: Math.max(plan.lastIndexId, id) };
}

/** The record with a definition in another state. */
export function withState(
  stored: CatalogModel,
  { id, generation }: { readonly id: number; readonly generation: number },
  change: Pick<CatalogIndex, 'state' | 'isLeaving'> & { readonly readableSince?: string | null },
): CatalogModel {
  const is = (index: CatalogIndex): boolean => index.id === id && index.generation === generation;
  return {
    ...stored,
    indexes: stored.indexes.map((index) => (is(index) ? { ...index, ...change } : index)),
  };
}

/** The record without a definition, which rows may still list; its numbers are not given again. */
export function withoutIndex(
  stored: CatalogModel,
  { id, generation, unique }: Pick<CatalogIndex, 'id' | 'generation' | 'unique'>,
): CatalogModel {
  const indexes = stored.indexes.filter((index) => index.id !== id || index.generation !== generation);
  return { ...stored, indexes, formerIndexes: [...stored.formerIndexes, { id, generation, unique }] };
}

export function columnType({ shape }: ColumnMetadata): string {
  return shape.of === 'value' ? shape.kind.name : shape.of;
}

export function idParts({ id }: ModelMetadata): readonly string[] | null {
  return id.parts === null ? null : id.parts.map(({ column }) => column);
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
