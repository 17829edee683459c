/** Scans of raw keys: page by page, region by region, in either direction. No page is consistent with another. */

import { type KeyRange, type KeyspaceCodec, compareBytes, isEmptyRange, keyAfter } from '@tito/protocol';
import { ServerError } from '../errors';
import { checkCount } from '../limits';
import { COMMAND } from '../rpc/store-commands';
import { type RawPair, type RawScanOptions, familyOf } from './raw-options';
import { type RawRequests, checkRefusal } from './raw-requests';

const DEFAULT_BATCH = 256;
const MAX_BATCH = 10_240;
/** Above every key that a store takes. */
const AFTER_ALL_KEYS = new Uint8Array(8193).fill(0xff);

/** Yields pairs with keys as their owner knows them. */
export async function* scanRaw(
  requests: RawRequests,
  codec: KeyspaceCodec,
  range: KeyRange,
  options: RawScanOptions = {},
): AsyncGenerator<RawPair, void, undefined> {
  const { limit = Infinity, reverse = false, keyOnly = false, batchSize = DEFAULT_BATCH } = options;
  checkCount('batchSize', batchSize, MAX_BATCH);
  if (limit !== Infinity) checkCount('limit', limit, Number.MAX_SAFE_INTEGER);
  const cf = familyOf(codec.apiVersion, options);
  let rest: KeyRange | null = codec.encodeRange(range);
  let left = limit;
  while (rest && !isEmptyRange(rest) && left > 0) {
    const size = Math.min(batchSize, left);
    const page: Page = await readPage(requests, rest, { limit: size, reverse, keyOnly, cf }, options);
    for (const { key, value } of page.pairs) {
      yield { key: codec.decodeKey(key), value };
      if (--left === 0) return;
    }
    rest = page.rest;
  }
}

interface Page {
  readonly pairs: readonly RawPair[];
  /** What is left of the range after it. */
  readonly rest: KeyRange | null;
}

interface PageRequest {
  readonly limit: number;
  readonly reverse: boolean;
  readonly keyOnly: boolean;
  readonly cf: string;
}

/** The next page of a range, from the one region where it begins. */
async function readPage(
  requests: RawRequests,
  range: KeyRange,
  request: PageRequest,
  options: RawScanOptions,
): Promise<Page> {
  const { reverse, limit } = request;
  const backoffer = requests.backoffer(options);
  for (;;) {
    const region = reverse
      ? await requests.locateBefore(range.end, backoffer)
      : await requests.locate(range.start, backoffer);
    const within = clip(range, region);
    // Backwards, the start of a request is its upper bound.
    const bounds = reverse
      ? { startKey: within.end.length === 0 ? AFTER_ALL_KEYS : within.end, endKey: within.start }
      : { startKey: within.start, endKey: within.end };
    const answer = await requests.toRegion(COMMAND.rawScan, region, { ...bounds, ...request }, backoffer, {
      read: options,
    });
    if (!answer) continue;
    for (const { error, key } of answer.kvs) {
      checkRefusal(error?.abort ?? '');
      if (!isInside(key, within)) throw new ServerError({ message: 'the store gave keys outside the range' });
    }
    return { pairs: answer.kvs, rest: remainder(range, within, answer.kvs, limit, reverse) };
  }
}

function remainder(
  range: KeyRange,
  within: KeyRange,
  pairs: readonly RawPair[],
  limit: number,
  reverse: boolean,
): KeyRange | null {
  const last = pairs.at(-1);
  if (last && pairs.length >= limit)
    return reverse ? { start: range.start, end: last.key } : { start: keyAfter(last.key), end: range.end };
  if (reverse) return within.start.length === 0 ? null : { start: range.start, end: within.start };
  return within.end.length === 0 ? null : { start: within.end, end: range.end };
}

/** The part of a range that a region holds. */
export function clip(range: KeyRange, region: KeyRange): KeyRange {
  const start = compareBytes(range.start, region.start) >= 0 ? range.start : region.start;
  const endsHere =
    range.end.length > 0 && (region.end.length === 0 || compareBytes(range.end, region.end) <= 0);
  return { start, end: endsHere ? range.end : region.end };
}

function isInside(key: Uint8Array, { start, end }: KeyRange): boolean {
  return compareBytes(key, start) >= 0 && (end.length === 0 || compareBytes(key, end) < 0);
}
