/**
 * What a transaction sees of a key: what it wrote itself, else the value that it has locked, else the value at its start
 * timestamp.
 *
 * A locked key shows its value as of now, for that is what the lock protects. Whatever a pessimistic transaction saw at its
 * start timestamp is noted, so that nothing can be written that follows from a value which has changed since.
 */

import { type KeyRange, compareBytes, rangeContains } from '@tito/protocol';
import type { KeyValue, KvReader, ReadOptions, ScanOptions } from '../kv-reader';
import { mergeScan } from './merged-scan';
import type { Mutation, MutationBuffer } from './mutation-buffer';
import type { PessimisticLocks } from './pessimistic-locks';
import type { ReadSet } from './read-set';
import { type ReadRooms, SnapshotReader } from './snapshot-reader';

/** What a pessimistic transaction has locked and read. */
export interface Protection {
  readonly locks: PessimisticLocks;
  readonly seen: ReadSet;
}

export class TransactionView implements KvReader {
  readonly #rooms: ReadRooms;
  readonly #buffer: MutationBuffer;
  readonly #snapshot: SnapshotReader;
  /** Null in an optimistic transaction, whose commit checks all that it writes and locks. */
  readonly #protection: Protection | null;

  constructor(
    rooms: ReadRooms,
    buffer: MutationBuffer,
    snapshot: SnapshotReader,
    protection: Protection | null,
  ) {
    this.#rooms = rooms;
    this.#buffer = buffer;
    this.#snapshot = snapshot;
    this.#protection = protection;
  }

  async get(key: Uint8Array, options?: ReadOptions): Promise<Uint8Array | null> {
    const own = this.#own(key);
    if (own) return own.value;
    if (await this.#isLocked(key)) return this.#lockedReader().get(key, options);
    this.#protection?.seen.addKey(key);
    return this.#snapshot.get(key, options);
  }

  async batchGet(keys: readonly Uint8Array[], options?: ReadOptions): Promise<(Uint8Array | null)[]> {
    const own = keys.map((key) => this.#own(key));
    const missing = keys.filter((_, i) => !own[i]);
    const read = await this.#read(missing, options);
    let at = 0;
    return own.map((mutation) => (mutation ? mutation.value : (read[at++] ?? null)));
  }

  async *scan(range: KeyRange, options: ScanOptions = {}): AsyncGenerator<KeyValue, void, undefined> {
    const { limit, reverse = false, keyOnly = false } = options;
    const over = await this.#over(range, reverse, options);
    const hidden = over.filter((mutation) => mutation.value === null).length;
    const snapshotLimit = limit === undefined ? undefined : limit + hidden;
    const scanned = this.#protection?.seen.addScan(range, reverse);
    const pairs = this.#snapshot.scan(range, { ...options, limit: snapshotLimit });
    let left = limit ?? Infinity;
    for await (const pair of mergeScan(over, pairs, reverse)) {
      if (scanned) scanned.reached = pair.key;
      yield keyOnly ? { key: pair.key, value: new Uint8Array(0) } : pair;
      if (--left === 0) return;
    }
    if (scanned) scanned.isDone = true;
  }

  async #read(keys: readonly Uint8Array[], options?: ReadOptions): Promise<(Uint8Array | null)[]> {
    if (!this.#protection) return this.#snapshot.batchGet(keys, options);
    const isLocked = await Promise.all(keys.map((key) => this.#isLocked(key)));
    const { seen } = this.#protection;
    const locked = keys.filter((_, i) => isLocked[i]);
    const others = keys.filter((_, i) => !isLocked[i]);
    others.forEach((key) => seen.addKey(key));
    const [fromLocks, fromSnapshot] = await Promise.all([
      this.#lockedReader().batchGet(locked, options),
      this.#snapshot.batchGet(others, options),
    ]);
    let atLock = 0;
    let atOther = 0;
    return isLocked.map((is) => (is ? fromLocks[atLock++] : fromSnapshot[atOther++]) ?? null);
  }

  /** What lies over the snapshot in a range, in scan order: own writes over locked values. */
  async #over(range: KeyRange, isReversed: boolean, options: ReadOptions): Promise<Mutation[]> {
    const own = this.#buffer.inRange(range, isReversed);
    const locks = this.#protection?.locks;
    const locked = locks?.keys().filter((key) => rangeContains(range, key) && !this.#own(key)) ?? [];
    if (locked.length === 0) return own;
    const values = await this.#lockedReader().batchGet(locked, options);
    const shown = locked.map((key, i): Mutation => ({ kind: 'lock', key, value: values[i] ?? null }));
    const sign = isReversed ? -1 : 1;
    return [...own, ...shown].sort((a, b) => sign * compareBytes(a.key, b.key));
  }

  #own(key: Uint8Array): Mutation | undefined {
    const own = this.#buffer.get(key);
    return own?.kind === 'lock' ? undefined : own;
  }

  /** A lock that is being taken counts: a read beside it would see what the lock does not protect. */
  async #isLocked(key: Uint8Array): Promise<boolean> {
    const locks = this.#protection?.locks;
    if (!locks) return false;
    await locks.coming(key);
    return locks.isLocked(key);
  }

  /** Nobody can have changed a locked key after its lock was taken. */
  #lockedReader(): SnapshotReader {
    const forUpdateTs = this.#protection?.locks.forUpdateTs ?? 0n;
    return new SnapshotReader(this.#rooms, () => Promise.resolve(forUpdateTs));
  }
}
