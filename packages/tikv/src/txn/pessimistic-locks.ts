/**
 * The locks of one pessimistic transaction: waited for, kept alive, given back.
 *
 *     acquire   a fresh timestamp, then lock requests, the primary's first; a change that is newer than the timestamp or
 *               a lock that was let go asks for the next try with a newer one
 *     failed    what the try may have locked is given back, under the timestamp of that try: a later try of the same
 *               keys has a larger one and is not undone
 *     release   gives back everything
 *
 * A key that the transaction has read before it locks it must not have changed since: it is locked as of the start
 * timestamp, and a newer change is a conflict that ends the call.
 *
 * A single new key is locked over a newer change: the lock then knows more than the transaction asked for, and the commit
 * names the timestamp that it must still have.
 *
 * Calls run one after the other, for the first one decides which key is the primary.
 */

import { MAX_TIMESTAMP, compareBytes, equalBytes, toLatin1 } from '@tito/protocol';
import { createBackoffer } from '../context';
import { DeadlockError, LimitExceededError, WriteConflictError } from '../errors';
import type { CallOptions } from '../kv-reader';
import { MAX_TRANSACTION_BYTES } from '../limits';
import { BACKOFF, BUDGET } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { COMMAND } from '../rpc/store-commands';
import type { CommitRooms, HeldLocks } from './commit-plan';
import { forEachRegion } from './for-each-region';
import { Heartbeat } from './heartbeat';
import { LockAttempt, LockPatience, type LockedKey } from './lock-attempt';

/** Changes by others that one call may meet although it does not wait. */
const MIN_CONFLICTS = 10;

export interface AcquireOptions extends CallOptions {
  readonly waitMs: number;
  /** Else only whether the keys exist. */
  readonly returnValues: boolean;
}

/** When a transaction began. */
export interface TransactionStart {
  readonly startTs: bigint;
  /** The client's clock when `startTs` was asked for. */
  readonly startedAtMs: number;
}

export interface PessimisticLocksOptions {
  /** The beginning of the transaction, and whether it was taken just now. */
  readonly start: (backoffer: Backoffer) => Promise<TransactionStart & { readonly isFresh: boolean }>;
  /** The locks are kept alive so long. */
  readonly maxAgeMs: number;
  /** Whether the transaction has read the key at its start timestamp. */
  readonly wasRead: (key: Uint8Array) => boolean;
}

export class PessimisticLocks implements HeldLocks {
  readonly #rooms: CommitRooms;
  readonly #options: PessimisticLocksOptions;
  readonly #held = new Map<string, LockedKey>();
  /** Keys that a failed try may have locked. */
  readonly #doubtful = new Map<string, Uint8Array>();
  readonly #ended = new AbortController();
  #primary: Uint8Array | null = null;
  #forUpdateTs = 0n;
  #startTs = 0n;
  #bytes = 0;
  #heartbeat: Heartbeat | null = null;
  #calls: Promise<unknown> = Promise.resolve();
  /** The keys of calls under way. */
  readonly #coming = new Map<string, Promise<unknown>>();

  constructor(rooms: CommitRooms, options: PessimisticLocksOptions) {
    this.#rooms = rooms;
    this.#options = options;
  }

  get size(): number {
    return this.#held.size;
  }

  get primary(): Uint8Array {
    return this.#primary ?? new Uint8Array(0);
  }

  get forUpdateTs(): bigint {
    return this.#forUpdateTs;
  }

  isLocked(key: Uint8Array): boolean {
    return this.#held.has(toLatin1(key));
  }

  forUpdateTsOf(key: Uint8Array): bigint | null {
    return this.#held.get(toLatin1(key))?.forUpdateTs ?? null;
  }

  /** Whether a key that is held existed when it was locked. */
  existed(key: Uint8Array): boolean {
    return this.#held.get(toLatin1(key))?.existed === true;
  }

  keys(): Uint8Array[] {
    return [...this.#held.values()].map(({ key }) => key);
  }

  /**
   * Locks keys; with `returnValues` gives their newest values in the order of `keys`, null for absent ones.
   *
   * @throws LockWaitTimeoutError, DeadlockError, WriteConflictError, TransactionAbortedError, LimitExceededError
   */
  acquire(keys: readonly Uint8Array[], options: AcquireOptions): Promise<(Uint8Array | null)[]> {
    const call = this.#calls.then(() => this.#acquire(keys, options));
    const forget = (): void => this.#forgetCall(keys, ended);
    const ended: Promise<void> = call.then(forget, forget);
    for (const key of keys) this.#coming.set(toLatin1(key), ended);
    this.#calls = ended;
    return call;
  }

  /** Waits for calls under way that want this key. */
  async coming(key: Uint8Array): Promise<void> {
    await this.#coming.get(toLatin1(key));
  }

  /** Waits for calls under way. */
  async settled(): Promise<void> {
    await this.#calls;
  }

  /** After the commit: the locks have been turned into writes. */
  stop(): void {
    this.#ended.abort();
    this.#heartbeat?.stop();
  }

  /** Ends calls under way and gives all locks back. Never throws: what remains locked expires. */
  async release(): Promise<void> {
    this.#ended.abort();
    await this.#calls;
    this.#heartbeat?.stop();
    const keys = new Map(this.#doubtful);
    for (const [id, { key }] of this.#held) keys.set(id, key);
    if (keys.size === 0) return;
    // Whatever the timestamps of the locks are: no try comes after this.
    const work = this.#rollBack([...keys.values()], MAX_TIMESTAMP).catch(() => undefined);
    this.#rooms.inBackground(work);
    await work;
  }

  #forgetCall(keys: readonly Uint8Array[], ended: Promise<unknown>): void {
    for (const id of keys.map(toLatin1)) if (this.#coming.get(id) === ended) this.#coming.delete(id);
  }

  async #acquire(keys: readonly Uint8Array[], options: AcquireOptions): Promise<(Uint8Array | null)[]> {
    const { returnValues, waitMs } = options;
    const wanted = distinct(keys).filter((key) => returnValues || !this.isLocked(key));
    if (wanted.length === 0) return [];
    const fresh = wanted.filter((key) => !this.isLocked(key));
    this.#checkLimit(fresh);
    const signal = options.signal
      ? AbortSignal.any([options.signal, this.#ended.signal])
      : this.#ended.signal;
    const backoffer = createBackoffer(this.#rooms.context, BUDGET.pessimisticLock, { ...options, signal });
    const patience = new LockPatience(this.#rooms.context.clock, waitMs);
    for (let tries = 1; ; tries++) {
      const found = await this.#try(wanted, fresh, returnValues, patience, backoffer, tries);
      if (!found) continue;
      return keys.map((key) => found.get(toLatin1(key))?.value ?? null);
    }
  }

  /** Null when a newer timestamp may help. */
  async #try(
    wanted: readonly Uint8Array[],
    fresh: readonly Uint8Array[],
    returnValues: boolean,
    patience: LockPatience,
    backoffer: Backoffer,
    tries: number,
  ): Promise<ReadonlyMap<string, LockedKey> | null> {
    const { startTs, startedAtMs, isFresh } = await this.#options.start(backoffer);
    const mustBeAsRead = fresh.some(this.#options.wasRead);
    const isStart = mustBeAsRead || (isFresh && tries === 1);
    const forUpdateTs = isStart ? startTs : await this.#rooms.oracle.get(backoffer);
    this.#startTs = startTs;
    if (forUpdateTs > this.#forUpdateTs) this.#forUpdateTs = forUpdateTs;
    const primary = this.#primary ?? (wanted[0] as Uint8Array);
    const isFirstLock = this.#held.size === 0 && wanted.length === 1;
    const overConflict = wanted.length === 1 && fresh.length === 1 && !mustBeAsRead;
    const attempt = new LockAttempt(this.#rooms, {
      ...{ startTs, startedAtMs, forUpdateTs, primary, isFirstLock, returnValues, overConflict, patience },
    });
    try {
      const found = await attempt.run(wanted, backoffer);
      this.#keep(found, primary, { startTs, startedAtMs });
      return found;
    } catch (error) {
      if (attempt.mayHaveLocked) this.#giveBack(fresh, forUpdateTs);
      // Another try would have the same timestamp, and what is given back now could undo it.
      if (mustBeAsRead && (attempt.mayHaveLocked || isNewerThan(startTs, error))) throw error;
      if (error instanceof WriteConflictError && (tries < MIN_CONFLICTS || !patience.isOver)) return null;
      if (!isOwnFault(error, fresh) || patience.isOver) throw error;
      // The circle was closed by keys of this very call: they have been let go, and somebody else can go on now.
      await backoffer.backOff(BACKOFF.txnLockFast, error);
      return null;
    }
  }

  #keep(found: ReadonlyMap<string, LockedKey>, primary: Uint8Array, start: TransactionStart): void {
    for (const [id, { key, existed, forUpdateTs }] of found) {
      const before = this.#held.get(id);
      if (!before) this.#bytes += key.length;
      const lockedAt = before && before.forUpdateTs > forUpdateTs ? before.forUpdateTs : forUpdateTs;
      this.#held.set(id, { key, existed, value: null, forUpdateTs: lockedAt });
      this.#doubtful.delete(id);
      if (lockedAt > this.#forUpdateTs) this.#forUpdateTs = lockedAt;
    }
    this.#primary ??= primary;
    const { maxAgeMs } = this.#options;
    this.#heartbeat ??= new Heartbeat(this.#rooms, { primary: this.#primary, ...start, maxLifeMs: maxAgeMs });
  }

  #giveBack(keys: readonly Uint8Array[], forUpdateTs: bigint): void {
    for (const key of keys) this.#doubtful.set(toLatin1(key), key);
    // A lock over a newer change has a later timestamp and stays: it is given back at the end.
    this.#rooms.inBackground(this.#rollBack(keys, forUpdateTs));
  }

  async #rollBack(keys: readonly Uint8Array[], forUpdateTs: bigint): Promise<void> {
    const { context, sender, closed } = this.#rooms;
    const backoffer = createBackoffer(context, BUDGET.cleanup, { signal: closed });
    await forEachRegion(this.#rooms, keys, backoffer, async ({ region, items }, fork) => {
      const request = { startVersion: this.#startTs, forUpdateTs, keys: items };
      return (await sender.send(COMMAND.pessimisticRollback, region, request, fork)) !== null;
    });
  }

  #checkLimit(fresh: readonly Uint8Array[]): void {
    const actual = fresh.reduce((sum, key) => sum + key.length, this.#bytes);
    if (actual > MAX_TRANSACTION_BYTES) {
      throw new LimitExceededError('the transaction locks too many keys', {
        limit: MAX_TRANSACTION_BYTES,
        actual,
      });
    }
  }
}

/** Each key once, in their order. */
function distinct(keys: readonly Uint8Array[]): Uint8Array[] {
  return [...new Map(keys.map((key) => [toLatin1(key), key])).values()].sort(compareBytes);
}

/** Whether more than a wait failed: a lock that was given back without a change is told as a conflict, too. */
function isNewerThan(ts: bigint, error: unknown): boolean {
  if (!(error instanceof WriteConflictError)) return true;
  const { conflictCommitTs } = error.details;
  return typeof conflictCommitTs !== 'bigint' || conflictCommitTs > ts;
}

/** The transactions wait in a circle because of a key that the failed call itself had locked. */
function isOwnFault(error: unknown, fresh: readonly Uint8Array[]): boolean {
  if (!(error instanceof DeadlockError) || error.deadlockKey === null) return false;
  const { deadlockKey } = error;
  return fresh.some((key) => equalBytes(key, deadlockKey));
}
