/** What a `json` field may hold: exactly what comes back from JSON, so that nothing changes silently on the way. */

import { isWellFormed } from './well-formed';

const MAX_DEPTH = 100;

/**
 * Why a value is not JSON, or null when it is. Properties that are `undefined` count as absent.
 *
 * A Date or a bigint would come back as something else, or not at all: they need fields of their own.
 */
export function jsonProblem(value: unknown, depth = 0): string | null {
  if (depth > MAX_DEPTH) return 'it is nested too deeply';
  if (value === null || typeof value === 'boolean') return null;
  if (typeof value === 'string') return isWellFormed(value) ? null : 'a string is not well formed';
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'a number is not finite';
  if (typeof value !== 'object') return `JSON has no ${typeof value}`;
  if (Array.isArray(value)) return firstProblem(value as unknown[], depth);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null && !isPlainEnough(value)) {
    return 'JSON has only plain objects';
  }
  if (!Object.keys(value).every(isWellFormed)) return 'a name is not well formed';
  return firstProblem(
    Object.values(value).filter((each) => each !== undefined),
    depth,
  );
}

/** Instances of small classes (DTOs) are taken by their own properties; objects that convert themselves are not. */
function isPlainEnough(value: object): boolean {
  return (
    !(value instanceof Date || value instanceof Map || value instanceof Set || ArrayBuffer.isView(value)) &&
    typeof (value as { toJSON?: unknown }).toJSON !== 'function'
  );
}

function firstProblem(values: readonly unknown[], depth: number): string | null {
  for (const each of values) {
    const problem = jsonProblem(each, depth + 1);
    if (problem !== null) return problem;
  }
  return null;
}
