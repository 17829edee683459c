/** Reads at one timestamp, meeting locks on the way. Keys are as requests carry them. */

import { InvalidArgumentError, type KeyRange, MAX_TIMESTAMP, type kvrpcpb, toLatin1 } from '@tito/protocol';
import { type ClientContext, createBackoffer } from '../context';
import type { KeyValue, ReadOptions, ScanOptions } from '../kv-reader';
import { groupByRegion } from '../region/group-by-region';
import type { Region } from '../region/region';
import type { RegionRequestSender } from '../region/region-request-sender';
import { BUDGET } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { COMMAND } from '../rpc/store-commands';
import type { LockResolver } from './lock-resolver';
import { MetLocks } from './met-locks';
import type { SafePointWatch } from './safe-point-watch';
import { type ReadView, SnapshotScan } from './snapshot-scan';

/** What the readers of one client share. */
export interface ReadRooms {
  readonly context: ClientContext;
  readonly sender: RegionRequestSender;
  readonly locks: LockResolver;
  readonly safePoint: SafePointWatch;
}

export class SnapshotReader {
  readonly #rooms: ReadRooms;
  readonly #version: (backoffer: Backoffer) => Promise<bigint>;
  readonly #met: MetLocks;

  /** `version` gives the timestamp of all reads, the same every time. */
  constructor(rooms: ReadRooms, version: (backoffer: Backoffer) => Promise<bigint>) {
    this.#rooms = rooms;
    this.#version = version;
    this.#met = new MetLocks(rooms.locks);
  }

  async get(key: Uint8Array, options: ReadOptions = {}): Promise<Uint8Array | null> {
    const backoffer = this.#backoffer(options);
    const view = await this.#begin(options, backoffer);
    const value = await this.#getAt(key, view, backoffer);
    await this.#rooms.safePoint.check(view.version, backoffer);
    return value;
  }

  async batchGet(keys: readonly Uint8Array[], options: ReadOptions = {}): Promise<(Uint8Array | null)[]> {
    if (keys.length === 0) return [];
    const backoffer = this.#backoffer(options);
    const view = await this.#begin(options, backoffer);
    const found = new Map<string, Uint8Array>();
    const distinct = [...new Map(keys.map((key) => [toLatin1(key), key])).values()];
    await this.#fetch(distinct, view, found, backoffer);
    await this.#rooms.safePoint.check(view.version, backoffer);
    return keys.map((key) => found.get(toLatin1(key)) ?? null);
  }

  async *scan(range: KeyRange, options: ScanOptions = {}): AsyncGenerator<KeyValue, void, undefined> {
    const scan = new SnapshotScan(this.#rooms, {
      options,
      met: this.#met,
      begin: (backoffer) => this.#begin(options, backoffer),
      get: (key, view, backoffer) => this.#getAt(key, view, backoffer),
    });
    yield* scan.run(range);
  }

  async #begin(read: ReadOptions, backoffer: Backoffer): Promise<ReadView> {
    const version = await this.#version(backoffer);
    if (read.staleRead === true && version === MAX_TIMESTAMP)
      throw new InvalidArgumentError('staleRead', 'the newest value is not to be had from the past');
    await this.#rooms.safePoint.check(version, backoffer);
    return { version, read };
  }

  async #getAt(
    key: Uint8Array,
    { version, read }: ReadView,
    backoffer: Backoffer,
  ): Promise<Uint8Array | null> {
    const { sender } = this.#rooms;
    for (;;) {
      const region = await sender.cache.locate(key, backoffer);
      const options = { context: this.#met.context, read };
      const answer = await sender.send(COMMAND.get, region, { key, version }, backoffer, options);
      if (!answer) continue;
      if (!answer.error) return answer.notFound ? null : answer.value;
      await this.#met.meet([answer.error], version, backoffer);
    }
  }

  async #fetch(
    keys: readonly Uint8Array[],
    view: ReadView,
    found: Map<string, Uint8Array>,
    backoffer: Backoffer,
  ): Promise<void> {
    const batches = await groupByRegion(keys, (key) => key, this.#rooms.sender.cache, backoffer);
    await Promise.all(
      batches.map(async ({ region, items }) => {
        const fork = backoffer.fork();
        const again = await this.#fetchBatch(region, items, view, found, fork);
        if (again.length > 0) await this.#fetch(again, view, found, fork);
      }),
    );
  }

  /** Keys to ask for again. */
  async #fetchBatch(
    region: Region,
    keys: readonly Uint8Array[],
    { version, read }: ReadView,
    found: Map<string, Uint8Array>,
    backoffer: Backoffer,
  ): Promise<readonly Uint8Array[]> {
    const options = { context: this.#met.context, read };
    const { sender } = this.#rooms;
    const answer = await sender.send(COMMAND.batchGet, region, { keys, version }, backoffer, options);
    if (!answer) return keys;
    if (answer.error) {
      await this.#met.meet([answer.error], version, backoffer);
      return keys;
    }
    const failed: kvrpcpb.KeyError[] = [];
    for (const pair of answer.pairs) {
      if (pair.error) failed.push(pair.error);
      else found.set(toLatin1(pair.key), pair.value);
    }
    if (failed.length === 0) return [];
    await this.#met.meet(failed, version, backoffer);
    return failed.flatMap((error) => (error.locked ? [error.locked.key] : []));
  }

  #backoffer(options: ReadOptions): Backoffer {
    return createBackoffer(this.#rooms.context, BUDGET.read, options);
  }
}
