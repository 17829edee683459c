/**
 * The first phase of a commit: locks all keys, in parallel by region. In its shorter forms it is the whole commit:
 *
 *     one phase     everything in one request: the store commits at once, at a timestamp that it chooses
 *     async commit  each lock carries a lower bound of the commit timestamp, the primary names all others: once all are
 *                   there the transaction is committed at the largest bound
 *     two-phase     the locks alone decide nothing; a commit of the primary follows
 *
 * A store may fall back to the next form by itself; its answer says so.
 */

import { setMaxListeners } from 'node:events';
import { type Init, equalBytes, kvrpcpb } from '@tito/protocol';
import { ServerError, WriteConflictError } from '../errors';
import { type RegionBatch, groupByRegion, splitBySize } from '../region/group-by-region';
import { SendHistory } from '../region/send-history';
import { BACKOFF } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { COMMAND } from '../rpc/store-commands';
import {
  type CommitPlan,
  type CommitRooms,
  type HeldLocks,
  OPS,
  isSmallEnoughForAsync,
  latestChosenTs,
  lockTtlMs,
  lockedKeys,
  primaryOf,
} from './commit-plan';
import { BATCH_BYTES, inParallel } from './for-each-region';
import { fromKeyError, fromPessimisticKeyError } from './key-errors';
import { type Mutation, sizeOf } from './mutation-buffer';

/** Larger than `BATCH_BYTES`, for one request saves the second phase. */
const ONE_PHASE_BYTES = 256 * 1024;
/** "Do not rely on a count": makes whoever resolves the locks look at the whole region. */
const UNKNOWN_SIZE = (1n << 64n) - 1n;

interface Failure {
  readonly error: unknown;
  readonly history: SendHistory;
}

export class Prewrite {
  readonly primary: Uint8Array;
  readonly #rooms: CommitRooms;
  readonly #plan: CommitPlan;
  readonly #maxCommitTs: bigint;
  readonly #secondaries: readonly Uint8Array[];
  readonly #failures: Failure[] = [];
  readonly #cancel = new AbortController();
  readonly #onPrimaryLocked: () => void;
  #isOnePhase: boolean;
  #isAsync: boolean;
  #sentRequests = 0;
  #wereLocksLeft = false;
  #commitTs = 0n;

  /** `onPrimaryLocked` is called when the transaction has a lock to keep alive. */
  constructor(rooms: CommitRooms, plan: CommitPlan, onPrimaryLocked: () => void) {
    this.#rooms = rooms;
    this.#plan = plan;
    this.#onPrimaryLocked = onPrimaryLocked;
    this.primary = primaryOf(plan);
    this.#maxCommitTs = latestChosenTs(plan, rooms.context.clock.now());
    const keys = lockedKeys(plan.mutations);
    this.#isOnePhase = plan.mayUseOnePhase;
    this.#isAsync = plan.mayUseAsyncCommit && keys.length > 0 && isSmallEnoughForAsync(plan.mutations);
    this.#secondaries = this.#isAsync ? keys.filter((key) => !equalBytes(key, this.primary)) : [];
  }

  /** The commit timestamp when this phase was the whole commit; 0 when a second one is needed. */
  get commitTs(): bigint {
    return this.#isOnePhase || this.#isAsync ? this.#commitTs : 0n;
  }

  /** The transaction was committed by one phase: nothing is left to do. */
  get isComplete(): boolean {
    return this.#isOnePhase && this.#commitTs > 0n;
  }

  /** After a failure: the transaction may be committed nevertheless. */
  get isUndetermined(): boolean {
    return (
      (this.#isOnePhase || this.#isAsync) &&
      this.#failures.length > 0 &&
      this.#failures.every(({ history }) => history.lost !== null)
    );
  }

  /** After a failure: locks may be left behind. */
  get mayHaveLocks(): boolean {
    return this.#sentRequests > 0 && (!this.#isOnePhase || this.#wereLocksLeft);
  }

  async run(backoffer: Backoffer): Promise<void> {
    await this.#prewrite(this.#plan.mutations, backoffer, new SendHistory());
    const [first] = this.#failures;
    if (!first) return;
    throw (this.#failures.find(({ history }) => history.lost === null) ?? first).error;
  }

  async #prewrite(mutations: readonly Mutation[], backoffer: Backoffer, before: SendHistory): Promise<void> {
    let batches: RegionBatch<Mutation>[];
    try {
      batches = await this.#group(mutations, backoffer);
    } catch (error) {
      return this.#fail(error, before);
    }
    if (batches.length === 1)
      return this.#prewriteBatch(batches[0] as RegionBatch<Mutation>, backoffer, before);
    this.#isOnePhase = false;
    const signal = anyOf(backoffer.signal, this.#cancel.signal);
    await inParallel(batches, async (batch) => {
      const fork = backoffer.fork(signal);
      await this.#prewriteBatch(batch, fork, Object.assign(new SendHistory(), before));
      backoffer.join(fork);
    });
  }

  async #group(mutations: readonly Mutation[], backoffer: Backoffer): Promise<RegionBatch<Mutation>[]> {
    const keyOf = (mutation: Mutation): Uint8Array => mutation.key;
    const regions = await groupByRegion(mutations, keyOf, this.#rooms.sender.cache, backoffer);
    const bytes = mutations.reduce((sum, mutation) => sum + sizeOf(mutation), 0);
    const isOneRequest = this.#isOnePhase && regions.length === 1 && bytes <= ONE_PHASE_BYTES;
    return isOneRequest ? regions : splitBySize(regions, sizeOf, BATCH_BYTES);
  }

  /** Records its failure instead of throwing it, for only all failures together tell what became of the transaction. */
  async #prewriteBatch(
    batch: RegionBatch<Mutation>,
    backoffer: Backoffer,
    history: SendHistory,
  ): Promise<void> {
    try {
      for (;;) {
        const request = this.#request(batch, history.isRepeat);
        history.isDeciding = this.#isOnePhase || this.#isAsync;
        this.#sentRequests++;
        const { sender } = this.#rooms;
        const answer = await sender.send(COMMAND.prewrite, batch.region, request, backoffer, { history });
        if (!answer) return await this.#prewrite(batch.items, backoffer, history);
        if (answer.errors.length === 0) return this.#succeed(batch, answer);
        await this.#meetLocks(answer.errors, backoffer);
      }
    } catch (error) {
      this.#fail(error, history);
    }
  }

  #request({ items, regionItems }: RegionBatch<Mutation>, isRepeat: boolean): Init<kvrpcpb.PrewriteRequest> {
    const { startTs, floorTs, held, wasRead } = this.#plan;
    const isAsync = this.#isAsync;
    const choosesTs = this.#isOnePhase || isAsync;
    const forUpdateTs = held?.forUpdateTs ?? 0n;
    const ttlMs = lockTtlMs(this.#plan, this.#rooms.context.clock.now());
    return {
      mutations: items.map(({ kind, key, value }) => ({ op: OPS[kind], key, value: value ?? undefined })),
      primaryLock: this.primary,
      startVersion: startTs,
      lockTtl: BigInt(ttlMs),
      txnSize: isRepeat ? UNKNOWN_SIZE : BigInt(regionItems),
      minCommitTs: largest(startTs, floorTs, forUpdateTs) + 1n,
      useAsyncCommit: isAsync,
      secondaries: isAsync && items.some(({ key }) => equalBytes(key, this.primary)) ? this.#secondaries : [],
      tryOnePc: this.#isOnePhase,
      maxCommitTs: choosesTs ? this.#maxCommitTs : 0n,
      forUpdateTs,
      forUpdateTsConstraints: held ? constraintsOf(items, held) : [],
      pessimisticActions: held ? items.map((mutation) => actionOf(mutation, held, wasRead)) : [],
    };
  }

  #succeed({ items }: RegionBatch<Mutation>, { onePcCommitTs, minCommitTs }: kvrpcpb.PrewriteResponse): void {
    if (onePcCommitTs === 0n && items.some(({ key }) => equalBytes(key, this.primary)))
      this.#onPrimaryLocked();
    if (this.#isOnePhase) {
      this.#isOnePhase = onePcCommitTs > 0n;
      this.#isAsync &&= this.#isOnePhase;
      this.#wereLocksLeft = !this.#isOnePhase;
      this.#commitTs = onePcCommitTs;
      return;
    }
    if (minCommitTs === 0n) this.#isAsync = false;
    this.#commitTs = largest(this.#commitTs, minCommitTs);
  }

  #fail(error: unknown, history: SendHistory): void {
    this.#failures.push({ error, history });
    // With one part failed for certain the others need not go on.
    if (history.lost === null) this.#cancel.abort();
  }

  async #meetLocks(errors: readonly kvrpcpb.KeyError[], backoffer: Backoffer): Promise<void> {
    const { startTs, held } = this.#plan;
    const other = errors.find((error) => !error.locked);
    if (other) throw held ? fromPessimisticKeyError(other) : fromKeyError(other);
    const locks = errors.flatMap((error) => (error.locked ? [error.locked] : []));
    const newer = held ? undefined : locks.find((lock) => lock.lockVersion > startTs);
    if (newer) throw new WriteConflictError({ startTs, conflictTs: newer.lockVersion });
    const waitMs = await this.#rooms.locks.resolveForWrite(locks, backoffer);
    if (waitMs > 0)
      await backoffer.backOff(BACKOFF.txnLock, new ServerError({ message: 'a key is locked' }), waitMs);
  }
}

/**
 * An unlocked key that must be absent, or that was read, gets the check of an optimistic transaction: no change since the
 * start. Other unlocked keys get none: what is written there follows from nothing that was there.
 */
function actionOf(
  { kind, key }: Mutation,
  held: HeldLocks,
  wasRead: (key: Uint8Array) => boolean,
): kvrpcpb.PrewriteRequest_PessimisticAction {
  const { DO_PESSIMISTIC_CHECK, DO_CONSTRAINT_CHECK, SKIP_PESSIMISTIC_CHECK } =
    kvrpcpb.PrewriteRequest_PessimisticAction;
  if (held.isLocked(key)) return DO_PESSIMISTIC_CHECK;
  const mustBeAbsent = kind === 'insert' || kind === 'checkAbsent';
  return mustBeAbsent || wasRead(key) ? DO_CONSTRAINT_CHECK : SKIP_PESSIMISTIC_CHECK;
}

/**
 * A lock that was taken anew by a late copy of its request has another timestamp: it may have missed a change. Older stores
 * know no such constraint.
 */
function constraintsOf(
  items: readonly Mutation[],
  held: HeldLocks,
): Init<kvrpcpb.PrewriteRequest_ForUpdateTSConstraint>[] {
  return items.flatMap(({ key }, index) => {
    const expectedForUpdateTs = held.forUpdateTsOf(key);
    return expectedForUpdateTs === null ? [] : [{ index, expectedForUpdateTs }];
  });
}

function largest(...timestamps: readonly bigint[]): bigint {
  return timestamps.reduce((max, ts) => (ts > max ? ts : max));
}

/** For many requests at once, so that many listeners are no leak. */
function anyOf(a: AbortSignal | undefined, b: AbortSignal): AbortSignal {
  const either = a ? AbortSignal.any([a, b]) : b;
  setMaxListeners(0, either);
  return either;
}
