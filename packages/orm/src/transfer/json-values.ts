/** Stored values of columns as JSON, and back, without loss. */

import { KINDS, REFUSED } from '../metadata/kinds';
import type { ColumnMetadata, ColumnShape } from '../metadata/model-metadata';
import { idOf } from '../metadata/stored-form';

interface JsonForm {
  to(stored: unknown): unknown;
  /** Throws, or gives anything, for what is no such value: `canonical` refuses that. */
  from(json: unknown): unknown;
}

/** What JSON lacks: a date as ISO text, a bigint in decimal, bytes in base64. */
const FORMS: Readonly<Partial<Record<string, JsonForm>>> = {
  date: { to: (stored) => (stored as Date).toISOString(), from: (json) => new Date(text(json)) },
  bigint: { to: (stored) => (stored as bigint).toString(), from: (json) => BigInt(text(json)) },
  bytes: {
    to: (stored) => Buffer.from(stored as Uint8Array).toString('base64'),
    from: (json) => Uint8Array.from(Buffer.from(text(json), 'base64')),
  },
};

/** The JSON of a stored value that is not absent. */
export function toJsonValue({ shape }: ColumnMetadata, stored: unknown): unknown {
  if (stored === null || shape.of !== 'value') return stored;
  return FORMS[shape.kind.name]?.to(stored) ?? stored;
}

/** @returns `REFUSED` for JSON that stands for no value of the column */
export function fromJsonValue({ shape }: ColumnMetadata, json: unknown): unknown {
  if (json === null) return null;
  if (shape.of === 'reference') return typeof json === 'string' ? (idOf(json) ?? REFUSED) : REFUSED;
  if (shape.of === 'references') return isListOfIds(json) ? json : REFUSED;
  try {
    return KINDS[shape.kind.name].canonical((FORMS[shape.kind.name]?.from ?? same)(json));
  } catch {
    return REFUSED;
  }
}

/** What a column holds, by name: as in the stored schema. */
export function typeOf(shape: ColumnShape): string {
  return shape.of === 'value' ? shape.kind.name : shape.of;
}

function isListOfIds(json: unknown): json is string[] {
  return Array.isArray(json) && json.every((each) => typeof each === 'string' && idOf(each) !== null);
}

function text(json: unknown): string {
  if (typeof json === 'string') return json;
  throw new TypeError('not a string');
}

function same(json: unknown): unknown {
  return json;
}
