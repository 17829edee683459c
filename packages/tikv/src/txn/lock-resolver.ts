/**
 * What to do about a lock of somebody else: ask its primary what became of the transaction, finish that transaction at the
 * locked keys when it has ended, and otherwise say how long it lives.
 *
 * Needs the sender and the oracle, never a transaction.
 */

import { kvrpcpb, MAX_TIMESTAMP, physicalMs, toLatin1 } from '@tito/protocol';
import { ServerError } from '../errors';
import type { TimestampOracle } from '../pd/timestamp-oracle';
import type { RegionRequestSender } from '../region/region-request-sender';
import { groupByRegion } from '../region/group-by-region';
import { BACKOFF } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { COMMAND } from '../rpc/store-commands';
import { fromKeyError } from './key-errors';

/** How a transaction ended; `commitTs` of 0 means rolled back. */
export interface TransactionOutcome {
  readonly commitTs: bigint;
}

type Status =
  { readonly outcome: TransactionOutcome } | { readonly aliveMs: number; readonly isPushed: boolean };

/** What a reader does about the locks it met. */
export interface ReadResolution {
  /** Start timestamps whose locks may be passed by. */
  readonly resolved: readonly bigint[];
  /** Start timestamps whose locks may be read through. */
  readonly committed: readonly bigint[];
  /** How long the longest-lived of the others lives, in milliseconds; 0 when there are none. */
  readonly waitMs: number;
}

const CACHE_ENTRIES = 2048;
const NO_PUSH = 0n;

export class LockResolver {
  readonly #sender: RegionRequestSender;
  readonly #oracle: TimestampOracle;
  readonly #outcomes = new Map<bigint, TransactionOutcome>();
  readonly #background = new Set<Promise<unknown>>();

  constructor(sender: RegionRequestSender, oracle: TimestampOracle) {
    this.#sender = sender;
    this.#oracle = oracle;
  }

  /** For a read at `readTs`, which need not wait for whoever has ended, nor for whoever can be pushed beyond it. */
  async resolveForRead(
    locks: readonly kvrpcpb.LockInfo[],
    readTs: bigint,
    backoffer: Backoffer,
  ): Promise<ReadResolution> {
    const resolved: bigint[] = [];
    const committed: bigint[] = [];
    let waitMs = 0;
    for (const lock of locks) {
      const status = await this.#status(lock, readTs, backoffer);
      if ('outcome' in status) {
        const { commitTs } = status.outcome;
        (commitTs > 0n && commitTs <= readTs ? committed : resolved).push(lock.lockVersion);
        this.#inBackground(this.#finish(lock, status.outcome, backoffer.fork(undefined)));
      } else if (status.isPushed) resolved.push(lock.lockVersion);
      else waitMs = Math.max(waitMs, status.aliveMs);
    }
    return { resolved, committed, waitMs };
  }

  /** For a write: finishes what has ended and tells how long the others live at most, in milliseconds. */
  async resolveForWrite(locks: readonly kvrpcpb.LockInfo[], backoffer: Backoffer): Promise<number> {
    let waitMs = 0;
    for (const lock of locks) {
      const status = await this.#status(lock, NO_PUSH, backoffer);
      if ('outcome' in status) await this.#finish(lock, status.outcome, backoffer);
      else waitMs = Math.max(waitMs, status.aliveMs);
    }
    return waitMs;
  }

  /**
   * Settles a transaction for good: committed, or rolled back now so that late requests of it are refused.
   */
  async settle(primaryKey: Uint8Array, startTs: bigint, backoffer: Backoffer): Promise<TransactionOutcome> {
    for (;;) {
      const answer = await this.#checkStatus(
        primaryKey,
        startTs,
        NO_PUSH,
        MAX_TIMESTAMP,
        true,
        false,
        backoffer,
      );
      if (answer.error) throw fromKeyError(answer.error);
      if (answer.lockTtl === 0n || answer.commitVersion > 0n) return { commitTs: answer.commitVersion };
      if (answer.lockInfo?.useAsyncCommit) return this.#recoverAsync(answer.lockInfo, backoffer);
      await backoffer.backOff(
        BACKOFF.txnLock,
        new ServerError({ message: 'the transaction is still under way' }),
      );
    }
  }

  /** Waits for what runs in the background. */
  async drain(): Promise<void> {
    while (this.#background.size > 0) await Promise.allSettled(this.#background);
  }

  async #status(lock: kvrpcpb.LockInfo, callerTs: bigint, backoffer: Backoffer): Promise<Status> {
    const known = this.#outcomes.get(lock.lockVersion);
    if (known) return { outcome: known };
    const now = lock.lockTtl === 0n ? MAX_TIMESTAMP : await this.#oracle.get(backoffer);
    const isPessimistic = lock.lockType === kvrpcpb.Op.PessimisticLock;
    let rollsBackMissing = false;
    for (;;) {
      const answer = await this.#checkStatus(
        lock.primaryLock,
        lock.lockVersion,
        callerTs,
        now,
        rollsBackMissing,
        isPessimistic,
        backoffer,
      );
      if (answer.error?.txnNotFound) {
        if (isExpired(lock, now)) rollsBackMissing = true;
        else if (isPessimistic) return { aliveMs: remainingMs(lock, now), isPushed: false };
        else
          await backoffer.backOff(
            BACKOFF.txnNotFound,
            new ServerError({ message: 'the primary lock is not there yet' }),
          );
        continue;
      }
      if (answer.error) throw fromKeyError(answer.error);
      if (answer.lockTtl > 0n) {
        if (answer.lockInfo?.useAsyncCommit && isExpired({ ...lock, lockTtl: answer.lockTtl }, now)) {
          return { outcome: await this.#recoverAsync(answer.lockInfo, backoffer) };
        }
        const isPushed = answer.action === kvrpcpb.Action.MinCommitTSPushed;
        return { aliveMs: Math.max(1, remainingMs({ ...lock, lockTtl: answer.lockTtl }, now)), isPushed };
      }
      const outcome = { commitTs: answer.commitVersion };
      const { TTLExpirePessimisticRollback, LockNotExistDoNothing } = kvrpcpb.Action;
      if (answer.action !== TTLExpirePessimisticRollback && answer.action !== LockNotExistDoNothing) {
        this.#remember(lock.lockVersion, outcome);
      }
      return { outcome };
    }
  }

  async #checkStatus(
    primaryKey: Uint8Array,
    lockTs: bigint,
    callerStartTs: bigint,
    currentTs: bigint,
    rollbackIfNotExist: boolean,
    resolvingPessimisticLock: boolean,
    backoffer: Backoffer,
  ): Promise<kvrpcpb.CheckTxnStatusResponse> {
    for (;;) {
      const region = await this.#sender.cache.locate(primaryKey, backoffer);
      const request = {
        primaryKey,
        lockTs,
        callerStartTs,
        currentTs,
        rollbackIfNotExist,
        resolvingPessimisticLock,
        verifyIsPrimary: true,
      };
      const answer = await this.#sender.send(COMMAND.checkTxnStatus, region, request, backoffer);
      if (answer) return answer;
    }
  }

  /** An async commit is committed exactly when all its locks are there. */
  async #recoverAsync(primary: kvrpcpb.LockInfo, backoffer: Backoffer): Promise<TransactionOutcome> {
    const startVersion = primary.lockVersion;
    let commitTs = primary.minCommitTs;
    let pending = [...primary.secondaries];
    while (pending.length > 0) {
      const batches = await groupByRegion(pending, (key) => key, this.#sender.cache, backoffer);
      pending = [];
      for (const { region, items } of batches) {
        const answer = await this.#sender.send(
          COMMAND.checkSecondaryLocks,
          region,
          { keys: items, startVersion },
          backoffer,
        );
        if (!answer) {
          pending.push(...items);
          continue;
        }
        if (answer.error) throw fromKeyError(answer.error);
        if (answer.locks.length < items.length) return this.#rememberOutcome(startVersion, answer.commitTs);
        for (const lock of answer.locks) if (lock.minCommitTs > commitTs) commitTs = lock.minCommitTs;
      }
    }
    const outcome = this.#rememberOutcome(startVersion, commitTs);
    await this.#resolveKeys([primary.primaryLock, ...primary.secondaries], startVersion, outcome, backoffer);
    return outcome;
  }

  async #finish(lock: kvrpcpb.LockInfo, outcome: TransactionOutcome, backoffer: Backoffer): Promise<void> {
    if (lock.lockType === kvrpcpb.Op.PessimisticLock) return this.#rollbackPessimistic(lock, backoffer);
    await this.#resolveKeys([lock.key], lock.lockVersion, outcome, backoffer);
  }

  async #resolveKeys(
    keys: readonly Uint8Array[],
    startVersion: bigint,
    { commitTs }: TransactionOutcome,
    backoffer: Backoffer,
  ): Promise<void> {
    let pending = [...new Map(keys.map((key) => [toLatin1(key), key])).values()];
    while (pending.length > 0) {
      const batches = await groupByRegion(pending, (key) => key, this.#sender.cache, backoffer);
      pending = [];
      for (const { region, items } of batches) {
        const request = { startVersion, commitVersion: commitTs, keys: items };
        const answer = await this.#sender.send(COMMAND.resolveLock, region, request, backoffer);
        if (!answer) pending.push(...items);
        else if (answer.error) throw fromKeyError(answer.error);
      }
    }
  }

  async #rollbackPessimistic(lock: kvrpcpb.LockInfo, backoffer: Backoffer): Promise<void> {
    const forUpdateTs = lock.lockForUpdateTs === 0n ? MAX_TIMESTAMP : lock.lockForUpdateTs;
    for (;;) {
      const region = await this.#sender.cache.locate(lock.key, backoffer);
      const request = { startVersion: lock.lockVersion, forUpdateTs, keys: [lock.key] };
      const answer = await this.#sender.send(COMMAND.pessimisticRollback, region, request, backoffer);
      if (!answer) continue;
      const [error] = answer.errors;
      if (error) throw fromKeyError(error);
      return;
    }
  }

  #rememberOutcome(startTs: bigint, commitTs: bigint): TransactionOutcome {
    const outcome = { commitTs };
    this.#remember(startTs, outcome);
    return outcome;
  }

  #remember(startTs: bigint, outcome: TransactionOutcome): void {
    this.#outcomes.set(startTs, outcome);
    if (this.#outcomes.size <= CACHE_ENTRIES) return;
    const [oldest] = this.#outcomes.keys();
    if (oldest !== undefined) this.#outcomes.delete(oldest);
  }

  /** Whoever meets the lock again would do the same work, so that a failure here loses nothing. */
  #inBackground(work: Promise<unknown>): void {
    const watched = work.catch(() => undefined).finally(() => this.#background.delete(watched));
    this.#background.add(watched);
  }
}

function isExpired(lock: Pick<kvrpcpb.LockInfo, 'lockVersion' | 'lockTtl'>, now: bigint): boolean {
  return now === MAX_TIMESTAMP || remainingMs(lock, now) <= 0;
}

function remainingMs(
  { lockVersion, lockTtl }: Pick<kvrpcpb.LockInfo, 'lockVersion' | 'lockTtl'>,
  now: bigint,
): number {
  return physicalMs(lockVersion) + Number(lockTtl) - physicalMs(now);
}
