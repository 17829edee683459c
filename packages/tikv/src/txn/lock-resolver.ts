/**
 * What to do about the locks of others that a request met: find out what became of their transactions, finish those that
 * have ended at the locked keys, and say how long the others live.
 *
 * Needs the sender and the outcomes, never a transaction.
 */

import { kvrpcpb, MAX_TIMESTAMP, toLatin1 } from '@tito/protocol';
import { type ClientContext, createBackoffer } from '../context';
import { ServerError } from '../errors';
import type { TimestampOracle } from '../pd/timestamp-oracle';
import type { RegionRequestSender } from '../region/region-request-sender';
import { BUDGET } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { COMMAND } from '../rpc/store-commands';
import { forEachRegion } from './for-each-region';
import { fromKeyError } from './key-errors';
import { LowResolutionOracle } from './low-resolution-oracle';
import { NO_PUSH, type TransactionOutcome, TransactionOutcomes } from './transaction-outcomes';

/** What a reader does about the locks it met. */
export interface ReadResolution {
  /** Start timestamps whose locks may be passed by. */
  readonly resolved: readonly bigint[];
  /** Start timestamps whose locks may be read through. */
  readonly committed: readonly bigint[];
  /** How long the longest-lived of the others lives, in milliseconds; 0 when there are none. */
  readonly waitMs: number;
}

/** From so many keys in a region on, all locks of a transaction there are finished at once. */
const BIG_TRANSACTION_KEYS = 512n;
/** Finishing beyond this is left to whoever meets the locks again. */
const MAX_BACKGROUND = 64;

interface Finish {
  readonly startTs: bigint;
  readonly outcome: TransactionOutcome;
  readonly keys: Map<string, Uint8Array>;
  /** Finish everything of the transaction in the regions of the keys, not the keys alone. */
  isRegionWide: boolean;
}

export class LockResolver {
  /** Shared with whoever else must know what became of a transaction. */
  readonly outcomes: TransactionOutcomes;
  readonly #context: ClientContext;
  readonly #sender: RegionRequestSender;
  /** Ends what runs in the background. */
  readonly #closed: AbortSignal;
  readonly #background = new Set<Promise<unknown>>();
  readonly #regionWide = new Map<string, Promise<void>>();

  constructor(
    context: ClientContext,
    sender: RegionRequestSender,
    oracle: TimestampOracle,
    closed: AbortSignal,
  ) {
    this.#context = context;
    this.#sender = sender;
    this.#closed = closed;
    this.outcomes = new TransactionOutcomes(sender, new LowResolutionOracle(context, oracle));
  }

  /** For a read at `readTs`, which need not wait for whoever has ended, nor for whoever can be pushed beyond it. */
  async resolveForRead(
    locks: readonly kvrpcpb.LockInfo[],
    readTs: bigint,
    backoffer: Backoffer,
  ): Promise<ReadResolution> {
    const resolved: bigint[] = [];
    const committed: bigint[] = [];
    const work = new FinishList();
    let waitMs = 0;
    for (const group of byTransaction(locks)) {
      const [first] = group;
      const status = await this.outcomes.statusOf(first, readTs, backoffer);
      if (status.kind === 'ended') {
        const { commitTs } = status.outcome;
        (commitTs > 0n && commitTs <= readTs ? committed : resolved).push(first.lockVersion);
        work.add(group, status.outcome, status.keys);
      } else if (status.kind === 'unlocked') {
        resolved.push(first.lockVersion);
        work.unlock(group);
      } else if (status.isPushed) resolved.push(first.lockVersion);
      else waitMs = Math.max(waitMs, status.aliveMs);
    }
    if (this.#background.size < MAX_BACKGROUND) {
      const patience = createBackoffer(this.#context, BUDGET.resolveLocks, { signal: this.#closed });
      this.#inBackground(this.#finish(work, patience));
    }
    return { resolved, committed, waitMs };
  }

  /** For a write: finishes what has ended and tells how long the others live at most, in milliseconds. */
  async resolveForWrite(locks: readonly kvrpcpb.LockInfo[], backoffer: Backoffer): Promise<number> {
    const work = new FinishList();
    let waitMs = 0;
    for (const group of byTransaction(locks)) {
      const status = await this.outcomes.statusOf(group[0], NO_PUSH, backoffer);
      if (status.kind === 'ended') work.add(group, status.outcome, status.keys);
      else if (status.kind === 'unlocked') work.unlock(group);
      else waitMs = Math.max(waitMs, status.aliveMs);
    }
    await this.#finish(work, backoffer);
    return waitMs;
  }

  /** Ends whatever the locks belong to, alive or not; for what no one may hold on to any more. */
  async end(locks: readonly kvrpcpb.LockInfo[], backoffer: Backoffer): Promise<void> {
    const work = new FinishList();
    for (const group of byTransaction(locks)) {
      const status = await this.outcomes.statusOf(group[0], NO_PUSH, backoffer, true);
      if (status.kind === 'ended') work.add(group, status.outcome, status.keys);
      else if (status.kind === 'unlocked') work.unlock(group);
    }
    await this.#finish(work, backoffer);
  }

  /** Settles a transaction for good: committed, or rolled back now so that late requests of it are refused. */
  async settle(primaryKey: Uint8Array, startTs: bigint, backoffer: Backoffer): Promise<TransactionOutcome> {
    const { outcome, keys } = await this.outcomes.settle(primaryKey, startTs, backoffer);
    if (keys) {
      const patience = createBackoffer(this.#context, BUDGET.resolveLocks, { signal: this.#closed });
      this.#inBackground(this.#resolveKeys(keys, startTs, outcome, patience));
    }
    return outcome;
  }

  /** Waits for what runs in the background. */
  async drain(): Promise<void> {
    while (this.#background.size > 0) await Promise.allSettled(this.#background);
  }

  async #finish({ finishes, unlocks }: FinishList, backoffer: Backoffer): Promise<void> {
    const works = [...finishes.values()].map(async ({ startTs, outcome, keys, isRegionWide }) => {
      const fork = backoffer.fork();
      const list = [...keys.values()];
      if (isRegionWide) await this.#resolveRegions(list, startTs, outcome, fork);
      else await this.#resolveKeys(list, startTs, outcome, fork);
      backoffer.join(fork);
    });
    await Promise.all([...works, ...unlocks.map((lock) => this.#unlock(lock, backoffer.fork()))]);
  }

  async #resolveKeys(
    keys: readonly Uint8Array[],
    startVersion: bigint,
    { commitTs }: TransactionOutcome,
    backoffer: Backoffer,
  ): Promise<void> {
    checkOrder(startVersion, commitTs);
    await forEachRegion({ sender: this.#sender }, keys, backoffer, async ({ region, items }, fork) => {
      const request = { startVersion, commitVersion: commitTs, keys: items };
      const answer = await this.#sender.send(COMMAND.resolveLock, region, request, fork);
      if (answer?.error) throw fromKeyError(answer.error);
      return answer !== null;
    });
  }

  /** Many callers that meet one big transaction in one region finish it there once. */
  async #resolveRegions(
    keys: readonly Uint8Array[],
    startVersion: bigint,
    { commitTs }: TransactionOutcome,
    backoffer: Backoffer,
  ): Promise<void> {
    checkOrder(startVersion, commitTs);
    await forEachRegion({ sender: this.#sender }, keys, backoffer, async ({ region }, fork) => {
      const id = `${startVersion}/${region.id}/${region.epoch.version}`;
      const running = this.#regionWide.get(id);
      if (running) return running.then(() => true);
      const send = this.#sender.send(
        COMMAND.resolveLock,
        region,
        { startVersion, commitVersion: commitTs },
        fork,
      );
      const done = send.then((answer) => {
        if (answer?.error) throw fromKeyError(answer.error);
        if (answer === null) throw new RegionMoved();
      });
      this.#regionWide.set(id, done);
      try {
        await done;
        return true;
      } catch (error) {
        if (error instanceof RegionMoved) return false;
        throw error;
      } finally {
        this.#regionWide.delete(id);
      }
    });
  }

  async #unlock(lock: kvrpcpb.LockInfo, backoffer: Backoffer): Promise<void> {
    const forUpdateTs = lock.lockForUpdateTs === 0n ? MAX_TIMESTAMP : lock.lockForUpdateTs;
    await forEachRegion({ sender: this.#sender }, [lock.key], backoffer, async ({ region, items }, fork) => {
      const request = { startVersion: lock.lockVersion, forUpdateTs, keys: items };
      const answer = await this.#sender.send(COMMAND.pessimisticRollback, region, request, fork);
      const [error] = answer?.errors ?? [];
      if (error) throw fromKeyError(error);
      return answer !== null;
    });
  }

  /** Whoever meets the lock again would do the same work, so that a failure here loses nothing. */
  #inBackground(work: Promise<unknown>): void {
    const watched = work.catch(() => undefined).finally(() => this.#background.delete(watched));
    this.#background.add(watched);
  }
}

/** What is to be done at the keys of transactions that have ended, one piece of work for each. */
class FinishList {
  readonly finishes = new Map<bigint, Finish>();
  readonly unlocks: kvrpcpb.LockInfo[] = [];

  add(
    locks: readonly kvrpcpb.LockInfo[],
    outcome: TransactionOutcome,
    allKeys: readonly Uint8Array[] = [],
  ): void {
    for (const lock of locks) {
      if (lock.lockType === kvrpcpb.Op.PessimisticLock) {
        this.unlocks.push(lock);
        continue;
      }
      const startTs = lock.lockVersion;
      let finish = this.finishes.get(startTs);
      if (!finish) this.finishes.set(startTs, (finish = newFinish(startTs, outcome, allKeys)));
      finish.keys.set(toLatin1(lock.key), lock.key);
      finish.isRegionWide ||= lock.txnSize >= BIG_TRANSACTION_KEYS;
    }
  }

  unlock(locks: readonly kvrpcpb.LockInfo[]): void {
    this.unlocks.push(...locks);
  }
}

function newFinish(startTs: bigint, outcome: TransactionOutcome, keys: readonly Uint8Array[]): Finish {
  const byText = new Map(keys.map((key) => [toLatin1(key), key]));
  return { startTs, outcome, keys: byText, isRegionWide: false };
}

/** Locks with one question to ask: of one transaction, at one primary, of one kind. */
function byTransaction(locks: readonly kvrpcpb.LockInfo[]): [kvrpcpb.LockInfo, ...kvrpcpb.LockInfo[]][] {
  const groups = new Map<string, [kvrpcpb.LockInfo, ...kvrpcpb.LockInfo[]]>();
  for (const lock of locks) {
    const isPessimistic = lock.lockType === kvrpcpb.Op.PessimisticLock;
    const id = `${lock.lockVersion}/${isPessimistic}/${lock.lockTtl === 0n}/${toLatin1(lock.primaryLock)}`;
    const group = groups.get(id);
    if (group) group.push(lock);
    else groups.set(id, [lock]);
  }
  return [...groups.values()];
}

/** A store would take an impossible commit timestamp for these requests. */
function checkOrder(startTs: bigint, commitTs: bigint): void {
  if (commitTs !== 0n && commitTs <= startTs)
    throw new ServerError({ message: 'a commit before its start', startTs, commitTs });
}

/** The keys must be grouped again. */
class RegionMoved extends ServerError {
  constructor() {
    super({ message: 'the region moved' });
  }
}
