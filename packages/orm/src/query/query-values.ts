/** Values that callers pass to queries, checked and in stored form. */

import { InvalidQueryError } from '../errors';
import { dynamicKeyType } from '../keys/tuple-codec';
import { KINDS, REFUSED, typeInWords } from '../metadata/kinds';
import type { IndexMetadata, IndexPart } from '../metadata/model-metadata';
import { idOf, storedForm } from '../metadata/stored-form';

/** Most values of one `in`. */
export const MAX_IN_VALUES = 1000;

/**
 * A value of one part of an index.
 *
 * @throws InvalidQueryError for undefined and for values that do not fit the part
 */
export function partValue(index: IndexMetadata, position: number, value: unknown): unknown {
  const part = index.parts[position];
  const where = { model: index.model, index: index.name };
  if (part === undefined)
    throw new InvalidQueryError('the index has fewer parts', { ...where, parts: index.parts.length });
  const field = part.path.join('.');
  if (value === undefined)
    throw new InvalidQueryError('a value is undefined: leave it out, or use null', { ...where, field });
  if (value === null) return null;
  const stored = storedPart(part, value);
  if (stored !== REFUSED) return stored;
  throw new InvalidQueryError('a value does not fit the field', {
    ...where,
    field,
    expected: part.kind?.expected ?? 'a string, a number or a boolean',
    got: typeInWords(value),
  });
}

/** A value of one part that has an order: not null. */
export function boundValue(index: IndexMetadata, position: number, value: unknown): unknown {
  const stored = partValue(index, position, value);
  if (stored !== null) return stored;
  throw new InvalidQueryError('null has no order', {
    model: index.model,
    index: index.name,
    field: index.parts[position]?.path.join('.'),
  });
}

/** The values of an `in`. */
export function inValues(index: IndexMetadata, position: number, values: unknown): unknown[] {
  if (!Array.isArray(values) || values.length > MAX_IN_VALUES) {
    throw new InvalidQueryError('in takes an array of at most 1000 values', {
      model: index.model,
      index: index.name,
    });
  }
  return values.map((value) => partValue(index, position, value));
}

/** The beginning that a text must have. */
export function prefixValue(index: IndexMetadata, position: number, prefix: unknown): string {
  const part = index.parts[position];
  const isText = part !== undefined && (part.kind === null || part.kind.keyType === 'string');
  if (isText && KINDS.string.canonical(prefix) !== REFUSED) return prefix as string;
  throw new InvalidQueryError('startsWith is for text', {
    model: index.model,
    index: index.name,
    field: part?.path.join('.'),
    got: typeInWords(prefix),
  });
}

function storedPart({ kind, column }: IndexPart, value: unknown): unknown {
  if (column !== null) return storedForm(column, value);
  if (kind !== null) return idOf(value) ?? REFUSED;
  return dynamicKeyType(value) !== null &&
    (typeof value !== 'string' || KINDS.string.canonical(value) !== REFUSED) &&
    !Number.isNaN(value)
    ? value
    : REFUSED;
}
