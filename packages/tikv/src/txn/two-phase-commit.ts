/**
 * The commit of a transaction: Percolator's two phases (Peng and Dabek, "Large-scale Incremental Processing Using
 * Distributed Transactions and Notifications", OSDI 2010), with TiKV's shorter forms of the first one.
 *
 *     prewrite     lock all keys; a conflict ends it here and nothing was written
 *     commit       a timestamp, then the primary key: from then on the transaction is committed
 *     secondaries  the other keys, in the background: readers find out from the primary meanwhile
 *
 * Whatever ends it before the commit is certain takes the locks away again, in the background. When the deciding answer
 * is lost, the cluster is asked what became of the transaction before anyone is told anything.
 */

import { equalBytes, physicalMs } from '@tito/protocol';
import { createBackoffer } from '../context';
import {
  CommitOutcomeUnknownError,
  CommitWindowExceededError,
  DeadlineExceededError,
  OperationAbortedError,
  ServerError,
  TransactionAbortedError,
} from '../errors';
import type { CallOptions } from '../kv-reader';
import { groupByRegion, splitBySize } from '../region/group-by-region';
import type { Region } from '../region/region';
import { SendHistory } from '../region/send-history';
import { BUDGET } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { COMMAND } from '../rpc/store-commands';
import { type CommitPlan, type CommitRooms, lockTtlMs, lockedKeys } from './commit-plan';
import { BATCH_BYTES, forEachRegion } from './for-each-region';
import { Heartbeat } from './heartbeat';
import { fromKeyError } from './key-errors';
import { Prewrite } from './prewrite';

/** How long the cluster is asked about a lost answer, beyond the caller's own patience. */
const SETTLE_MS = 10_000;
/** A lower bound of the commit timestamp that is further ahead than this is no clock's. */
const MAX_PUSH_MS = 60 * 60 * 1000;

export class TwoPhaseCommit {
  readonly #rooms: CommitRooms;
  readonly #plan: CommitPlan;
  readonly #prewrite: Prewrite;
  readonly #keys: readonly Uint8Array[];
  #heartbeat: Heartbeat | null = null;

  constructor(rooms: CommitRooms, plan: CommitPlan) {
    this.#rooms = rooms;
    this.#plan = plan;
    this.#prewrite = new Prewrite(rooms, plan, () => this.#startHeartbeat());
    this.#keys = lockedKeys(plan.mutations);
  }

  /** The commit timestamp; null when only checks were made. */
  async run(options: CallOptions): Promise<bigint | null> {
    try {
      const commitTs = await this.#prewritePhase(options);
      if (this.#prewrite.isComplete) return commitTs;
      if (commitTs !== 0n) return this.#finish(commitTs, this.#keys);
      if (this.#keys.length === 0) return null;
      return await this.#commitPhase(options);
    } finally {
      this.#heartbeat?.stop();
    }
  }

  /** For a commit that outlives half the life of its locks. A pessimistic transaction has a heartbeat already. */
  #startHeartbeat(): void {
    const { startTs, startedAtMs, held } = this.#plan;
    if (held || this.#heartbeat) return;
    const { primary } = this.#prewrite;
    const firstAfterMs = lockTtlMs(this.#plan, startedAtMs) / 2;
    this.#heartbeat = new Heartbeat(this.#rooms, { primary, startTs, startedAtMs, firstAfterMs });
  }

  /** The commit timestamp when this phase decided it, else 0. */
  async #prewritePhase(options: CallOptions): Promise<bigint> {
    const backoffer = createBackoffer(this.#rooms.context, BUDGET.prewrite, options);
    try {
      await this.#prewrite.run(backoffer);
      return this.#prewrite.commitTs;
    } catch (error) {
      if (this.#prewrite.isUndetermined) return this.#finish(await this.#outcomeAfter(error), this.#keys);
      if (this.#prewrite.mayHaveLocks) this.#cleanUp();
      throw error;
    }
  }

  async #commitPhase(options: CallOptions): Promise<bigint> {
    const backoffer = createBackoffer(this.#rooms.context, BUDGET.commitPrimary, options);
    const history = new SendHistory(true);
    try {
      const { commitTs, committed } = await this.#commitPrimary(history, backoffer);
      return this.#finish(
        commitTs,
        this.#keys.filter((key) => !committed.has(key)),
      );
    } catch (error) {
      if (history.lost !== null) return this.#finish(await this.#outcomeAfter(error), this.#keys);
      this.#cleanUp();
      throw error;
    }
  }

  /** After all prewrites, so that no reader can have looked before them and still have a later timestamp. */
  async #nextCommitTs(backoffer: Backoffer): Promise<bigint> {
    const commitTs = await this.#rooms.oracle.get(backoffer);
    const { maxCommitTs } = this.#plan;
    if (maxCommitTs !== null && commitTs > maxCommitTs)
      throw new CommitWindowExceededError({ commitTs, maxCommitTs });
    return commitTs;
  }

  /** Commits the primary, and in the same request what else fits from its region. */
  async #commitPrimary(
    history: SendHistory,
    backoffer: Backoffer,
  ): Promise<{ readonly commitTs: bigint; readonly committed: ReadonlySet<Uint8Array> }> {
    const { startTs } = this.#plan;
    const { sender } = this.#rooms;
    let commitTs = await this.#nextCommitTs(backoffer);
    for (;;) {
      const { region, keys } = await this.#primaryBatch(backoffer);
      const request = { startVersion: startTs, keys, commitVersion: commitTs };
      const answer = await sender.send(COMMAND.commit, region, request, backoffer, { history });
      if (!answer) continue;
      if (!answer.error) return { commitTs, committed: new Set(keys) };
      const expired = answer.error.commitTsExpired;
      if (!expired) throw fromKeyError(answer.error);
      if (physicalMs(expired.minCommitTs) - physicalMs(commitTs) > MAX_PUSH_MS)
        throw new ServerError({ message: 'the commit timestamp was pushed too far', startTs });
      // A reader went ahead of us; the new timestamp must keep the window, and the secondaries must use it too.
      commitTs = await this.#nextCommitTs(backoffer);
    }
  }

  async #primaryBatch(backoffer: Backoffer): Promise<{ region: Region; keys: Uint8Array[] }> {
    const { primary } = this.#prewrite;
    const regions = await groupByRegion(this.#keys, (key) => key, this.#rooms.sender.cache, backoffer);
    const batches = splitBySize(regions, (key) => key.length, BATCH_BYTES);
    const batch = batches.find(({ items }) => items.some((key) => equalBytes(key, primary)));
    if (!batch) throw new ServerError({ message: 'the primary key is not among the keys to commit' });
    return { region: batch.region, keys: [...batch.items] };
  }

  /** The transaction is committed: nothing that fails from here on may reach the caller. */
  #finish(commitTs: bigint, keys: readonly Uint8Array[]): bigint {
    if (keys.length > 0) this.#rooms.inBackground(this.#commitKeys(keys, commitTs));
    return commitTs;
  }

  async #commitKeys(keys: readonly Uint8Array[], commitVersion: bigint): Promise<void> {
    const { context, sender, closed } = this.#rooms;
    const backoffer = createBackoffer(context, BUDGET.commitSecondaries, { signal: closed });
    await forEachRegion(this.#rooms, keys, backoffer, async ({ region, items }, fork) => {
      const request = { startVersion: this.#plan.startTs, commitVersion, keys: items };
      return (await sender.send(COMMAND.commit, region, request, fork)) !== null;
    });
  }

  /** Takes the locks away after a failure that is certain; whoever meets one before waits for its time to live. */
  #cleanUp(): void {
    const { context, sender, inBackground, closed } = this.#rooms;
    const backoffer = createBackoffer(context, BUDGET.cleanup, { signal: closed });
    const work = forEachRegion(this.#rooms, this.#keys, backoffer, async ({ region, items }, fork) => {
      const request = { startVersion: this.#plan.startTs, keys: items };
      return (await sender.send(COMMAND.batchRollback, region, request, fork)) !== null;
    });
    inBackground(work);
  }

  /**
   * The deciding answer was lost: asks the primary, which settles it for good.
   *
   * @throws CommitOutcomeUnknownError when that fails too
   */
  async #outcomeAfter(cause: unknown): Promise<bigint> {
    const { startTs } = this.#plan;
    const { context, locks } = this.#rooms;
    let commitTs: bigint;
    try {
      const backoffer = createBackoffer(context, BUDGET.transactionStatus, { timeoutMs: SETTLE_MS });
      ({ commitTs } = await locks.settle(this.#prewrite.primary, startTs, backoffer));
    } catch {
      throw new CommitOutcomeUnknownError(startTs, this.#prewrite.primary, cause);
    }
    if (commitTs !== 0n) return commitTs;
    this.#cleanUp();
    if (cause instanceof OperationAbortedError || cause instanceof DeadlineExceededError) throw cause;
    throw new TransactionAbortedError({ reason: 'the commit was not received' }, cause);
  }
}
