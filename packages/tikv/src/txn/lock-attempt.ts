/**
 * One try to lock keys for a pessimistic transaction, all at one timestamp.
 *
 * A single key may be locked over a newer change ("fair locking"): a store then hands the lock to the waiter that is next,
 * with the value that it protects, instead of telling all of them that they may try again.
 */

import { type Init, equalBytes, kvrpcpb, toHex, toLatin1 } from '@tito/protocol';
import { LockWaitTimeoutError } from '../errors';
import { type RegionBatch, groupByRegion, splitBySize } from '../region/group-by-region';
import { SendHistory } from '../region/send-history';
import type { Backoffer } from '../retry/backoffer';
import type { Clock } from '../retry/clock';
import { COMMAND } from '../rpc/store-commands';
import { type CommitRooms, PESSIMISTIC_LOCK_TTL_MS } from './commit-plan';
import { BATCH_BYTES } from './for-each-region';
import { fromPessimisticKeyError } from './key-errors';

/** A store that saw the lock change so recently has waited for it itself: asking about its owner would tell nothing new. */
const JUST_CHANGED_MS = 300n;
const { WakeUpModeForceLock, WakeUpModeNormal } = kvrpcpb.PessimisticLockWakeUpMode;
/** On the wire: do not wait at all. */
const NO_WAIT = -1n;

export interface LockedKey {
  readonly key: Uint8Array;
  readonly existed: boolean;
  /** Only when values were asked for. */
  readonly value: Uint8Array | null;
  /** The timestamp that the store keeps with the lock: changes up to there are known. */
  readonly forUpdateTs: bigint;
}

export interface LockAttemptOptions {
  readonly startTs: bigint;
  /** The client's clock when `startTs` was asked for. */
  readonly startedAtMs: number;
  /** Changes up to here are known to the caller; a newer one is a conflict. */
  readonly forUpdateTs: bigint;
  readonly primary: Uint8Array;
  /** The transaction holds nothing yet and wants one key, so that it cannot close a circle of waiters. */
  readonly isFirstLock: boolean;
  readonly returnValues: boolean;
  /** A single key may be locked although it has a newer change, at the timestamp of that change. */
  readonly overConflict: boolean;
  readonly patience: LockPatience;
}

/** How long a caller waits for the locks of others. */
export class LockPatience {
  readonly #clock: Clock;
  readonly #waitMs: number;
  readonly #until: number;

  constructor(clock: Clock, waitMs: number) {
    this.#clock = clock;
    this.#waitMs = waitMs;
    this.#until = clock.now() + waitMs;
  }

  get isOver(): boolean {
    return this.#clock.now() >= this.#until;
  }

  get waitMs(): number {
    return this.#waitMs;
  }

  /** As the protocol has it; stores wait at most a second at a time. */
  onWire(): bigint {
    const leftMs = this.#until - this.#clock.now();
    return leftMs <= 0 ? NO_WAIT : BigInt(Math.ceil(leftMs));
  }
}

export class LockAttempt {
  readonly #rooms: CommitRooms;
  readonly #options: LockAttemptOptions;
  readonly #locked = new Map<string, LockedKey>();
  readonly #histories: SendHistory[] = [];

  constructor(rooms: CommitRooms, options: LockAttemptOptions) {
    this.#rooms = rooms;
    this.#options = options;
  }

  /** After a failure: some of the keys may be locked. */
  get mayHaveLocked(): boolean {
    return this.#locked.size > 0 || this.#histories.some(({ lost }) => lost !== null);
  }

  /**
   * The primary's request goes first, so that no lock ever points to a primary that was not there.
   *
   * @throws WriteConflictError when a key has a newer change, or was let go while we waited for it
   * @throws LockWaitTimeoutError, DeadlockError, TransactionAbortedError
   */
  async run(keys: readonly Uint8Array[], backoffer: Backoffer): Promise<ReadonlyMap<string, LockedKey>> {
    await this.#lock(keys, backoffer);
    return this.#locked;
  }

  async #lock(keys: readonly Uint8Array[], backoffer: Backoffer): Promise<void> {
    const { primary } = this.#options;
    const regions = await groupByRegion(keys, (key) => key, this.#rooms.sender.cache, backoffer);
    const batches = splitBySize(regions, (key) => key.length, BATCH_BYTES);
    const at = batches.findIndex(({ items }) => items.some((key) => equalBytes(key, primary)));
    if (at >= 0) await this.#lockBatch(batches.splice(at, 1)[0] as RegionBatch<Uint8Array>, backoffer);
    const results = await Promise.allSettled(
      batches.map(async (batch) => {
        const fork = backoffer.fork();
        await this.#lockBatch(batch, fork);
        backoffer.join(fork);
      }),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }

  async #lockBatch({ region, items }: RegionBatch<Uint8Array>, backoffer: Backoffer): Promise<void> {
    const history = new SendHistory();
    this.#histories.push(history);
    for (;;) {
      const request = this.#request(items);
      const answer = await this.#rooms.sender.send(COMMAND.pessimisticLock, region, request, backoffer, {
        history,
      });
      if (!answer) return this.#lock(items, backoffer);
      const [error] = answer.errors;
      if (!error) return this.#record(items, answer);
      if (!error.locked) throw fromPessimisticKeyError(error);
      await this.#meet(error.locked, backoffer);
    }
  }

  #request(keys: readonly Uint8Array[]): Init<kvrpcpb.PessimisticLockRequest> {
    const { startTs, startedAtMs, forUpdateTs, primary, isFirstLock, returnValues, overConflict, patience } =
      this.#options;
    const ageMs = this.#rooms.context.clock.now() - startedAtMs;
    return {
      mutations: keys.map((key) => ({ op: kvrpcpb.Op.PessimisticLock, key })),
      primaryLock: primary,
      startVersion: startTs,
      lockTtl: BigInt(Math.ceil(ageMs + PESSIMISTIC_LOCK_TTL_MS)),
      forUpdateTs,
      isFirstLock,
      waitTimeout: patience.onWire(),
      returnValues,
      checkExistence: true,
      minCommitTs: forUpdateTs + 1n,
      wakeUpMode: overConflict ? WakeUpModeForceLock : WakeUpModeNormal,
    };
  }

  #record(
    keys: readonly Uint8Array[],
    { values, notFounds, results }: kvrpcpb.PessimisticLockResponse,
  ): void {
    const { forUpdateTs, returnValues } = this.#options;
    keys.forEach((key, i) => {
      const result = results[i];
      const existed = result ? result.existence : notFounds[i] === false;
      const value = existed && returnValues ? ((result ? result.value : values[i]) ?? null) : null;
      const conflictTs = result?.lockedWithConflictTs ?? 0n;
      const lockedAt = conflictTs > forUpdateTs ? conflictTs : forUpdateTs;
      this.#locked.set(toLatin1(key), { key, existed, value, forUpdateTs: lockedAt });
    });
  }

  async #meet(lock: kvrpcpb.LockInfo, backoffer: Backoffer): Promise<void> {
    const { patience } = this.#options;
    const sinceChangeMs = lock.durationToLastUpdateMs;
    const isSettled = sinceChangeMs > 0n && sinceChangeMs < JUST_CHANGED_MS;
    const aliveMs = isSettled ? 1 : await this.#rooms.locks.resolveForWrite([lock], backoffer);
    if (aliveMs > 0 && patience.isOver) {
      throw new LockWaitTimeoutError({
        key: toHex(lock.key),
        lockTs: lock.lockVersion,
        waitedMs: patience.waitMs,
      });
    }
  }
}
