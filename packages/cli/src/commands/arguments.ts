/** Readers of arguments and options that several commands take. */

import { parseDuration } from '@tito/orm';
import { InvalidArgumentError } from 'commander';

/** A whole number within limits. */
export function integer(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isInteger(value) || value < min || value > max) {
      throw new InvalidArgumentError(`It must be an integer from ${min} to ${max}.`);
    }
    return value;
  };
}

/** JSON. */
export function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InvalidArgumentError(`It must be JSON: ${(error as Error).message}.`);
  }
}

/** An object in JSON. */
export function jsonObject(text: string): Record<string, unknown> {
  const value = json(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidArgumentError('It must be an object in JSON.');
  }
  return value as Record<string, unknown>;
}

/** A moment: a timestamp of the oracle (digits), a date (ISO 8601), or how long ago (`5m`, `2h`). */
export function moment(text: string): bigint | Date {
  if (/^\d{6,20}$/.test(text)) return BigInt(text);
  const ago = /^(\d+)(ms|s|m|h|d)$/.exec(text);
  if (ago) return new Date(Date.now() - Number(ago[1]) * UNIT_MS[ago[2] as keyof typeof UNIT_MS]);
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) {
    throw new InvalidArgumentError(
      'It must be a timestamp, a date such as 2026-01-31T12:00:00Z, or an age such as 5m.',
    );
  }
  return date;
}

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A duration such as `10m`, in milliseconds. */
export function duration(text: string): number {
  try {
    return parseDuration(text, 'duration');
  } catch {
    throw new InvalidArgumentError('It must be a duration such as 500ms, 10m, 1h or 7d.');
  }
}
