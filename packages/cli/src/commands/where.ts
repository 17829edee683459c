/** Conditions from the command line: JSON has no dates, no bigints, no bytes. */

import { InvalidArgumentError } from 'commander';

/** Of each field, by its path: its kind. */
export type FieldKinds = ReadonlyMap<string, string>;

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  date: (text) => {
    const date = new Date(text);
    if (Number.isNaN(date.getTime())) throw new InvalidArgumentError(`${text} is no date.`);
    return date;
  },
  bigint: (text) => {
    if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError(`${text} is no whole number.`);
    return BigInt(text);
  },
  bytes: (text) => new Uint8Array(Buffer.from(text, 'base64')),
};

/** The same conditions with text read as what the fields hold: ISO 8601, decimal digits, base64. */
export function reviveWhere(kinds: FieldKinds, where: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(where).map(([path, condition]) => {
      const read = READERS[kinds.get(path) ?? ''];
      return [path, read ? revive(read, condition) : condition];
    }),
  );
}

/** A value, a list of values, or an object of operators with either. */
function revive(read: (text: string) => unknown, condition: unknown): unknown {
  if (typeof condition === 'string') return read(condition);
  if (typeof condition === 'number') return read(String(condition));
  if (Array.isArray(condition)) return condition.map((each) => revive(read, each));
  if (typeof condition !== 'object' || condition === null) return condition;
  return Object.fromEntries(
    Object.entries(condition).map(([operator, value]) => [operator, revive(read, value)]),
  );
}
