/**
 * What callers pass, made into values to store: checked field by field, defaults filled in, nothing of the input changed.
 *
 * A property that is `undefined` counts as not given, in entities and in patches.
 */

import {
  DefinitionError,
  EmptyPatchError,
  InvalidValueError,
  ValueTooLargeError,
  VersionConflictError,
} from '../errors';
import { REFUSED, typeInWords } from '../metadata/kinds';
import type { ColumnMetadata, ModelMetadata } from '../metadata/model-metadata';
import { type StoredValues, storedForm } from '../metadata/stored-form';
import type { IdMaker } from './new-id';
import { MAX_ID_BYTES, checkSameId, newId } from './row-id';

/** Time and randomness, as the database was given them. */
export interface Environment {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly ids: IdMaker;
}

type Input = Readonly<Record<string, unknown>>;

/** The values of a new row. */
export function valuesOfNew(model: ModelMetadata, input: unknown, environment: Environment): StoredValues {
  const given = checkedInput(model, input);
  const initial = given instanceof model.model ? {} : initialValues(model);
  const values: Record<string, unknown> = {};
  const { property: id } = model.id;
  for (const column of model.columns) {
    const value = newValue(column, given[column.property], initial[column.property], environment);
    setValue(model, column, values, value);
  }
  values[id] = newId(model, given[id], values, environment.ids);
  return values;
}

/** The values of a row with all fields given anew: what an entity leaves out is absent afterwards. */
export function valuesOfEntity(
  model: ModelMetadata,
  before: StoredValues,
  entity: unknown,
  environment: Environment,
): StoredValues {
  const given = checkedInput(model, entity);
  checkVersion(model, before, given);
  const values: Record<string, unknown> = { [model.id.property]: before[model.id.property] };
  for (const column of model.columns) {
    const kept = KEPT_ROLES.has(column.role);
    if (kept) setStored(values, column, before[column.property]);
    else setValue(model, column, values, given[column.property] ?? emptyList(column, given[column.property]));
  }
  checkSameId(model, before[model.id.property], values);
  return stamped(model, before, values, environment);
}

/**
 * The values of a row with some fields changed.
 *
 * @param mayBeEmpty the row is written also when no field is named
 * @throws EmptyPatchError for a patch that names no field
 */
export function valuesOfPatch(
  model: ModelMetadata,
  before: StoredValues,
  patch: unknown,
  environment: Environment,
  mayBeEmpty = false,
): StoredValues {
  const given = checkedInput(model, patch);
  const { property: id } = model.id;
  if (given[id] !== undefined && given[id] !== before[id]) {
    throw new InvalidValueError({
      model: model.name,
      field: id,
      expected: 'the id of the row: it cannot be changed',
      got: typeInWords(given[id]),
    });
  }
  checkVersion(model, before, given);
  const values: Record<string, unknown> = { ...before };
  let changes = 0;
  for (const column of model.columns) {
    const value = given[column.property];
    if (value === undefined || KEPT_ROLES.has(column.role)) continue;
    setValue(model, column, values, value);
    changes++;
  }
  if (changes === 0 && !mayBeEmpty) throw new EmptyPatchError(model.name);
  checkSameId(model, before[id], values);
  return stamped(model, before, values, environment);
}

/** The values that a hook made of those of a row, whose stamps and id stay. */
export function valuesOfDraft(model: ModelMetadata, before: StoredValues, draft: unknown): StoredValues {
  const given = checkedInput(model, draft);
  const values: Record<string, unknown> = { [model.id.property]: before[model.id.property] };
  for (const column of model.columns) {
    if (KEPT_ROLES.has(column.role)) setStored(values, column, before[column.property]);
    else setValue(model, column, values, given[column.property] ?? emptyList(column, given[column.property]));
  }
  checkSameId(model, before[model.id.property], values);
  return values;
}

/** The values of a row that is marked as deleted from now on, or no longer. */
export function valuesOfMark(
  model: ModelMetadata,
  before: StoredValues,
  isDeleted: boolean,
  environment: Environment,
): StoredValues {
  const values: Record<string, unknown> = { ...before };
  const { property } = model.deletedAt as ColumnMetadata;
  if (isDeleted) values[property] = new Date(environment.clock());
  else delete values[property];
  return stamped(model, before, values, environment);
}

/** What a property of an input must be, in stored form. @throws InvalidValueError */
export function checkedValue(model: ModelMetadata, column: ColumnMetadata, value: unknown): unknown {
  if (value === null && !column.required) return null;
  if (column.allowed !== null && !column.allowed.has(value)) {
    throw new InvalidValueError({
      model: model.name,
      field: column.property,
      expected: 'a value of its enum',
      got: typeInWords(value),
    });
  }
  const stored = transformed(model, column, value);
  if (stored !== REFUSED && (column.shape.of !== 'reference' || !Array.isArray(value))) {
    if (column.shape.of !== 'references' || Array.isArray(stored)) return checkIds(model, column, stored);
  }
  throw new InvalidValueError({
    model: model.name,
    field: column.property,
    expected: expectedOf(column),
    got: typeInWords(value),
  });
}

/** Never taken from an input once the row exists. */
const KEPT_ROLES: ReadonlySet<string> = new Set(['createdAt', 'updatedAt', 'version', 'deletedAt']);

function expectedOf({ shape, required }: ColumnMetadata): string {
  if (shape.of === 'value') return required ? `${shape.kind.expected}, not null` : shape.kind.expected;
  if (shape.of === 'reference')
    return 'an id, a Ref or an entity (for a list of them declare { kind: "list" })';
  return 'an array of ids, Refs or entities';
}

function transformed(model: ModelMetadata, column: ColumnMetadata, value: unknown): unknown {
  try {
    return storedForm(column, value);
  } catch (cause) {
    if (cause instanceof DefinitionError) throw cause;
    throw new InvalidValueError(
      {
        model: model.name,
        field: column.property,
        expected: 'a value that its transform takes',
        got: typeInWords(value),
      },
      cause,
    );
  }
}

function checkIds(model: ModelMetadata, { shape, property }: ColumnMetadata, stored: unknown): unknown {
  if (shape.of === 'value') return stored;
  for (const id of shape.of === 'reference' ? [stored as string] : (stored as string[])) {
    if (Buffer.byteLength(id) <= MAX_ID_BYTES) continue;
    throw new ValueTooLargeError('an id is too long', {
      model: model.name,
      field: property,
      limit: MAX_ID_BYTES,
    });
  }
  return stored;
}

function checkedInput(model: ModelMetadata, input: unknown): Input {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new InvalidValueError({
      model: model.name,
      expected: 'an object with fields of the model',
      got: typeInWords(input),
    });
  }
  if (input instanceof model.model) return input as Input;
  for (const [property, value] of Object.entries(input)) {
    if (value === undefined || property === model.id.property || model.columnOf.has(property)) continue;
    if (model.relations.has(property) && typeof value === 'object') continue; // a Many, or what include made of it
    throw new InvalidValueError({
      model: model.name,
      field: property,
      expected: 'a field of the model',
      got: 'a property that is none',
    });
  }
  // Its own properties alone: what it inherits from wherever is not given.
  return Object.assign(Object.create(null) as object, input) as Input;
}

/** What the class's own initialisers say: `active: boolean = true`. */
function initialValues(model: ModelMetadata): Input {
  const Constructor = model.model as new () => Input;
  try {
    return new Constructor();
  } catch (cause) {
    throw new InvalidValueError(
      {
        model: model.name,
        expected: 'a class that can be made without arguments, or an instance of it',
        got: 'a constructor that threw',
      },
      cause,
    );
  }
}

function newValue(column: ColumnMetadata, given: unknown, initial: unknown, { clock }: Environment): unknown {
  if (column.role === 'version') return 1;
  if (column.role === 'updatedAt') return new Date(clock());
  if (given !== undefined) return given;
  if (column.role === 'createdAt') return new Date(clock());
  const { defaultValue } = column;
  const fallback: unknown =
    typeof defaultValue === 'function' ? (defaultValue as () => unknown)() : defaultValue;
  return fallback ?? initial ?? emptyList(column, initial);
}

/** A list of references that nobody gave is empty, so that reading it needs no check. */
function emptyList({ shape }: ColumnMetadata, otherwise: unknown): unknown {
  return shape.of === 'references' ? [] : otherwise;
}

function setValue(
  model: ModelMetadata,
  column: ColumnMetadata,
  values: Record<string, unknown>,
  value: unknown,
): void {
  if (value === undefined) {
    if (column.required) {
      throw new InvalidValueError({
        model: model.name,
        field: column.property,
        expected: expectedOf(column),
        got: 'nothing',
      });
    }
    delete values[column.property];
    return;
  }
  values[column.property] = checkedValue(model, column, value);
}

function setStored(values: Record<string, unknown>, { property }: ColumnMetadata, value: unknown): void {
  if (value !== undefined) values[property] = value;
}

/** A version that an input brings must be that of the row. */
function checkVersion({ name, version, id }: ModelMetadata, before: StoredValues, given: Input): void {
  if (version === null) return;
  const expected = given[version.property];
  const actual = before[version.property];
  if (expected === undefined || expected === actual) return;
  throw new VersionConflictError({ model: name, id: before[id.property], expected, actual });
}

function stamped(
  { version, updatedAt }: ModelMetadata,
  before: StoredValues,
  values: Record<string, unknown>,
  { clock }: Environment,
): StoredValues {
  if (version !== null)
    values[version.property] = ((before[version.property] as number | undefined) ?? 0) + 1;
  if (updatedAt !== null) values[updatedAt.property] = new Date(clock());
  return values;
}
