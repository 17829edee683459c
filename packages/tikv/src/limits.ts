/** How large keys, values and transactions may be. Checked when they are given, so that the error names the culprit. */

import { InvalidArgumentError } from '@tito/protocol';
import { LimitExceededError } from './errors';

/** The longest key that a store takes: its encoding must not exceed 8 KiB. */
export const MAX_KEY_BYTES = 7279;
export const MAX_VALUE_BYTES = 6 * 1024 * 1024;
export const MAX_TRANSACTION_BYTES = 100 * 1024 * 1024;

export function checkKey(key: unknown): asserts key is Uint8Array {
  if (!(key instanceof Uint8Array))
    throw new InvalidArgumentError('key', 'a key is a Uint8Array', { type: typeof key });
  if (key.length === 0) throw new InvalidArgumentError('key', 'a key has at least one byte');
  if (key.length > MAX_KEY_BYTES) {
    throw new LimitExceededError('the key is too long', { limit: MAX_KEY_BYTES, actual: key.length });
  }
}

export function checkValue(value: unknown): asserts value is Uint8Array {
  if (!(value instanceof Uint8Array)) {
    throw new InvalidArgumentError('value', 'a value is a Uint8Array', { type: typeof value });
  }
  if (value.length > MAX_VALUE_BYTES) {
    throw new LimitExceededError('the value is too long', { limit: MAX_VALUE_BYTES, actual: value.length });
  }
}

export function checkCount(name: string, value: number | undefined, max: number): void {
  if (value === undefined) return;
  if (!Number.isInteger(value) || value < 1 || value > max) {
    throw new InvalidArgumentError(name, `it must be an integer from 1 to ${max}`, { value });
  }
}

/** A time to wait or to live, in milliseconds. */
export function checkDuration(name: string, value: number | undefined, max: number): void {
  if (value === undefined) return;
  if (typeof value !== 'number' || !(value >= 0) || value > max)
    throw new InvalidArgumentError(name, `it must be a number of milliseconds from 0 to ${max}`, { value });
}
