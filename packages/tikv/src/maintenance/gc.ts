/**
 * Garbage collection: moves the cluster's safe point forward, so that stores may drop versions that nobody can read any
 * more. A cluster that serves an SQL database has somebody who does it; others grow for ever without.
 *
 *     1  the safe point is to be `lifetimeMs` ago, before every transaction of this client that still runs and every
 *        snapshot that it has read in the last five minutes
 *     2  PD is told, and answers how far the services that hold it back allow it
 *     3  locks older than it are resolved in all regions: a lock of a committed transaction whose primary's record was
 *        dropped would be taken for one that was rolled back
 *     4  PD is told that stores may drop
 *
 * Runs of several clients at once do no harm, for each step only ever moves forward; one at a time is enough. A run that
 * failed half-way is continued by the next one of the same client, from the region where it stopped.
 */

import { InvalidArgumentError, addMilliseconds, keyAfter, physicalMs } from '@tito/protocol';
import { type ClientContext, createBackoffer } from '../context';
import { ServerError } from '../errors';
import type { CallOptions } from '../kv-reader';
import { checkCount } from '../limits';
import type { SafePoints } from '../pd/safe-points';
import type { TimestampOracle } from '../pd/timestamp-oracle';
import type { RegionRequestSender } from '../region/region-request-sender';
import { BACKOFF, BUDGET } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { COMMAND } from '../rpc/store-commands';
import type { LockResolver } from '../txn/lock-resolver';
import type { OpenSnapshots } from '../txn/open-snapshots';
import type { RunningTransactions } from '../txn/running-transactions';
import type { SafePointWatch } from '../txn/safe-point-watch';
import { fromKeyError } from '../txn/key-errors';
import { GcHold } from './gc-hold';

const DEFAULT_LIFETIME_MS = 10 * 60 * 1000;
const MIN_LIFETIME_MS = 60 * 1000;
const MAX_LIFETIME_MS = 365 * 24 * 60 * 60 * 1000;
const DEFAULT_BATCH = 1024;
const MAX_BATCH = 10_240;
/** The name under which every collector of a cluster speaks, so that whoever holds back too late is told. */
const SERVICE = 'gc_worker';
const FOR_EVER = (1n << 63n) - 1n;

export interface GcOptions extends CallOptions {
  /** How long versions can still be read after they were replaced: 1 minute to a year, 10 minutes by default. */
  readonly lifetimeMs?: number | undefined;
  /** Locks per request, 1 to 10240; 1024 by default. */
  readonly batchSize?: number | undefined;
}

/** What a run did. */
export interface GcReport {
  /** Below it versions may be gone. */
  readonly safePoint: bigint;
  /** Whether this run moved it. */
  readonly hasMoved: boolean;
  /** Locks of transactions from before the safe point that were found and resolved. */
  readonly resolvedLocks: number;
}

export interface GcRooms {
  readonly context: ClientContext;
  readonly sender: RegionRequestSender;
  readonly oracle: TimestampOracle;
  readonly locks: LockResolver;
  readonly running: RunningTransactions;
  readonly snapshots: OpenSnapshots;
  /** Hears of each new safe point. */
  readonly safePoint: SafePointWatch;
  readonly safePoints: SafePoints;
  readonly closing: AbortSignal;
}

/** How far a run got that did not come to its end. */
interface Interrupted {
  readonly target: bigint;
  /** Everything before it is done. */
  readonly start: Uint8Array;
  readonly resolvedLocks: number;
}

export class GarbageCollector {
  readonly #rooms: GcRooms;
  #interrupted: Interrupted | null = null;

  constructor(rooms: GcRooms) {
    this.#rooms = rooms;
  }

  /**
   * One run. Transactions and snapshots of other clients are safe for `lifetimeMs`; those that need longer take a
   * {@link GarbageCollector.hold}.
   *
   * @throws InvalidArgumentError, RegionUnavailableError, DeadlineExceededError, OperationAbortedError; the safe point has
   *   not moved then
   *
   * @example
   * ```ts
   * const { safePoint, hasMoved } = await client.gc.run({ lifetimeMs: 3_600_000 });
   * ```
   */
  async run(options: GcOptions = {}): Promise<GcReport> {
    const { lifetimeMs = DEFAULT_LIFETIME_MS, batchSize = DEFAULT_BATCH } = options;
    checkLifetime(lifetimeMs);
    checkCount('batchSize', batchSize, MAX_BATCH);
    const { safePoints } = this.#rooms;
    const backoffer = this.#backoffer(options);
    const current = await safePoints.get(backoffer);
    const wanted = await this.#wanted(lifetimeMs, backoffer);
    if (wanted <= current) return { safePoint: current, hasMoved: false, resolvedLocks: 0 };
    const allowed = await safePoints.hold(SERVICE, wanted, FOR_EVER, backoffer);
    const target = this.#resumed(current, allowed < wanted ? allowed : wanted);
    if (target <= current) return { safePoint: current, hasMoved: false, resolvedLocks: 0 };
    const resolvedLocks = await this.#resolveLocks(target, batchSize, options);
    // Reads that are under way are refused from here on: what they need may be dropped before they end.
    this.#rooms.safePoint.learn(target);
    const safePoint = await safePoints.advance(target, this.#backoffer(options));
    return { safePoint, hasMoved: safePoint > current, resolvedLocks };
  }

  /**
   * Keeps all that was there at `ts` readable until `release()`, whoever collects; for a client that is gone, five minutes
   * longer.
   *
   * @throws SnapshotTooOldError when the safe point has passed `ts`
   *
   * @example
   * ```ts
   * const ts = await client.timestamp();
   * await using hold = await client.gc.hold(ts);
   * for await (const pair of client.snapshot(ts).scan(everything)) await copy(pair); // for hours
   * ```
   */
  hold(ts: bigint, options: CallOptions = {}): Promise<GcHold> {
    return GcHold.take(this.#rooms, ts, options);
  }

  /** A run that stopped half-way is ended before the next one begins. */
  #resumed(current: bigint, target: bigint): bigint {
    const interrupted = this.#interrupted?.target ?? 0n;
    return interrupted > current && interrupted < target ? interrupted : target;
  }

  async #wanted(lifetimeMs: number, backoffer: Backoffer): Promise<bigint> {
    const { context, oracle, running, snapshots } = this.#rooms;
    const now = await oracle.get(backoffer);
    let wanted = physicalMs(now) > lifetimeMs ? addMilliseconds(now, -lifetimeMs) : 0n;
    const nowMs = context.clock.now();
    for (const oldest of [running.oldest(nowMs), snapshots.oldest(nowMs)])
      if (oldest !== null && oldest <= wanted) wanted = oldest - 1n;
    return wanted;
  }

  /**
   * Region by region, page by page; each page has a patience of its own, for there may be many. Where an earlier run had to
   * stop this one goes on, if it goes as far: what lies before has no older lock, for none can begin in the past.
   */
  async #resolveLocks(maxVersion: bigint, limit: number, options: GcOptions): Promise<number> {
    const { sender, locks } = this.#rooms;
    const before = this.#interrupted?.target === maxVersion ? this.#interrupted : null;
    let start: Uint8Array = before?.start ?? new Uint8Array(0);
    let resolvedLocks = before?.resolvedLocks ?? 0;
    for (;;) {
      this.#interrupted = { target: maxVersion, start, resolvedLocks };
      const backoffer = this.#backoffer(options);
      const region = await sender.cache.locate(start, backoffer);
      const request = { maxVersion, startKey: start, endKey: region.end, limit };
      const answer = await sender.send(COMMAND.scanLock, region, request, backoffer);
      if (!answer) continue;
      if (answer.error) {
        if (!answer.error.locked) throw fromKeyError(answer.error);
        // A lock on its way to disk: it is there, or gone, in a moment.
        await backoffer.backOff(BACKOFF.txnLockFast, new ServerError({ message: 'a lock is being written' }));
        continue;
      }
      await locks.end(answer.locks, backoffer);
      resolvedLocks += answer.locks.length;
      const last = answer.locks.at(-1);
      if (last && answer.locks.length >= limit) start = keyAfter(last.key);
      else if (region.end.length === 0) break;
      else start = region.end;
    }
    this.#interrupted = null;
    return resolvedLocks;
  }

  #backoffer(options: CallOptions): Backoffer {
    return createBackoffer(this.#rooms.context, BUDGET.resolveLocks, options);
  }
}

function checkLifetime(value: unknown): void {
  const isRight = typeof value === 'number' && value >= MIN_LIFETIME_MS && value <= MAX_LIFETIME_MS;
  if (!isRight) {
    const rule = `it must be a number of milliseconds from ${MIN_LIFETIME_MS} to ${MAX_LIFETIME_MS}`;
    throw new InvalidArgumentError('lifetimeMs', rule, { value });
  }
}
