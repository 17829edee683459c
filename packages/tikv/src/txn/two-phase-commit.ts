/**
 * The commit of a transaction: Percolator's two phases, with the first one alone when everything is in one request
 * (Peng and Dabek, "Large-scale Incremental Processing Using Distributed Transactions and Notifications", OSDI 2010; the
 * one-phase form is TiKV's).
 *
 *     prewrite     lock all keys, in parallel by region; a conflict ends it here and nothing was written
 *     one phase    all keys in one request: the store commits at once
 *     commit       a timestamp, then the primary key; from then on the transaction is committed
 *     secondaries  the other keys, in the background: readers find out from the primary meanwhile
 */

import { type Init, addMilliseconds, kvrpcpb } from '@tito/protocol';
import type { ClientContext } from '../context';
import { createBackoffer } from '../context';
import {
  CommitOutcomeUnknownError,
  CommitWindowExceededError,
  ServerError,
  TransactionAbortedError,
  WriteConflictError,
} from '../errors';
import type { CallOptions } from '../kv-reader';
import type { TimestampOracle } from '../pd/timestamp-oracle';
import { type RegionBatch, groupByRegion, splitBySize } from '../region/group-by-region';
import type { RegionRequestSender } from '../region/region-request-sender';
import { BACKOFF, BUDGET } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { COMMAND } from '../rpc/store-commands';
import { fromKeyError } from './key-errors';
import type { LockResolver } from './lock-resolver';
import { type Mutation, type MutationKind, sizeOf } from './mutation-buffer';

/** Payload of one request; more goes to several requests, and then one phase is not enough. */
const BATCH_BYTES = 16 * 1024;
const ONE_PHASE_BYTES = 256 * 1024;
const MIN_LOCK_TTL_MS = 3_000;
const MAX_LOCK_TTL_MS = 20_000;
const TTL_MS_PER_ROOT_MEBIBYTE = 6_000;

const OPS: Readonly<Record<MutationKind, kvrpcpb.Op>> = {
  put: kvrpcpb.Op.Put,
  insert: kvrpcpb.Op.Insert,
  delete: kvrpcpb.Op.Del,
  checkAbsent: kvrpcpb.Op.CheckNotExists,
  lock: kvrpcpb.Op.Lock,
};

export interface CommitRooms {
  readonly context: ClientContext;
  readonly sender: RegionRequestSender;
  readonly oracle: TimestampOracle;
  readonly locks: LockResolver;
  /** Takes work that the caller need not wait for. */
  readonly inBackground: (work: Promise<unknown>) => void;
}

export interface CommitPlan {
  readonly startTs: bigint;
  readonly mutations: readonly Mutation[];
  /** No commit timestamp may be at or below this one. */
  readonly floorTs: bigint;
  /** No commit timestamp may be above this one; null without a window. */
  readonly maxCommitTs: bigint | null;
}

/** What became of the transaction when a request's answer was lost. */
interface Lost {
  error: unknown;
}

export class TwoPhaseCommit {
  readonly #rooms: CommitRooms;
  readonly #plan: CommitPlan;
  readonly #primary: Uint8Array;
  readonly #ttlMs: number;
  readonly #lost: Lost = { error: null };
  #isOnePhase = true;
  #hasPrewritten = false;

  constructor(rooms: CommitRooms, plan: CommitPlan) {
    this.#rooms = rooms;
    this.#plan = plan;
    const primary = plan.mutations.find((mutation) => mutation.kind !== 'checkAbsent') ?? plan.mutations[0];
    this.#primary = (primary as Mutation).key;
    this.#ttlMs = lockTtlMs(plan.mutations);
  }

  /** The commit timestamp; null when only checks were made. */
  async run(options: CallOptions): Promise<bigint | null> {
    const committed = await this.#prewritePhase(options);
    if (committed !== 0n) return committed;
    if (this.#keys().length === 0) return null;
    return this.#commitPhase(options);
  }

  /** The one-phase commit timestamp, or 0 when a second phase is needed. */
  async #prewritePhase(options: CallOptions): Promise<bigint> {
    const backoffer = createBackoffer(this.#rooms.context, BUDGET.prewrite, options);
    try {
      return await this.#prewrite(this.#plan.mutations, backoffer);
    } catch (error) {
      if (this.#isOnePhase && this.#lost.error !== null) return this.#outcomeAfter(error);
      this.#cleanUp();
      throw error;
    }
  }

  async #prewrite(mutations: readonly Mutation[], backoffer: Backoffer): Promise<bigint> {
    const regions = await groupByRegion(
      mutations,
      (mutation) => mutation.key,
      this.#rooms.sender.cache,
      backoffer,
    );
    const size = mutations.reduce((sum, mutation) => sum + sizeOf(mutation), 0);
    if (regions.length > 1 || size > ONE_PHASE_BYTES) this.#isOnePhase = false;
    const batches = this.#isOnePhase ? regions : splitBySize(regions, sizeOf, BATCH_BYTES);
    const results = await Promise.allSettled(
      batches.map((batch) => this.#prewriteBatch(batch, backoffer.fork())),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    return results.reduce(
      (max, result) => (result.status === 'fulfilled' && result.value > max ? result.value : max),
      0n,
    );
  }

  async #prewriteBatch({ region, items }: RegionBatch<Mutation>, backoffer: Backoffer): Promise<bigint> {
    const { startTs, floorTs, maxCommitTs } = this.#plan;
    const tryOnePc = this.#isOnePhase;
    const request: Init<kvrpcpb.PrewriteRequest> = {
      mutations: items.map(({ kind, key, value }) => ({ op: OPS[kind], key, value: value ?? undefined })),
      primaryLock: this.#primary,
      startVersion: startTs,
      lockTtl: BigInt(this.#ttlMs),
      txnSize: BigInt(items.length),
      minCommitTs: (floorTs > startTs ? floorTs : startTs) + 1n,
      tryOnePc,
      maxCommitTs: tryOnePc ? (maxCommitTs ?? 0n) : 0n,
    };
    for (;;) {
      this.#hasPrewritten = true;
      const answer = await this.#rooms.sender.send(COMMAND.prewrite, region, request, backoffer, {
        onLost: (error) => (this.#lost.error = error),
      });
      if (!answer) return this.#prewrite(items, backoffer);
      if (answer.errors.length === 0) {
        if (tryOnePc) this.#lost.error = null;
        if (answer.onePcCommitTs === 0n) this.#isOnePhase = false;
        return answer.onePcCommitTs;
      }
      await this.#meetLocks(answer.errors, backoffer);
    }
  }

  async #meetLocks(errors: readonly kvrpcpb.KeyError[], backoffer: Backoffer): Promise<void> {
    const other = errors.find((error) => !error.locked);
    this.#lost.error = null;
    if (other) throw fromKeyError(other, (key) => key);
    const locks = errors.flatMap((error) => (error.locked ? [error.locked] : []));
    const newer = locks.find((lock) => lock.lockVersion > this.#plan.startTs);
    if (newer) throw new WriteConflictError({ startTs: this.#plan.startTs, conflictTs: newer.lockVersion });
    const waitMs = await this.#rooms.locks.resolveForWrite(locks, backoffer);
    if (waitMs > 0)
      await backoffer.backOff(BACKOFF.txnLock, new ServerError({ message: 'a key is locked' }), waitMs);
  }

  async #commitPhase(options: CallOptions): Promise<bigint> {
    const backoffer = createBackoffer(this.#rooms.context, BUDGET.commitPrimary, options);
    let commitTs: bigint;
    try {
      commitTs = await this.#nextCommitTs(backoffer);
    } catch (error) {
      this.#cleanUp();
      throw error;
    }
    this.#lost.error = null;
    try {
      commitTs = await this.#commitPrimary(commitTs, backoffer);
    } catch (error) {
      if (this.#lost.error !== null) commitTs = await this.#outcomeAfter(error);
      else {
        this.#cleanUp();
        throw error;
      }
    }
    this.#commitSecondaries(commitTs);
    return commitTs;
  }

  /** After all prewrites, so that no reader can have looked before them and still have a later timestamp. */
  async #nextCommitTs(backoffer: Backoffer): Promise<bigint> {
    const commitTs = await this.#rooms.oracle.get(backoffer);
    const { maxCommitTs } = this.#plan;
    if (maxCommitTs !== null && commitTs > maxCommitTs)
      throw new CommitWindowExceededError({ commitTs, maxCommitTs });
    return commitTs;
  }

  async #commitPrimary(firstTs: bigint, backoffer: Backoffer): Promise<bigint> {
    let commitTs = firstTs;
    for (;;) {
      const region = await this.#rooms.sender.cache.locate(this.#primary, backoffer);
      const request = { startVersion: this.#plan.startTs, keys: [this.#primary], commitVersion: commitTs };
      const answer = await this.#rooms.sender.send(COMMAND.commit, region, request, backoffer, {
        onLost: (error) => (this.#lost.error = error),
      });
      if (!answer) continue;
      this.#lost.error = null;
      if (!answer.error) return commitTs;
      if (!answer.error.commitTsExpired) throw fromKeyError(answer.error, (key) => key);
      commitTs = await this.#nextCommitTs(backoffer);
    }
  }

  #commitSecondaries(commitTs: bigint): void {
    const secondaries = this.#keys().filter((key) => key !== this.#primary);
    if (secondaries.length === 0) return;
    const backoffer = createBackoffer(this.#rooms.context, BUDGET.commitSecondaries);
    const request = { startVersion: this.#plan.startTs, commitVersion: commitTs };
    this.#rooms.inBackground(
      this.#forEachRegion(secondaries, backoffer, async ({ region, items }) => {
        const answer = await this.#rooms.sender.send(
          COMMAND.commit,
          region,
          { ...request, keys: items },
          backoffer,
        );
        return answer !== null;
      }),
    );
  }

  /** Takes the locks away after a failure that is certain; whoever meets one before waits for its time to live. */
  #cleanUp(): void {
    if (!this.#hasPrewritten) return;
    const backoffer = createBackoffer(this.#rooms.context, BUDGET.cleanup);
    this.#rooms.inBackground(
      this.#forEachRegion(this.#keys(), backoffer, async ({ region, items }) => {
        const request = { startVersion: this.#plan.startTs, keys: items };
        return (await this.#rooms.sender.send(COMMAND.batchRollback, region, request, backoffer)) !== null;
      }),
    );
  }

  async #forEachRegion(
    keys: readonly Uint8Array[],
    backoffer: Backoffer,
    work: (batch: RegionBatch<Uint8Array>) => Promise<boolean>,
  ): Promise<void> {
    let pending = [...keys];
    while (pending.length > 0) {
      const regions = await groupByRegion(pending, (key) => key, this.#rooms.sender.cache, backoffer);
      pending = [];
      const batches = splitBySize(regions, (key) => key.length, BATCH_BYTES);
      await Promise.all(
        batches.map(async (batch) => {
          if (!(await work(batch))) pending.push(...batch.items);
        }),
      );
    }
  }

  /**
   * The deciding answer was lost: asks the primary, which settles it for good. Only when that fails too is the outcome
   * unknown.
   */
  async #outcomeAfter(cause: unknown): Promise<bigint> {
    const { startTs } = this.#plan;
    let commitTs: bigint;
    try {
      const backoffer = createBackoffer(this.#rooms.context, BUDGET.transactionStatus);
      ({ commitTs } = await this.#rooms.locks.settle(this.#primary, startTs, backoffer));
    } catch {
      throw new CommitOutcomeUnknownError(startTs, this.#primary, cause);
    }
    if (commitTs !== 0n) return commitTs;
    this.#cleanUp();
    throw new TransactionAbortedError({ reason: 'the commit was not received' }, cause);
  }

  /** Keys that are locked and committed; checks leave nothing. */
  #keys(): Uint8Array[] {
    return this.#plan.mutations
      .filter((mutation) => mutation.kind !== 'checkAbsent')
      .map((mutation) => mutation.key);
  }
}

/** Larger transactions take longer, so their locks live longer. */
function lockTtlMs(mutations: readonly Mutation[]): number {
  const bytes = mutations.reduce((sum, mutation) => sum + sizeOf(mutation), 0);
  if (bytes < BATCH_BYTES) return MIN_LOCK_TTL_MS;
  const ttl = Math.round(TTL_MS_PER_ROOT_MEBIBYTE * Math.sqrt(bytes / (1024 * 1024)));
  return Math.min(MAX_LOCK_TTL_MS, Math.max(MIN_LOCK_TTL_MS, ttl));
}

/** The latest commit timestamp that a window allows. */
export function windowEnd(sequence: bigint, windowMs: number | null): bigint | null {
  return windowMs === null ? null : addMilliseconds(sequence, windowMs);
}
