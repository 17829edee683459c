/** Counts by keys alone: what is large is counted in all its regions at once. */

import { type KeyRange, type KvReader, intersectRanges, isEmptyRange, keyAfter } from '@tito/tikv';
import { SCAN_CHUNK, type ScanRequest, getPairs } from './scan-matches';

const PAGE = 4 * SCAN_CHUNK;
/** Regions that are counted at the same time. */
const REGIONS_AT_ONCE = 8;

/** Where the regions of a range begin. */
export type RegionStarts = (range: KeyRange) => AsyncIterable<Uint8Array>;

/** How many pairs the plan of a request has, up to a limit. A small range costs one request, and none to learn of regions. */
export async function countPairs(
  request: ScanRequest,
  limit: number,
  regionStarts: RegionStarts | undefined,
): Promise<number> {
  const { plan, reader, signal } = request;
  if (plan.index !== null) await plan.model.admit(plan.index, reader);
  let count = 0;
  if (plan.arePoints ?? false) {
    for await (const pairs of getPairs(request, () => SCAN_CHUNK)) count += pairs.length;
    return Math.min(count, limit);
  }
  for (const range of plan.ranges) {
    const isAll = limit === Infinity && regionStarts !== undefined;
    count += isAll
      ? await countAll(reader, range, regionStarts, signal)
      : (await countIn(reader, range, limit - count, signal)).count;
    if (count >= limit) break;
  }
  return count;
}

/** The first page tells whether more is worth the question where the regions are. */
async function countAll(
  reader: KvReader,
  range: KeyRange,
  regionStarts: RegionStarts,
  signal: AbortSignal | undefined,
): Promise<number> {
  const first = await countIn(reader, range, PAGE, signal);
  if (first.count < PAGE || first.last === null) return first.count;
  const parts: KeyRange[] = [];
  let rest: KeyRange = { start: keyAfter(first.last), end: range.end };
  for await (const start of regionStarts(rest)) {
    const before = intersectRanges(rest, { start: rest.start, end: start });
    if (start.length === 0 || isEmptyRange(before)) continue; // the region that the rest begins in
    parts.push(before);
    rest = { start, end: range.end };
  }
  parts.push(rest);
  let count = first.count;
  const worker = async (): Promise<void> => {
    for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
      const found = await countIn(reader, part, Infinity, signal);
      count += found.count; // not in one expression with the wait, which would forget what others counted meanwhile
    }
  };
  await Promise.all(Array.from({ length: Math.min(REGIONS_AT_ONCE, parts.length) }, worker));
  return count;
}

async function countIn(
  reader: KvReader,
  range: KeyRange,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<{ readonly count: number; readonly last: Uint8Array | null }> {
  let [count, last]: [number, Uint8Array | null] = [0, null];
  const options = { keyOnly: true, batchSize: PAGE, signal, ...(limit === Infinity ? {} : { limit }) };
  for await (const { key } of reader.scan(range, options)) {
    count++;
    last = key;
  }
  return { count, last };
}
