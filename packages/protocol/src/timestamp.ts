/**
 * Timestamps of the oracle: milliseconds since 1970 in the upper bits, a counter of 18 bits below.
 *
 * They order everything in a cluster. Only the oracle issues them; the few constants here are the exceptions that the
 * protocol allows.
 */

const LOGICAL_BITS = 18n;
const LOGICAL_MASK = (1n << LOGICAL_BITS) - 1n;

/** How many timestamps one millisecond holds. */
export const LOGICAL_PER_MILLISECOND = 1 << Number(LOGICAL_BITS);

/** The largest version: a read at it sees the newest committed value. */
export const MAX_TIMESTAMP = (1n << 64n) - 1n;

export function composeTimestamp(physicalMs: bigint | number, logical: bigint | number = 0): bigint {
  return (BigInt(physicalMs) << LOGICAL_BITS) + BigInt(logical);
}

/** Milliseconds since 1970. */
export function physicalMs(timestamp: bigint): number {
  return Number(timestamp >> LOGICAL_BITS);
}

export function logicalPart(timestamp: bigint): number {
  return Number(timestamp & LOGICAL_MASK);
}

/** The timestamp `ms` later (or earlier, when negative), with the same counter. */
export function addMilliseconds(timestamp: bigint, ms: number): bigint {
  return timestamp + (BigInt(Math.trunc(ms)) << LOGICAL_BITS);
}
