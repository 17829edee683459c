/** Half-open ranges of keys. */

import { compareBytes } from './bytes';

/** From `start`, included, to `end`, excluded. An empty `start` has no lower bound, an empty `end` no upper one. */
export interface KeyRange {
  readonly start: Uint8Array;
  readonly end: Uint8Array;
}

export const NO_BOUND = new Uint8Array(0);

/** The smallest key greater than `key`. */
export function keyAfter(key: Uint8Array): Uint8Array {
  const out = new Uint8Array(key.length + 1);
  out.set(key);
  return out;
}

/**
 * The smallest key greater than every key that begins with `prefix`; empty, that is no bound, when there is none
 * (a prefix of `ff` bytes only).
 */
export function prefixEnd(prefix: Uint8Array): Uint8Array {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length--;
  if (length === 0) return NO_BOUND;
  // Not `slice`: on a Buffer that is a view, and the caller's prefix would change.
  const out = Uint8Array.from(prefix.subarray(0, length));
  out[length - 1] = (out[length - 1] as number) + 1;
  return out;
}

/** All keys that begin with `prefix`. */
export function prefixRange(prefix: Uint8Array): KeyRange {
  return { start: prefix, end: prefixEnd(prefix) };
}

export function rangeContains(range: KeyRange, key: Uint8Array): boolean {
  return compareBytes(range.start, key) <= 0 && (range.end.length === 0 || compareBytes(key, range.end) < 0);
}

/** True when no key lies in the range. */
export function isEmptyRange(range: KeyRange): boolean {
  return range.end.length > 0 && compareBytes(range.start, range.end) >= 0;
}

/** The keys in both ranges; may be an empty range. */
export function intersectRanges(a: KeyRange, b: KeyRange): KeyRange {
  const start = compareBytes(a.start, b.start) >= 0 ? a.start : b.start;
  const end =
    a.end.length === 0 ? b.end : b.end.length === 0 || compareBytes(a.end, b.end) <= 0 ? a.end : b.end;
  return { start, end };
}
