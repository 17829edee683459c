/** Declarations of indexes made into checked definitions. */

import { createHash } from 'node:crypto';
import { parseDuration } from '@tito/queue';
import { DefinitionError } from '../errors';
import type { Declaration, ModelClass } from './declarations';
import { type RecordedPart, recordKey, recordedPart } from './key-definition';
import { KINDS } from './kinds';
import type { ColumnMetadata, IdMetadata, IndexMetadata, IndexPart, WhenMetadata } from './model-metadata';
import { type Columns, resolveConditions } from './resolve-conditions';

type IndexDeclaration = Extract<Declaration, { of: 'index' }>;

const DEFAULT_MAX_ENTRIES = 256;
const LARGEST_MAX_ENTRIES = 4096;
const MAX_PARTS = 16;

interface Shape {
  readonly model: ModelClass;
  readonly modelName: string;
  readonly id: IdMetadata;
  readonly columns: Columns;
  /** What marks rows as deleted. */
  readonly deletedAt: ColumnMetadata | null;
}

/** The indexes that a model declares. */
export function buildIndexes(shape: Shape, declarations: readonly Declaration[]): IndexMetadata[] {
  const indexes = new Map<string, IndexMetadata>();
  for (const declaration of declarations) {
    if (declaration.of !== 'index') continue;
    const index = buildIndex(shape, declaration);
    indexes.set(index.name, checkedDuplicate(shape, indexes.get(index.name), index, declaration));
  }
  checkStoredNames(shape, [...indexes.values()]);
  return [...indexes.values()];
}

/** The index that a reference has by itself: rows by what they point at. */
export function referenceIndex(shape: Shape, property: string): IndexMetadata {
  const part: RecordedPart = {
    path: [property],
    eachAt: null,
    isDescending: false,
    isCaseInsensitive: false,
  };
  return defineIndex(shape, property, { unique: false, recorded: [part], options: {} });
}

function buildIndex(shape: Shape, declaration: IndexDeclaration): IndexMetadata {
  if (declaration.isStatic) return staticIndex(shape, declaration);
  const { property, fields, unique, options } = declaration;
  const name = declaration.name ?? property;
  if (name === null || name === '') throw definitionError(shape, declaration, 'an index needs a name');
  const paths = fields ?? [property as string];
  const recorded = paths.map((path) => ({
    path: [path],
    eachAt: null,
    isDescending: false,
    isCaseInsensitive: false,
  }));
  return defineIndex(shape, name, { unique, recorded, options });
}

function staticIndex(shape: Shape, declaration: IndexDeclaration): IndexMetadata {
  const name = declaration.property as string;
  const value: unknown = (shape.model as unknown as Record<string, unknown>)[name];
  const recorded = recordKey(value);
  if (recorded === null) {
    throw definitionError(
      shape,
      declaration,
      'the static property of an index holds key(...) or uniqueKey(...)',
    );
  }
  if (declaration.unique && !recorded.unique) {
    throw definitionError(shape, declaration, '@Unique() needs uniqueKey(...): only then do queries know it');
  }
  const parts = Array.isArray(recorded.parts) ? recorded.parts.map(recordedPart) : [];
  if (parts.length === 0 || parts.includes(null)) {
    throw definitionError(
      shape,
      declaration,
      'a key is a list of fields, such as (u) => [u.city, u.createdAt.desc]',
    );
  }
  return defineIndex(shape, name, {
    unique: recorded.unique,
    recorded: parts as RecordedPart[],
    options: declaration.options,
  });
}

function defineIndex(
  shape: Shape,
  name: string,
  given: { unique: boolean; recorded: readonly RecordedPart[]; options: IndexDeclaration['options'] },
): IndexMetadata {
  const { unique, recorded, options } = given;
  const where = { class: shape.model.name, index: name };
  if (recorded.length > MAX_PARTS) throw new DefinitionError('an index has at most 16 parts', where);
  const parts = recorded.map((part) => indexPart(shape, name, part));
  if (parts.filter(({ eachAt }) => eachAt !== null).length > 1) {
    throw new DefinitionError('only one part of an index can be over the elements of an array', where);
  }
  const maxEntries = options.maxEntries ?? DEFAULT_MAX_ENTRIES;
  if (!Number.isInteger(maxEntries) || maxEntries < 1 || maxEntries > LARGEST_MAX_ENTRIES) {
    throw new DefinitionError('maxEntries is a whole number from 1 to 4096', where);
  }
  const when = buildWhen(shape, name, options);
  const covering = coveredColumns(shape, name, options.covering ?? []);
  const ttlMs = options.ttl === undefined ? null : ttlOf(where, options, { unique, parts, when });
  if (unique && covering.length > 0) throw new DefinitionError('a unique index covers no fields', where);
  const sparse = unique || (options.sparse ?? false);
  const storedName = options.name ?? name;
  return Object.freeze({
    model: shape.modelName,
    name,
    storedName,
    unique,
    parts: Object.freeze(parts),
    when,
    unlessSet: shape.deletedAt?.property ?? null,
    sparse,
    maxEntries,
    covering: Object.freeze(covering),
    ttlMs,
    fingerprint: fingerprint({
      unique,
      sparse,
      parts,
      when,
      covering,
      deletedAt: shape.deletedAt,
      version: options.version ?? 0,
    }),
  });
}

function indexPart(shape: Shape, index: string, recorded: RecordedPart): IndexPart {
  const { path, eachAt, isDescending, isCaseInsensitive } = recorded;
  const where = { class: shape.model.name, index, path: path.join('.') };
  const [property] = path as [string, ...string[]];
  const column = shape.columns.get(property);
  if (column === undefined && property !== shape.id.property) {
    const fields = [shape.id.property, ...shape.columns.keys()];
    throw new DefinitionError('the index names a property that is no field of the model', {
      ...where,
      fields,
    });
  }
  const kind = partKind(where, column, recorded);
  if (isCaseInsensitive && kind !== null && kind.keyType !== 'string') {
    throw new DefinitionError('.ci is for text', where);
  }
  return Object.freeze({
    path: Object.freeze([...path]),
    eachAt,
    isDescending,
    isCaseInsensitive,
    kind,
    column: path.length === 1 && eachAt === null ? (column ?? null) : null,
  });
}

/** The kind of the values of a part; null inside `json`, where each value's own type counts. */
function partKind(
  where: object,
  column: ColumnMetadata | undefined,
  { path, eachAt }: RecordedPart,
): IndexPart['kind'] {
  const shape = column?.shape ?? { of: 'reference' as const };
  const isPlain = path.length === 1;
  if (shape.of === 'references') {
    if (isPlain && eachAt === 1) return KINDS.string;
    throw new DefinitionError('a list of references is indexed by its elements: write .each', { ...where });
  }
  if (shape.of === 'reference' && eachAt !== null) {
    throw new DefinitionError(
      "a single reference has no elements; a list of them is declared { kind: 'list' }",
      { ...where },
    );
  }
  const kind = shape.of === 'reference' ? KINDS.string : shape.kind;
  if (kind.keyType === 'dynamic') {
    if (isPlain && eachAt === null)
      throw new DefinitionError('a json field is indexed by paths into it', { ...where });
    return null;
  }
  if (isPlain && eachAt === null) return kind;
  throw new DefinitionError('only json fields and lists have paths into them', { ...where });
}

function buildWhen(shape: Shape, index: string, { when }: IndexDeclaration['options']): WhenMetadata | null {
  if (when === undefined) return null;
  if (typeof when === 'function')
    return Object.freeze({ of: 'function', predicate: when as (entity: unknown) => unknown });
  const where = { class: shape.model.name, index };
  if (typeof when !== 'object' || when === null) {
    throw new DefinitionError('the condition of an index is a function or an object', where);
  }
  const comparisons = resolveConditions(shape.columns, when, (message, details) => {
    throw new DefinitionError(message, { ...where, ...details });
  });
  if (comparisons.length === 0) throw new DefinitionError('the condition of an index is empty', where);
  return Object.freeze({ of: 'conditions', comparisons: Object.freeze(comparisons) });
}

function coveredColumns(shape: Shape, index: string, covering: 'all' | readonly string[]): ColumnMetadata[] {
  if (covering === 'all') return [...shape.columns.values()].filter(({ role }) => role !== 'computed');
  return covering.map((field) => coveredColumn(shape, index, field));
}

/** @throws DefinitionError for an index by which rows cannot end */
function ttlOf(
  where: object,
  { ttl }: IndexDeclaration['options'],
  { unique, parts, when }: Pick<IndexMetadata, 'unique' | 'parts' | 'when'>,
): number {
  const [part] = parts;
  const isDate = part?.column?.transform === null && part.kind?.name === 'date' && !part.isDescending;
  if (parts.length !== 1 || !isDate || unique || when !== null || part.column.role === 'computed') {
    throw new DefinitionError(
      'ttl is for an index of one date field, ascending, without transform and condition',
      { ...where },
    );
  }
  try {
    return parseDuration(ttl, 'ttl');
  } catch (cause) {
    throw new DefinitionError("ttl is a duration: '30d', or 0 for the date itself", { ...where }, cause);
  }
}

function coveredColumn(shape: Shape, index: string, field: string): ColumnMetadata {
  const column = shape.columns.get(field);
  if (column !== undefined && column.role !== 'computed') return column;
  throw new DefinitionError('covering names a property that is no field of the model', {
    class: shape.model.name,
    index,
    property: field,
  });
}

/** Differs whenever the entries of some row would; the code of functions cannot be compared and counts by its version. */
function fingerprint(definition: {
  unique: boolean;
  sparse: boolean;
  parts: readonly IndexPart[];
  when: WhenMetadata | null;
  covering: readonly ColumnMetadata[];
  deletedAt: ColumnMetadata | null;
  version: number;
}): string {
  const { unique, sparse, parts, when, covering, deletedAt, version } = definition;
  const text = JSON.stringify([
    unique,
    sparse,
    parts.map(({ path, eachAt, isDescending, isCaseInsensitive, kind, column }) => [
      [column?.column ?? path[0], ...path.slice(1)],
      eachAt,
      isDescending,
      isCaseInsensitive,
      kind?.keyType ?? 'dynamic',
    ]),
    when === null ? null : when.of === 'function' ? 'function' : when.comparisons.map(comparisonText),
    covering.map(({ column }) => column),
    deletedAt?.column ?? null,
    version,
  ]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function comparisonText({
  property,
  operator,
  operand,
}: {
  property: string;
  operator: string;
  operand: unknown;
}): unknown {
  const text = (value: unknown): unknown => {
    if (value instanceof Date) return ['date', value.getTime()];
    if (value instanceof Uint8Array) return ['bytes', Buffer.from(value).toString('hex')];
    return typeof value === 'bigint' ? ['bigint', value.toString()] : value;
  };
  return [property, operator, Array.isArray(operand) ? operand.map(text) : text(operand)];
}

function checkedDuplicate(
  shape: Shape,
  existing: IndexMetadata | undefined,
  index: IndexMetadata,
  declaration: IndexDeclaration,
): IndexMetadata {
  if (existing === undefined || existing.fingerprint === index.fingerprint) return index;
  throw definitionError(shape, declaration, 'two indexes have one name');
}

function checkStoredNames(shape: Shape, indexes: readonly IndexMetadata[]): void {
  const names = indexes.map(({ storedName }) => storedName);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new DefinitionError('two indexes have one stored name', { class: shape.model.name, index: twice });
  }
}

function definitionError(
  shape: Shape,
  { property, name }: IndexDeclaration,
  message: string,
): DefinitionError {
  return new DefinitionError(message, { class: shape.model.name, property: property ?? name });
}
