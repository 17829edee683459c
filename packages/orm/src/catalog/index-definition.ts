/**
 * Definitions of indexes as the catalog stores them: by the names of columns, so that every program that has the columns can
 * keep the index right, whether it declares it or not. Functions cannot be stored: such an index is known to those who declare it.
 */

import { compareValues } from '../metadata/compare-values';
import type { Comparison } from '../metadata/conditions';
import { KINDS } from '../metadata/kinds';
import type { ColumnMetadata, IndexMetadata, IndexPart, ModelMetadata } from '../metadata/model-metadata';

export interface StoredDefinition {
  readonly parts: readonly StoredPart[];
  /** Comparisons of columns; `function` for what cannot be stored; null without a condition. */
  readonly when: 'function' | readonly StoredComparison[] | null;
  /** The column that marks rows as deleted; null without. */
  readonly unlessSet: string | null;
  readonly sparse: boolean;
  readonly maxEntries: number;
  /** Names of columns. */
  readonly covering: readonly string[];
}

export interface StoredPart {
  /** The name of a column, or null for the id, and the way into its value. */
  readonly column: string | null;
  readonly path: readonly string[];
  readonly eachAt: number | null;
  readonly descending: boolean;
  readonly ci: boolean;
}

export interface StoredComparison {
  readonly column: string | null;
  readonly operator: Comparison['operator'];
  /** JSON; dates, bigints and bytes as `{"$date":0}`, `{"$bigint":"1"}`, `{"$bytes":"00"}`. */
  readonly operand: unknown;
}

/** What is stored of a declared index. */
export function storedDefinition(index: IndexMetadata, model: ModelMetadata): StoredDefinition {
  const columnOf = (property: string): string | null =>
    property === model.id.property ? null : (model.queryable.get(property)?.column ?? property);
  const isStorable = index.parts.every(({ path }) => !isComputed(model, path[0] as string));
  return {
    parts: index.parts.map(({ path, eachAt, isDescending, isCaseInsensitive }) => ({
      column: columnOf(path[0] as string),
      path: path.slice(1),
      eachAt,
      descending: isDescending,
      ci: isCaseInsensitive,
    })),
    when: isStorable ? storedWhen(index, model, columnOf) : 'function',
    unlessSet: index.unlessSet === null ? null : columnOf(index.unlessSet),
    sparse: index.sparse,
    maxEntries: index.maxEntries,
    covering: index.covering.map(({ column }) => column),
  };
}

/**
 * The definition as a program that does not declare it can use it; null when it cannot: a function decides, or a column is
 * unknown to the program.
 */
export function usableDefinition(
  {
    name,
    fingerprint,
    unique,
    definition,
  }: {
    readonly name: string;
    readonly fingerprint: string;
    readonly unique: boolean;
    readonly definition: StoredDefinition;
  },
  model: ModelMetadata,
): IndexMetadata | null {
  const { when, unlessSet, sparse, maxEntries, covering } = definition;
  if (when === 'function') return null;
  const columns = new Map(model.columns.map((column) => [column.column, column]));
  const named = [...covering, ...(unlessSet === null ? [] : [unlessSet])];
  const used = [...definition.parts, ...(when ?? [])].flatMap(({ column }) => column ?? []);
  if (![...named, ...used].every((column) => columns.has(column))) return null;
  const propertyOf = (column: string | null): string =>
    column === null ? model.id.property : (columns.get(column) as ColumnMetadata).property;
  return {
    model: model.name,
    name,
    storedName: name,
    unique,
    parts: definition.parts.map((part) => usablePart(part, columns, propertyOf)),
    when:
      when === null
        ? null
        : { of: 'conditions', comparisons: when.map((each) => usableComparison(each, columns, propertyOf)) },
    unlessSet: unlessSet === null ? null : propertyOf(unlessSet),
    sparse,
    maxEntries,
    covering: covering.map((column) => columns.get(column) as ColumnMetadata),
    ttlMs: null,
    fingerprint,
  };
}

/** The parts in words: `city, createdAt desc, tags each ci`. */
export function partsInWords({ parts }: StoredDefinition): string {
  return parts
    .map(({ column, path, eachAt, descending, ci }) =>
      [
        [column ?? 'id', ...path].join('.'),
        ...(eachAt === null ? [] : ['each']),
        ...(ci ? ['ci'] : []),
        ...(descending ? ['desc'] : []),
      ].join(' '),
    )
    .join(', ');
}

function isComputed(model: ModelMetadata, property: string): boolean {
  return model.computed.some((column) => column.property === property);
}

function storedWhen(
  { when }: IndexMetadata,
  model: ModelMetadata,
  columnOf: (property: string) => string | null,
): StoredDefinition['when'] {
  if (when === null) return null;
  if (when.of === 'function' || when.comparisons.some(({ property }) => isComputed(model, property)))
    return 'function';
  return when.comparisons.map(({ property, operator, operand }) => ({
    column: columnOf(property),
    operator,
    operand: Array.isArray(operand) ? operand.map(toJson) : toJson(operand),
  }));
}

function usablePart(
  { column: name, path, eachAt, descending, ci }: StoredPart,
  columns: ReadonlyMap<string, ColumnMetadata>,
  propertyOf: (column: string | null) => string,
): IndexPart {
  const column = name === null ? null : (columns.get(name) as ColumnMetadata);
  const isPlain = path.length === 0 && eachAt === null;
  return {
    path: [propertyOf(name), ...path],
    eachAt,
    isDescending: descending,
    isCaseInsensitive: ci,
    kind: kindOf(column, isPlain),
    column: isPlain ? column : null,
  };
}

/** As the registry decides it for declared indexes. */
function kindOf(column: ColumnMetadata | null, isPlain: boolean): IndexPart['kind'] {
  if (column === null || column.shape.of !== 'value') return KINDS.string;
  const { kind } = column.shape;
  return isPlain && kind.keyType !== 'dynamic' ? kind : null;
}

function usableComparison(
  { column: name, operator, operand }: StoredComparison,
  columns: ReadonlyMap<string, ColumnMetadata>,
  propertyOf: (column: string | null) => string,
): Comparison {
  const column = name === null ? undefined : columns.get(name);
  return {
    property: propertyOf(name),
    operator,
    operand: Array.isArray(operand) ? operand.map(fromJson) : fromJson(operand),
    compare: column?.shape.of === 'value' ? column.shape.kind.compare : compareValues,
  };
}

function toJson(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.getTime() };
  if (typeof value === 'bigint') return { $bigint: value.toString() };
  return value instanceof Uint8Array ? { $bytes: Buffer.from(value).toString('hex') } : value;
}

function fromJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { $date, $bigint, $bytes } = value as { $date?: number; $bigint?: string; $bytes?: string };
  if ($date !== undefined) return new Date($date);
  if ($bigint !== undefined) return BigInt($bigint);
  return $bytes === undefined ? value : new Uint8Array(Buffer.from($bytes, 'hex'));
}
