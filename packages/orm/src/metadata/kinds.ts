/**
 * The kinds of values that a field can have: what is accepted, and the one form in which a value is stored and compared.
 */

import { compareDecimals, compareValues } from './compare-values';
import { isWellFormed } from './well-formed';
import { jsonProblem } from './json-values';

/** Each kind's type in TypeScript. */
export interface Kinds {
  /** Text without unpaired surrogates. */
  string: string;
  /** A whole number from -(2^53 - 1) to 2^53 - 1. */
  int: number;
  /** A finite number of 64 bits. */
  double: number;
  /** A whole number of up to 1000 bits. */
  bigint: bigint;
  boolean: boolean;
  /** A moment, in milliseconds. */
  date: Date;
  bytes: Uint8Array;
  /** A decimal number as text, exact: `'12.50'` is kept as `'12.5'`. At most 1000 digits. */
  decimal: string;
  /** 32 hexadecimal digits in five groups; kept in small letters. */
  uuid: string;
  /** What JSON can hold: no bigint, no Date. Paths into it can be indexed. */
  json: unknown;
}

export type KindName = keyof Kinds;

/** How values of a kind sort in keys; `dynamic`: by the type that each value has. */
export type KeyType =
  'boolean' | 'number' | 'bigint' | 'decimal' | 'string' | 'bytes' | 'date' | 'uuid' | 'dynamic';

export interface Kind {
  readonly name: KindName;
  readonly keyType: KeyType;
  /** What is wanted, for errors. */
  readonly expected: string;
  /** The stored form of a value, or `REFUSED`. */
  readonly canonical: (value: unknown) => unknown;
  /** Orders stored values as keys do; NaN for values that have no order. */
  readonly compare: (a: unknown, b: unknown) => number;
}

/** Returned by `canonical` for a value that is not of the kind. */
export const REFUSED: unique symbol = Symbol('refused');

const LARGEST_BIGINT = 1n << 1000n;
const LARGEST_DATE_MS = 8.64e15;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;
const MAX_DECIMAL_DIGITS = 1000;

export const KINDS: { readonly [K in KindName]: Kind } = {
  string: kind('string', 'string', 'a well-formed string', (v) =>
    typeof v === 'string' && isWellFormed(v) ? v : REFUSED,
  ),
  int: kind('int', 'number', 'a safe whole number', (v) =>
    Number.isSafeInteger(v) ? (v as number) + 0 : REFUSED,
  ),
  double: kind('double', 'number', 'a finite number', (v) =>
    Number.isFinite(v) ? (v as number) + 0 : REFUSED,
  ),
  bigint: kind('bigint', 'bigint', 'a bigint of at most 1000 bits', (v) =>
    typeof v === 'bigint' && v < LARGEST_BIGINT && v > -LARGEST_BIGINT ? v : REFUSED,
  ),
  boolean: kind('boolean', 'boolean', 'a boolean', (v) => (typeof v === 'boolean' ? v : REFUSED)),
  date: kind('date', 'date', 'a valid Date', (v) =>
    v instanceof Date && Math.abs(v.getTime()) <= LARGEST_DATE_MS ? v : REFUSED,
  ),
  bytes: kind('bytes', 'bytes', 'a Uint8Array', (v) => (v instanceof Uint8Array ? v : REFUSED)),
  decimal: kind('decimal', 'decimal', "a decimal number as a string, such as '12.50'", canonicalDecimal),
  uuid: kind('uuid', 'uuid', 'a UUID', (v) =>
    typeof v === 'string' && UUID.test(v) ? v.toLowerCase() : REFUSED,
  ),
  json: kind('json', 'dynamic', 'a JSON value', (v) => (jsonProblem(v) === null ? v : REFUSED)),
};

/** The kind that a `design:type` of reflect-metadata stands for, if it says enough. */
export function kindOfDesignType(type: unknown): KindName | null {
  if (type === String) return 'string';
  if (type === Number) return 'double';
  if (type === Boolean) return 'boolean';
  if (type === BigInt) return 'bigint';
  if (type === Date) return 'date';
  if (type === Uint8Array || type === Buffer) return 'bytes';
  return null;
}

/** The type of a value in words, for errors: never the value. */
export function typeInWords(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'a number that is not finite';
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    return 'a number that is not a safe whole number';
  if (typeof value !== 'object') return typeof value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : 'Date';
  const name = (Object.getPrototypeOf(value) as { constructor?: { name?: unknown } } | null)?.constructor
    ?.name;
  return typeof name === 'string' && name !== '' ? name : 'object';
}

function kind(
  name: KindName,
  keyType: KeyType,
  expected: string,
  canonical: (value: unknown) => unknown,
): Kind {
  return {
    name,
    keyType,
    expected,
    canonical,
    compare: name === 'decimal' ? compareDecimals : compareValues,
  };
}

function canonicalDecimal(value: unknown): unknown {
  const match = typeof value === 'string' ? DECIMAL.exec(value) : null;
  if (match === null) return REFUSED;
  const whole = (match[2] as string).replace(/^0+/, '');
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (whole.length + fraction.length > MAX_DECIMAL_DIGITS) return REFUSED;
  if (whole === '' && fraction === '') return '0';
  return `${match[1] === '-' ? '-' : ''}${whole || '0'}${fraction && `.${fraction}`}`;
}
