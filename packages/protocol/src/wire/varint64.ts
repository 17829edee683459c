/**
 * A 64-bit integer as two 32-bit halves and back, through one shared buffer.
 *
 * Arithmetic on `bigint` allocates for every step; a typed-array view of the same eight bytes does not. All conversions
 * between `bigint` and wire bytes go through here. Not reentrant, which is no matter: nothing awaits in between.
 */

const unsigned = new BigUint64Array(1);
const signed = new BigInt64Array(unsigned.buffer);
/** Low half first: every platform that Node runs on is little-endian. */
export const halves = new Uint32Array(unsigned.buffer);

/** Splits into `halves`; values are taken modulo 2^64. */
export function split64(value: bigint): void {
  unsigned[0] = value;
}

/** The unsigned value of two halves. */
export function joinUnsigned64(low: number, high: number): bigint {
  halves[0] = low;
  halves[1] = high;
  return unsigned[0] as bigint;
}

/** The signed value of two halves. */
export function joinSigned64(low: number, high: number): bigint {
  halves[0] = low;
  halves[1] = high;
  return signed[0] as bigint;
}
