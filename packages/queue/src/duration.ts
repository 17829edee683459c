/** Lengths of time, as people write them. */

import { InvalidArgumentError } from '@tito/tikv';

const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** A number of milliseconds, or a number with a unit: `'250ms'`, `'25s'`, `'10m'`, `'1.5h'`, `'7d'`, `'2w'`. */
export type Duration = number | `${number}${keyof typeof UNIT_MS}`;

const PATTERN = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w)$/;

/**
 * The milliseconds of a duration, a whole number.
 *
 * @param argument names the value in the error
 * @throws InvalidArgumentError for anything but a number from 0 to 2^53 - 1 milliseconds
 *
 * @example
 * ```ts
 * parseDuration('1.5h', 'delay'); // 5400000
 * ```
 */
export function parseDuration(value: unknown, argument: string): number {
  const ms = typeof value === 'number' ? value : typeof value === 'string' ? parse(value) : Number.NaN;
  if (!Number.isSafeInteger(ms) || ms < 0) {
    throw new InvalidArgumentError(
      argument,
      "a duration is whole milliseconds or text like '250ms', '25s', '7d'",
    );
  }
  return ms;
}

function parse(text: string): number {
  const match = PATTERN.exec(text);
  if (match === null) return Number.NaN;
  return Math.round(Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS]);
}
