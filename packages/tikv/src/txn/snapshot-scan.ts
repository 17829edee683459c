/**
 * A scan at one timestamp, page by page and region by region. The next page is asked for when half of the last one has been
 * shown, and never more than one.
 */

import {
  type KeyRange,
  compareBytes,
  isEmptyRange,
  keyAfter,
  type kvrpcpb,
  rangeContains,
} from '@tito/protocol';
import { type ClientContext, createBackoffer } from '../context';
import { ServerError } from '../errors';
import type { KeyValue, ReadOptions, ScanOptions } from '../kv-reader';
import { checkCount } from '../limits';
import type { RegionRequestSender } from '../region/region-request-sender';
import { BUDGET } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { COMMAND } from '../rpc/store-commands';
import { type MetLocks, lockOf } from './met-locks';
import type { SafePointWatch } from './safe-point-watch';

const DEFAULT_BATCH = 256;
const MAX_BATCH = 10_240;
/** Above every key that a store takes. */
const AFTER_ALL_KEYS = new Uint8Array(256).fill(0xff);

/** One read: when, and by whom it may be answered. */
export interface ReadView {
  readonly version: bigint;
  readonly read: ReadOptions;
}

export interface ScanRooms {
  readonly context: ClientContext;
  readonly sender: RegionRequestSender;
  readonly safePoint: SafePointWatch;
}

export interface ScanParts {
  readonly options: ScanOptions;
  readonly met: MetLocks;
  readonly begin: (backoffer: Backoffer) => Promise<ReadView>;
  /** The value of one key whose lock has been dealt with. */
  readonly get: (key: Uint8Array, view: ReadView, backoffer: Backoffer) => Promise<Uint8Array | null>;
}

interface Page {
  readonly pairs: readonly KeyValue[];
  /** What is left of the range after it; null for nothing. */
  readonly rest: KeyRange | null;
}

export class SnapshotScan {
  readonly #rooms: ScanRooms;
  readonly #parts: ScanParts;
  readonly #ended = new AbortController();

  constructor(rooms: ScanRooms, parts: ScanParts) {
    this.#rooms = rooms;
    this.#parts = parts;
  }

  async *run(range: KeyRange): AsyncGenerator<KeyValue, void, undefined> {
    const { limit = Infinity, batchSize = DEFAULT_BATCH } = this.#parts.options;
    checkCount('batchSize', batchSize, MAX_BATCH);
    if (limit !== Infinity) checkCount('limit', limit, Number.MAX_SAFE_INTEGER);
    const view = await this.#parts.begin(this.#backoffer());
    let remaining = limit;
    let next = this.#nextPage(range, Math.min(batchSize, remaining), view);
    try {
      while (next) {
        const page: Page = await next;
        next = null;
        const half = page.pairs.length >> 1;
        const left = remaining - page.pairs.length;
        for (const [i, pair] of page.pairs.entries()) {
          if (i === half) next = this.#nextPage(page.rest, Math.min(batchSize, left), view);
          yield pair;
          if (--remaining === 0) return;
        }
        next ??= this.#nextPage(page.rest, Math.min(batchSize, left), view);
      }
    } finally {
      this.#ended.abort();
    }
  }

  /** Null when there is nothing more to ask for. Its failure is heard when the page is needed, or not at all. */
  #nextPage(rest: KeyRange | null, size: number, view: ReadView): Promise<Page> | null {
    if (!rest || isEmptyRange(rest) || size <= 0) return null;
    const page = this.#page(rest, size, view, this.#backoffer());
    page.catch(() => undefined);
    return page;
  }

  /** One request's worth of pairs. */
  async #page(range: KeyRange, limit: number, view: ReadView, backoffer: Backoffer): Promise<Page> {
    const { sender, safePoint } = this.#rooms;
    const { met, options } = this.#parts;
    const { reverse = false, keyOnly = false } = options;
    const { version, read } = view;
    for (;;) {
      const region = reverse
        ? await sender.cache.locateBefore(range.end, backoffer)
        : await sender.cache.locate(range.start, backoffer);
      const within = clip(range, region);
      const bounds = reverse
        ? { startKey: within.end.length === 0 ? AFTER_ALL_KEYS : within.end, endKey: within.start }
        : { startKey: within.start, endKey: within.end };
      const request = { ...bounds, limit, version, keyOnly, reverse };
      const from = { context: met.context, read };
      const answer = await sender.send(COMMAND.scan, region, request, backoffer, from);
      if (!answer) continue;
      if (answer.error) {
        await met.meet([answer.error], version, backoffer);
        continue;
      }
      if (answer.pairs.some((pair) => !pair.error && !rangeContains(within, pair.key)))
        throw new ServerError({ message: 'the store gave keys outside the range' });
      const pairs = await this.#settlePairs(answer.pairs, view, backoffer);
      await safePoint.check(version, backoffer);
      return { pairs, rest: remainder(range, within, answer.pairs, limit, reverse) };
    }
  }

  /** Pairs that were locked are read one by one once their locks have been dealt with. */
  async #settlePairs(
    pairs: readonly kvrpcpb.KvPair[],
    view: ReadView,
    backoffer: Backoffer,
  ): Promise<readonly KeyValue[]> {
    const errors = pairs.flatMap((pair) => (pair.error ? [pair.error] : []));
    if (errors.length === 0) return pairs;
    const { met, get, options } = this.#parts;
    await met.meet(errors, view.version, backoffer);
    const out: KeyValue[] = [];
    for (const pair of pairs) {
      if (!pair.error) out.push(pair);
      else {
        const { key } = lockOf(pair.error);
        const value = await get(key, view, backoffer);
        if (value) out.push({ key, value: options.keyOnly === true ? new Uint8Array(0) : value });
      }
    }
    return out;
  }

  /** Each page has a patience of its own; a scan that is left takes its next page with it. */
  #backoffer(): Backoffer {
    const { options } = this.#parts;
    const { signal: ended } = this.#ended;
    const signal = options.signal ? AbortSignal.any([options.signal, ended]) : ended;
    return createBackoffer(this.#rooms.context, BUDGET.read, { ...options, signal });
  }
}

function clip(range: KeyRange, region: KeyRange): KeyRange {
  const start = compareBytes(range.start, region.start) >= 0 ? range.start : region.start;
  const isInside =
    range.end.length > 0 && (region.end.length === 0 || compareBytes(range.end, region.end) <= 0);
  return { start, end: isInside ? range.end : region.end };
}

function remainder(
  range: KeyRange,
  within: KeyRange,
  pairs: readonly kvrpcpb.KvPair[],
  limit: number,
  reverse: boolean,
): KeyRange | null {
  const last = pairs.at(-1);
  if (last && pairs.length >= limit) {
    const key = last.error ? lockOf(last.error).key : last.key;
    return reverse ? { start: range.start, end: key } : { start: keyAfter(key), end: range.end };
  }
  if (reverse) return within.start.length === 0 ? null : { start: range.start, end: within.start };
  return within.end.length === 0 ? null : { start: within.end, end: range.end };
}
