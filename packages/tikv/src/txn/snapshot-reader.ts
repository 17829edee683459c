/** Reads at one timestamp, meeting locks on the way. */

import {
  type KeyRange,
  MAX_TIMESTAMP,
  compareBytes,
  isEmptyRange,
  keyAfter,
  type kvrpcpb,
  toLatin1,
} from '@tito/protocol';
import type { ClientContext } from '../context';
import { createBackoffer } from '../context';
import type { KeyValue, ReadOptions, ScanOptions } from '../kv-reader';
import { checkCount, checkKey } from '../limits';
import { groupByRegion } from '../region/group-by-region';
import type { Region } from '../region/region';
import type { RegionRequestSender } from '../region/region-request-sender';
import { BACKOFF, BUDGET } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { COMMAND } from '../rpc/store-commands';
import { ServerError } from '../errors';
import { fromKeyError } from './key-errors';
import type { LockResolver } from './lock-resolver';

const DEFAULT_BATCH = 256;
const MAX_BATCH = 10_240;
/** Transactions that are named in each request. */
const MAX_SEEN = 512;
/** Above every key that a store takes. */
const AFTER_ALL_KEYS = new Uint8Array(256).fill(0xff);

/** What the readers of one client share. */
export interface ReadRooms {
  readonly context: ClientContext;
  readonly sender: RegionRequestSender;
  readonly locks: LockResolver;
}

export class SnapshotReader {
  readonly #rooms: ReadRooms;
  readonly #version: (backoffer: Backoffer) => Promise<bigint>;
  readonly #resolved = new Set<bigint>();
  readonly #committed = new Set<bigint>();
  /** Of the first lock that a read of the newest values met. */
  #firstMet: bigint | null = null;

  /** `version` gives the timestamp of all reads, the same every time. */
  constructor(rooms: ReadRooms, version: (backoffer: Backoffer) => Promise<bigint>) {
    this.#rooms = rooms;
    this.#version = version;
  }

  async get(key: Uint8Array, options?: ReadOptions): Promise<Uint8Array | null> {
    checkKey(key);
    const backoffer = this.#backoffer(options);
    return this.#getAt(key, await this.#version(backoffer), backoffer);
  }

  async batchGet(keys: readonly Uint8Array[], options?: ReadOptions): Promise<(Uint8Array | null)[]> {
    keys.forEach(checkKey);
    if (keys.length === 0) return [];
    const backoffer = this.#backoffer(options);
    const version = await this.#version(backoffer);
    const found = new Map<string, Uint8Array>();
    const distinct = [...new Map(keys.map((key) => [toLatin1(key), key])).values()];
    await this.#fetch(distinct, version, found, backoffer);
    return keys.map((key) => found.get(toLatin1(key)) ?? null);
  }

  async *scan(range: KeyRange, options: ScanOptions = {}): AsyncGenerator<KeyValue, void, undefined> {
    const { limit = Infinity, reverse = false, keyOnly = false, batchSize = DEFAULT_BATCH } = options;
    checkCount('batchSize', batchSize, MAX_BATCH);
    if (limit !== Infinity) checkCount('limit', limit, Number.MAX_SAFE_INTEGER);
    const backoffer = this.#backoffer(options);
    const version = await this.#version(backoffer);
    let rest: KeyRange | null = range;
    let remaining = limit;
    while (rest && !isEmptyRange(rest) && remaining > 0) {
      const size = Math.min(batchSize, remaining);
      const page: Page = await this.#page(rest, size, reverse, keyOnly, version, this.#backoffer(options));
      for (const pair of page.pairs) {
        yield pair;
        if (--remaining === 0) return;
      }
      rest = page.rest;
    }
  }

  async #getAt(key: Uint8Array, version: bigint, backoffer: Backoffer): Promise<Uint8Array | null> {
    for (;;) {
      const region = await this.#rooms.sender.cache.locate(key, backoffer);
      const answer = await this.#rooms.sender.send(COMMAND.get, region, { key, version }, backoffer, {
        context: this.#seen(),
      });
      if (!answer) continue;
      if (!answer.error) return answer.notFound ? null : answer.value;
      await this.#meet([answer.error], version, backoffer);
    }
  }

  async #fetch(
    keys: readonly Uint8Array[],
    version: bigint,
    found: Map<string, Uint8Array>,
    backoffer: Backoffer,
  ): Promise<void> {
    const batches = await groupByRegion(keys, (key) => key, this.#rooms.sender.cache, backoffer);
    await Promise.all(
      batches.map(async ({ region, items }) => {
        const fork = backoffer.fork();
        const again = await this.#fetchBatch(region, items, version, found, fork);
        if (again.length > 0) await this.#fetch(again, version, found, fork);
      }),
    );
  }

  /** Keys to ask for again. */
  async #fetchBatch(
    region: Region,
    keys: readonly Uint8Array[],
    version: bigint,
    found: Map<string, Uint8Array>,
    backoffer: Backoffer,
  ): Promise<readonly Uint8Array[]> {
    const answer = await this.#rooms.sender.send(COMMAND.batchGet, region, { keys, version }, backoffer, {
      context: this.#seen(),
    });
    if (!answer) return keys;
    if (answer.error) {
      await this.#meet([answer.error], version, backoffer);
      return keys;
    }
    const failed: kvrpcpb.KeyError[] = [];
    for (const pair of answer.pairs) {
      if (pair.error) failed.push(pair.error);
      else found.set(toLatin1(pair.key), pair.value);
    }
    if (failed.length === 0) return [];
    await this.#meet(failed, version, backoffer);
    return failed.flatMap((error) => (error.locked ? [error.locked.key] : []));
  }

  /** One request's worth of pairs and what is left of the range after it. */
  async #page(
    range: KeyRange,
    limit: number,
    reverse: boolean,
    keyOnly: boolean,
    version: bigint,
    backoffer: Backoffer,
  ): Promise<Page> {
    const { sender } = this.#rooms;
    for (;;) {
      const region = reverse
        ? await sender.cache.locateBefore(range.end, backoffer)
        : await sender.cache.locate(range.start, backoffer);
      const within = clip(range, region);
      const bounds = reverse
        ? { startKey: within.end.length === 0 ? AFTER_ALL_KEYS : within.end, endKey: within.start }
        : { startKey: within.start, endKey: within.end };
      const request = { ...bounds, limit, version, keyOnly, reverse };
      const answer = await sender.send(COMMAND.scan, region, request, backoffer, { context: this.#seen() });
      if (!answer) continue;
      if (answer.error) {
        await this.#meet([answer.error], version, backoffer);
        continue;
      }
      const pairs = await this.#settlePairs(answer.pairs, keyOnly, version, backoffer);
      return { pairs, rest: remainder(range, within, answer.pairs, limit, reverse) };
    }
  }

  /** Pairs that were locked are read one by one once their locks have been dealt with. */
  async #settlePairs(
    pairs: readonly kvrpcpb.KvPair[],
    keyOnly: boolean,
    version: bigint,
    backoffer: Backoffer,
  ): Promise<KeyValue[]> {
    const errors = pairs.flatMap((pair) => (pair.error ? [pair.error] : []));
    if (errors.length > 0) await this.#meet(errors, version, backoffer);
    const out: KeyValue[] = [];
    for (const pair of pairs) {
      if (!pair.error) out.push(pair);
      else {
        const { key } = lockOf(pair.error);
        const value = await this.#getAt(key, version, backoffer);
        if (value) out.push({ key, value: keyOnly ? new Uint8Array(0) : value });
      }
    }
    return out;
  }

  /** Deals with locks, or throws what else is wrong. */
  async #meet(errors: readonly kvrpcpb.KeyError[], version: bigint, backoffer: Backoffer): Promise<void> {
    const locks = this.#passNewer(errors.map(lockOf), version);
    const { resolved, committed, waitMs } = await this.#rooms.locks.resolveForRead(locks, version, backoffer);
    for (const ts of resolved) remember(this.#resolved, ts);
    for (const ts of committed) remember(this.#committed, ts);
    if (waitMs > 0)
      await backoffer.backOff(BACKOFF.txnLockFast, new ServerError({ message: 'the key is locked' }), waitMs);
  }

  /**
   * A read of the newest value that has dealt with one transaction and then meets another may pass it by: that one
   * cannot have ended before the read began, for the key was locked by the first one then.
   */
  #passNewer(locks: readonly kvrpcpb.LockInfo[], version: bigint): readonly kvrpcpb.LockInfo[] {
    if (version !== MAX_TIMESTAMP) return locks;
    this.#firstMet ??= locks[0]?.lockVersion ?? null;
    const isFirst = (lock: kvrpcpb.LockInfo): boolean => lock.lockVersion === this.#firstMet;
    for (const lock of locks) if (!isFirst(lock)) remember(this.#resolved, lock.lockVersion);
    return locks.filter(isFirst);
  }

  #seen(): { resolvedLocks: bigint[]; committedLocks: bigint[] } | undefined {
    if (this.#resolved.size === 0 && this.#committed.size === 0) return undefined;
    return { resolvedLocks: [...this.#resolved], committedLocks: [...this.#committed] };
  }

  #backoffer(options: ReadOptions | undefined): Backoffer {
    return createBackoffer(this.#rooms.context, BUDGET.read, options);
  }
}

/** Old ones are forgotten: their locks have long been taken away, and if not they are met once more. */
function remember(seen: Set<bigint>, startTs: bigint): void {
  seen.add(startTs);
  if (seen.size <= MAX_SEEN) return;
  const [oldest] = seen;
  if (oldest !== undefined) seen.delete(oldest);
}

interface Page {
  readonly pairs: readonly KeyValue[];
  readonly rest: KeyRange | null;
}

function lockOf(error: kvrpcpb.KeyError): kvrpcpb.LockInfo {
  if (!error.locked) throw fromKeyError(error);
  return error.locked;
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
