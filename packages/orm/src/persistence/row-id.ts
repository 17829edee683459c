/** The id of a row: checked, generated, or made of the row's fields. */

import { InvalidValueError, ValueTooLargeError } from '../errors';
import { type IdValue, encodeIdParts } from '../keys/composite-id';
import { typeInWords } from '../metadata/kinds';
import type { ModelMetadata } from '../metadata/model-metadata';
import { type StoredValues, idOf } from '../metadata/stored-form';
import type { IdMaker } from './new-id';

/** Longest id in bytes: it is part of every key of the row and of its entries. */
export const MAX_ID_BYTES = 1024;

/** @throws InvalidValueError, ValueTooLargeError */
export function checkId(model: ModelMetadata, id: unknown): string {
  const checked = typeof id === 'string' ? idOf(id) : null;
  if (checked === null) {
    throw new InvalidValueError({
      model: model.name,
      field: model.id.property,
      expected: 'an id: a string that is not empty',
      got: id === '' ? 'an empty string' : typeInWords(id),
    });
  }
  if (checked.length * 3 > MAX_ID_BYTES && Buffer.byteLength(checked) > MAX_ID_BYTES) {
    throw new ValueTooLargeError('an id is too long', {
      model: model.name,
      field: model.id.property,
      limit: MAX_ID_BYTES,
      actual: Buffer.byteLength(checked),
    });
  }
  return checked;
}

/** The id of a new row with these values, which were checked. */
export function newId(model: ModelMetadata, given: unknown, values: StoredValues, ids: IdMaker): string {
  if (model.id.parts !== null) return madeId(model, given, values);
  if (given !== undefined) return checkId(model, given);
  const { generate, property, shards } = model.id;
  const prefix = shards === 1 ? '' : `${ids.shard(shards).toString(16).padStart(2, '0')}-`;
  if (generate === 'uuidv7') return prefix + ids.uuidV7();
  if (generate === 'ulid') return prefix + ids.ulid();
  if (typeof generate === 'function') return prefix + checkId(model, generate());
  throw new InvalidValueError({
    model: model.name,
    field: property,
    expected: 'an id: the model generates none',
    got: 'nothing',
  });
}

/** Refuses values that would give the row another id. @throws InvalidValueError */
export function checkSameId(model: ModelMetadata, id: unknown, values: StoredValues): void {
  if (model.id.parts === null || idOfParts(model, values) === id) return;
  throw new InvalidValueError({
    model: model.name,
    fields: model.id.parts.map(({ property }) => property),
    expected: 'the values that the id is made of: they cannot be changed',
    got: 'others',
  });
}

/** The text of an id that is made of fields. @throws InvalidValueError when one is missing */
export function idOfParts(model: ModelMetadata, values: StoredValues): string {
  const parts = (model.id.parts ?? []).map(({ property }): IdValue => {
    const value = values[property] ?? null;
    if (value !== null) return idValue(value);
    throw new InvalidValueError({
      model: model.name,
      field: property,
      expected: 'a value: the id is made of it',
      got: value === null ? 'null' : 'nothing',
    });
  });
  return checkId(model, encodeIdParts(parts, true));
}

/** A stored value as a part of an id. */
export function idValue(stored: unknown): IdValue {
  return stored instanceof Date ? stored.getTime() : (stored as IdValue);
}

function madeId(model: ModelMetadata, given: unknown, values: StoredValues): string {
  const made = idOfParts(model, values);
  if (given === undefined || given === made) return made;
  throw new InvalidValueError({
    model: model.name,
    field: model.id.property,
    expected: 'no id, or the one that its fields make',
    got: 'another',
  });
}
