/** Ranges of keys in the values that they are made of, for people. */

import { type KeyRange, toHex } from '@tito/tikv';
import { ByteReader } from '../bytes/byte-reader';
import { readPart, skipPart } from '../keys/tuple-codec';
import { type QueryPlan, prefixOf } from './query-plan';

export interface DescribedRange {
  /** In hexadecimal; the end is excluded. */
  readonly start: string;
  readonly end: string;
  /** The values that the first and the last key of the range begin with, as far as its ends are whole values. */
  readonly from: readonly unknown[];
  readonly to: readonly unknown[];
}

export function describeRange(plan: QueryPlan, { start, end }: KeyRange): DescribedRange {
  const offset = prefixOf(plan).length;
  const directions = plan.index?.metadata.parts.map(({ isDescending }) => isDescending) ?? [false];
  return {
    start: toHex(start),
    end: toHex(end),
    from: valuesIn(start, offset, directions),
    to: simplest(valuesIn(end, offset, directions), valuesIn(justBefore(end), offset, directions)),
  };
}

/** The end of a range of everything with a prefix is one above the prefix; which of the two was meant shows in the values. */
function simplest(asItStands: unknown[], before: unknown[]): unknown[] {
  if (asItStands.length !== before.length) return asItStands.length > before.length ? asItStands : before;
  const length = (values: unknown[]): number => values.map(String).join().length;
  return length(before) < length(asItStands) ? before : asItStands;
}

/** One lower, as far as a value reaches: what ended in FF was cut off when one was added. */
function justBefore(key: Uint8Array): Uint8Array {
  const before = Uint8Array.from([...key, ...new Uint8Array(MAX_FIXED_BYTES).fill(0xff)]);
  const last = key.length - 1;
  if (last >= 0) before[last] = ((key[last] as number) + 0xff) % 0x100;
  return before;
}

/** Longest part whose length is not in its bytes. */
const MAX_FIXED_BYTES = 17;

function valuesIn(key: Uint8Array, offset: number, directions: readonly boolean[]): unknown[] {
  const values: unknown[] = [];
  let at = offset;
  for (const isDescending of directions) {
    try {
      const end = skipPart(key, at, isDescending);
      const bytes = Uint8Array.from(key.subarray(at, end), (byte) => (isDescending ? 0xff - byte : byte));
      values.push(readPart(new ByteReader(bytes)));
      at = end;
    } catch {
      break; // no whole value: a bound between values
    }
  }
  return values;
}
