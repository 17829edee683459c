/**
 * What became of other transactions: asks their primaries, and remembers the answers that are final.
 *
 *     primary says              it means
 *     committed, rolled back    final
 *     alive                     wait, or pass by when a reader could push it
 *     async commit, expired     final as soon as all its locks have been looked at: committed if all are there
 *     nothing is known          too early to say until the lock that led here has expired; then it is rolled back
 *
 * Looking at an expired transaction ends it: its primary is rolled back by the question.
 */

import { kvrpcpb, MAX_TIMESTAMP, physicalMs } from '@tito/protocol';
import { ServerError } from '../errors';
import type { RegionRequestSender } from '../region/region-request-sender';
import { BACKOFF } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { COMMAND } from '../rpc/store-commands';
import { forEachRegion } from './for-each-region';
import { fromKeyError } from './key-errors';
import type { LowResolutionOracle } from './low-resolution-oracle';

/** How a transaction ended; `commitTs` of 0 means rolled back. */
export interface TransactionOutcome {
  readonly commitTs: bigint;
}

/**
 * - `ended`: final. `keys` are all of the transaction, where they are known.
 * - `unlocked`: this pessimistic lock protects nothing any more; its transaction may still go on.
 * - `alive`: lives so long at most; `isPushed` when it cannot commit at or below the asking reader's timestamp.
 */
export type TransactionStatus =
  | { readonly kind: 'ended'; readonly outcome: TransactionOutcome; readonly keys?: readonly Uint8Array[] }
  | { readonly kind: 'unlocked' }
  | { readonly kind: 'alive'; readonly aliveMs: number; readonly isPushed: boolean };

type Ended = Extract<TransactionStatus, { kind: 'ended' }>;

const CACHE_ENTRIES = 2048;
/** As the asking timestamp: do not push. */
export const NO_PUSH = 0n;

interface Question {
  readonly primaryKey: Uint8Array;
  readonly lockTs: bigint;
  readonly callerStartTs: bigint;
  readonly currentTs: bigint;
  readonly rollbackIfNotExist: boolean;
  readonly forceSyncCommit: boolean;
  readonly resolvingPessimisticLock: boolean;
}

export class TransactionOutcomes {
  readonly #sender: RegionRequestSender;
  readonly #oracle: LowResolutionOracle;
  readonly #known = new Map<bigint, TransactionOutcome>();

  constructor(sender: RegionRequestSender, oracle: LowResolutionOracle) {
    this.#sender = sender;
    this.#oracle = oracle;
  }

  /**
   * What a lock's transaction is up to.
   *
   * @param callerTs a reader's timestamp, beyond which the transaction is pushed while it lives
   * @param endsIt whether it counts as expired whatever its time to live says
   */
  async statusOf(
    lock: kvrpcpb.LockInfo,
    callerTs: bigint,
    backoffer: Backoffer,
    endsIt = lock.lockTtl === 0n,
  ): Promise<TransactionStatus> {
    const known = this.#known.get(lock.lockVersion);
    if (known) return { kind: 'ended', outcome: known };
    const isPessimistic = lock.lockType === kvrpcpb.Op.PessimisticLock;
    let rollbackIfNotExist = false;
    let forceSyncCommit = false;
    for (;;) {
      const currentTs = endsIt ? MAX_TIMESTAMP : await this.#oracle.get(backoffer, expiryMs(lock));
      const answer = await this.#ask(
        {
          primaryKey: lock.primaryLock,
          lockTs: lock.lockVersion,
          callerStartTs: callerTs,
          currentTs,
          rollbackIfNotExist,
          forceSyncCommit,
          resolvingPessimisticLock: isPessimistic,
        },
        backoffer,
      );
      if (answer.error?.txnNotFound) {
        if (isExpired(lock, currentTs)) rollbackIfNotExist = true;
        else if (isPessimistic)
          return { kind: 'alive', aliveMs: remainingMs(lock, currentTs), isPushed: false };
        else {
          // Another request of the same prewrite is ahead of the primary's.
          const cause = new ServerError({ message: 'the primary lock is not there yet' });
          await backoffer.backOff(BACKOFF.txnNotFound, cause);
        }
        continue;
      }
      if (answer.error?.primaryMismatch && isPessimistic) return { kind: 'unlocked' };
      if (answer.error) throw fromKeyError(answer.error);
      if (answer.lockTtl === 0n) return this.#end(lock.lockVersion, answer);
      const primary = { lockVersion: lock.lockVersion, lockTtl: answer.lockTtl };
      if (answer.lockInfo?.useAsyncCommit && isExpired(primary, currentTs)) {
        const recovered = await this.#recover(answer.lockInfo, backoffer);
        if (recovered) return recovered;
        forceSyncCommit = true;
        continue;
      }
      const isPushed = answer.action === kvrpcpb.Action.MinCommitTSPushed;
      return { kind: 'alive', aliveMs: Math.max(1, remainingMs(primary, currentTs)), isPushed };
    }
  }

  /** Settles a transaction for good: committed, or rolled back now so that late requests of it are refused. */
  async settle(primaryKey: Uint8Array, startTs: bigint, backoffer: Backoffer): Promise<Ended> {
    let forceSyncCommit = false;
    for (;;) {
      const answer = await this.#ask(
        {
          ...{
            primaryKey,
            lockTs: startTs,
            callerStartTs: NO_PUSH,
            currentTs: MAX_TIMESTAMP,
            forceSyncCommit,
          },
          rollbackIfNotExist: true,
          resolvingPessimisticLock: false,
        },
        backoffer,
      );
      if (answer.error) throw fromKeyError(answer.error);
      if (answer.lockTtl === 0n) return this.#remember(startTs, answer.commitVersion);
      const recovered = answer.lockInfo?.useAsyncCommit
        ? await this.#recover(answer.lockInfo, backoffer)
        : null;
      if (recovered) return recovered;
      forceSyncCommit = true;
      await backoffer.backOff(BACKOFF.txnLockFast, new ServerError({ message: 'it is still under way' }));
    }
  }

  async #ask(question: Question, backoffer: Backoffer): Promise<kvrpcpb.CheckTxnStatusResponse> {
    const request = { ...question, verifyIsPrimary: true };
    for (;;) {
      const region = await this.#sender.cache.locate(question.primaryKey, backoffer);
      const answer = await this.#sender.send(COMMAND.checkTxnStatus, region, request, backoffer);
      if (answer) return answer;
    }
  }

  /** An answer without a living lock. What only ended a pessimistic lock says nothing about its transaction. */
  #end(startTs: bigint, { action, commitVersion }: kvrpcpb.CheckTxnStatusResponse): TransactionStatus {
    const { TTLExpirePessimisticRollback, LockNotExistDoNothing } = kvrpcpb.Action;
    if (action === TTLExpirePessimisticRollback || action === LockNotExistDoNothing)
      return { kind: 'unlocked' };
    return this.#remember(startTs, commitVersion);
  }

  /**
   * An async commit is committed exactly when all its locks are there; asking for one that is missing makes sure that it
   * never comes. Null when a store had fallen back to two phases, so that the primary alone decides.
   */
  async #recover(primary: kvrpcpb.LockInfo, backoffer: Backoffer): Promise<Ended | null> {
    const { lockVersion: startVersion, secondaries, minCommitTs, primaryLock } = primary;
    const verdicts = new Set<bigint>();
    let commitTs = minCommitTs;
    let fellBack = false;
    await forEachRegion({ sender: this.#sender }, secondaries, backoffer, async ({ region, items }, fork) => {
      const request = { keys: items, startVersion };
      const answer = await this.#sender.send(COMMAND.checkSecondaryLocks, region, request, fork);
      if (!answer) return false;
      if (answer.error) throw fromKeyError(answer.error);
      if (answer.locks.length < items.length) verdicts.add(answer.commitTs);
      for (const lock of answer.locks) {
        if (!lock.useAsyncCommit) fellBack = true;
        else if (lock.minCommitTs > commitTs) commitTs = lock.minCommitTs;
      }
      return true;
    });
    const [verdict] = verdicts;
    if (verdicts.size > 1 || (verdict !== undefined && verdict !== 0n && verdict < minCommitTs))
      throw new ServerError({ message: 'the locks of one transaction disagree', startTs: startVersion });
    if (verdict === undefined && fellBack) return null;
    const ended = this.#remember(startVersion, verdict ?? commitTs);
    return { ...ended, keys: [primaryLock, ...secondaries] };
  }

  #remember(startTs: bigint, commitTs: bigint): Ended {
    const outcome = { commitTs };
    this.#known.set(startTs, outcome);
    if (this.#known.size > CACHE_ENTRIES) {
      const [oldest] = this.#known.keys();
      if (oldest !== undefined) this.#known.delete(oldest);
    }
    return { kind: 'ended', outcome };
  }
}

type Life = Pick<kvrpcpb.LockInfo, 'lockVersion' | 'lockTtl'>;

function expiryMs({ lockVersion, lockTtl }: Life): number {
  return physicalMs(lockVersion) + Number(lockTtl);
}

function remainingMs(lock: Life, now: bigint): number {
  return expiryMs(lock) - physicalMs(now);
}

function isExpired(lock: Life, now: bigint): boolean {
  return now === MAX_TIMESTAMP || remainingMs(lock, now) <= 0;
}
