/** Comparisons of index parts as ranges of keys. Pure. */

import {
  type KeyRange,
  compareBytes,
  concatBytes,
  intersectRanges,
  isEmptyRange,
  prefixRange,
} from '@tito/tikv';
import { ByteWriter } from '../bytes/byte-writer';
import { caseFold } from '../keys/case-fold';
import { encodeParts } from '../keys/index-entries';
import { dynamicKeyType, tagOf, writeStringPrefix } from '../keys/tuple-codec';
import type { IndexMetadata, IndexPart } from '../metadata/model-metadata';

/** A comparison of the part after those that are fixed. Values are in stored form; none is null except in `in`. */
export type PartBound =
  | { readonly operator: 'gt' | 'gte' | 'lt' | 'lte'; readonly value: unknown }
  | { readonly operator: 'in'; readonly values: readonly unknown[] }
  | { readonly operator: 'startsWith'; readonly prefix: string };

/**
 * The ranges that hold exactly the entries whose first parts are the given values and whose next part is within all bounds:
 * in the order of keys, apart from each other.
 *
 * @param prefix what all keys of the index begin with
 */
export function keyRanges(
  prefix: Uint8Array,
  index: IndexMetadata,
  fixed: readonly unknown[],
  bounds: readonly PartBound[] = [],
): KeyRange[] {
  let ranges = [prefixRange(concatBytes(prefix, encodeParts(index, fixed)))];
  for (const bound of bounds) {
    const within = boundRanges(prefix, index, fixed, bound);
    ranges = ranges.flatMap((range) => within.map((each) => intersectRanges(range, each)));
  }
  return ranges.filter((range) => !isEmptyRange(range)).sort((a, b) => compareBytes(a.start, b.start));
}

function boundRanges(
  prefix: Uint8Array,
  index: IndexMetadata,
  fixed: readonly unknown[],
  bound: PartBound,
): KeyRange[] {
  const part = index.parts[fixed.length] as IndexPart;
  const before = concatBytes(prefix, encodeParts(index, fixed));
  if (bound.operator === 'startsWith') return [stringPrefixRange(before, part, bound.prefix)];
  const having = (value: unknown): KeyRange =>
    prefixRange(concatBytes(prefix, encodeParts(index, [...fixed, value])));
  if (bound.operator === 'in') return distinct(bound.values.map(having));
  const all = typeRange(before, part, bound.value);
  const point = having(bound.value);
  const isUpward = (bound.operator === 'gt' || bound.operator === 'gte') !== part.isDescending;
  const isIncluded = bound.operator === 'gte' || bound.operator === 'lte';
  if (isUpward) return [{ start: isIncluded ? point.start : point.end, end: all.end }];
  return [{ start: all.start, end: isIncluded ? point.end : point.start }];
}

/** All values of the type of one: comparisons of size hold for no other type, and never for null. */
function typeRange(before: Uint8Array, { kind, isDescending }: IndexPart, value: unknown): KeyRange {
  const type =
    kind === null || kind.keyType === 'dynamic' ? (dynamicKeyType(value) ?? 'string') : kind.keyType;
  const low = tagOf(type);
  const high = type === 'boolean' ? low + 1 : low;
  const [start, end] = isDescending ? [0xff - high, 0xff - low + 1] : [low, high + 1];
  return { start: concatBytes(before, Uint8Array.of(start)), end: concatBytes(before, Uint8Array.of(end)) };
}

function stringPrefixRange(before: Uint8Array, part: IndexPart, prefix: string): KeyRange {
  const writer = new ByteWriter();
  writeStringPrefix(writer, part.isCaseInsensitive ? caseFold(prefix) : prefix);
  if (part.isDescending) writer.invertFrom(0);
  return prefixRange(concatBytes(before, writer.take()));
}

function distinct(ranges: readonly KeyRange[]): KeyRange[] {
  const byStart = new Map(ranges.map((range) => [Buffer.from(range.start).toString('latin1'), range]));
  return [...byStart.values()];
}
