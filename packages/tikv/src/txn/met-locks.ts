/** The locks that the reads of one snapshot have met. They are named in later requests, which then pass them by. */

import { MAX_TIMESTAMP, type kvrpcpb } from '@tito/protocol';
import { ServerError } from '../errors';
import { BACKOFF } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { fromKeyError } from './key-errors';
import type { LockResolver } from './lock-resolver';

/** Transactions that are named in each request. */
const MAX_NAMED = 512;

export class MetLocks {
  readonly #locks: LockResolver;
  readonly #resolved = new Set<bigint>();
  readonly #committed = new Set<bigint>();
  /** Of the first lock that a read of the newest values met. */
  #firstMet: bigint | null = null;

  constructor(locks: LockResolver) {
    this.#locks = locks;
  }

  /** For the context of a request. */
  get context(): { resolvedLocks: bigint[]; committedLocks: bigint[] } | undefined {
    if (this.#resolved.size === 0 && this.#committed.size === 0) return undefined;
    return { resolvedLocks: [...this.#resolved], committedLocks: [...this.#committed] };
  }

  /** Deals with locks, or throws what else is wrong. Then the same may be asked again. */
  async meet(errors: readonly kvrpcpb.KeyError[], version: bigint, backoffer: Backoffer): Promise<void> {
    const locks = this.#passNewer(errors.map(lockOf), version);
    const { resolved, committed, waitMs } = await this.#locks.resolveForRead(locks, version, backoffer);
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
}

/** @throws the error itself when it is about something else than a lock */
export function lockOf(error: kvrpcpb.KeyError): kvrpcpb.LockInfo {
  if (!error.locked) throw fromKeyError(error);
  return error.locked;
}

/** Old ones are forgotten: their locks have long been taken away, and if not they are met once more. */
function remember(seen: Set<bigint>, startTs: bigint): void {
  seen.add(startTs);
  if (seen.size <= MAX_NAMED) return;
  const [oldest] = seen;
  if (oldest !== undefined) seen.delete(oldest);
}
