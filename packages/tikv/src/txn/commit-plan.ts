/** What a commit is about, decided before its first request, and what its steps share. */

import { type KeyspaceCodec, addMilliseconds, kvrpcpb } from '@tito/protocol';
import type { ClientContext } from '../context';
import { KeyExistsError } from '../errors';
import type { TimestampOracle } from '../pd/timestamp-oracle';
import type { RegionRequestSender } from '../region/region-request-sender';
import { BATCH_BYTES } from './for-each-region';
import type { LockResolver } from './lock-resolver';
import { type Mutation, sizeOf } from './mutation-buffer';
import type { OpenSnapshots } from './open-snapshots';
import type { RunningTransactions } from './running-transactions';
import type { SafePointWatch } from './safe-point-watch';

const MIN_LOCK_TTL_MS = 3_000;
const MAX_LOCK_TTL_MS = 20_000;
/** How long a lock of a pessimistic transaction lives beyond its last heartbeat. */
export const PESSIMISTIC_LOCK_TTL_MS = MAX_LOCK_TTL_MS;
const TTL_MS_PER_ROOT_MEBIBYTE = 6_000;
/** How far beyond the clock a store may choose a commit timestamp by itself. */
const SAFE_WINDOW_MS = 2_000;

const ASYNC_MAX_KEYS = 256;
const ASYNC_MAX_KEY_BYTES = 4_096;

export interface CommitRooms {
  readonly context: ClientContext;
  readonly sender: RegionRequestSender;
  /** Between keys as their owner knows them and as requests carry them. */
  readonly codec: KeyspaceCodec;
  readonly oracle: TimestampOracle;
  readonly locks: LockResolver;
  /** Takes work that the caller need not wait for. */
  readonly inBackground: (work: Promise<unknown>) => void;
  readonly running: RunningTransactions;
  readonly snapshots: OpenSnapshots;
  readonly safePoint: SafePointWatch;
  /** Fires when the client is closed: what only waits ends then. */
  readonly closing: AbortSignal;
  /** Fires when the client has waited long enough for what runs in the background: it ends. */
  readonly closed: AbortSignal;
}

/** The locks that a pessimistic transaction holds. */
export interface HeldLocks {
  readonly primary: Uint8Array;
  /** The newest timestamp at which a lock was taken. */
  readonly forUpdateTs: bigint;
  isLocked(key: Uint8Array): boolean;
  /** The timestamp that the lock of a key must have; null for a key that is not held. */
  forUpdateTsOf(key: Uint8Array): bigint | null;
  /** Whether a key that is held existed when it was locked. */
  existed(key: Uint8Array): boolean;
}

export interface CommitPlan {
  readonly startTs: bigint;
  /** The client's clock when `startTs` was asked for. */
  readonly startedAtMs: number;
  /** In the order of their keys; not empty. */
  readonly mutations: readonly Mutation[];
  /** No commit timestamp may be at or below this one. */
  readonly floorTs: bigint;
  /** No commit timestamp may be above this one; null without a window. */
  readonly maxCommitTs: bigint | null;
  /** Null for an optimistic transaction. */
  readonly held: HeldLocks | null;
  /** Beside held locks: whether a key was read without one. */
  readonly wasRead: (key: Uint8Array) => boolean;
  readonly mayUseOnePhase: boolean;
  readonly mayUseAsyncCommit: boolean;
}

/**
 * What is sent of a transaction. Where a lock is held, the store has told then whether the key exists, and does not check
 * it again.
 *
 * @throws KeyExistsError for an insert of a key that existed when it was locked
 */
export function mutationsToCommit(written: readonly Mutation[], held: HeldLocks | null): readonly Mutation[] {
  if (!held) return written;
  return written.map((mutation) => {
    const { kind, key } = mutation;
    if ((kind !== 'insert' && kind !== 'checkAbsent') || !held.isLocked(key)) return mutation;
    if (held.existed(key)) throw new KeyExistsError(key);
    return { ...mutation, kind: kind === 'insert' ? 'put' : 'lock' };
  });
}

/** The key whose record decides: any but one that is only checked, and always the same. */
export function primaryOf({ held, mutations }: CommitPlan): Uint8Array {
  if (held) return held.primary;
  const first = mutations.find((mutation) => mutation.kind !== 'checkAbsent') ?? mutations[0];
  return (first as Mutation).key;
}

/** Keys that are locked and committed; checks leave nothing. */
export function lockedKeys(mutations: readonly Mutation[]): Uint8Array[] {
  return mutations.filter(({ kind }) => kind !== 'checkAbsent').map(({ key }) => key);
}

/** Few and short keys, for the primary's lock must name all others. */
export function isSmallEnoughForAsync(mutations: readonly Mutation[]): boolean {
  if (mutations.length > ASYNC_MAX_KEYS || mutations.some(({ kind }) => kind === 'checkAbsent')) return false;
  return mutations.reduce((sum, { key }) => sum + key.length, 0) <= ASYNC_MAX_KEY_BYTES;
}

/** The bound for timestamps that a store chooses. */
export function latestChosenTs(plan: CommitPlan, nowMs: number): bigint {
  const safe = addMilliseconds(plan.startTs, nowMs - plan.startedAtMs + SAFE_WINDOW_MS);
  return plan.maxCommitTs !== null && plan.maxCommitTs < safe ? plan.maxCommitTs : safe;
}

/**
 * How long the locks live from the start timestamp on. Larger transactions take longer; a lock must also outlive every
 * timestamp that a store may choose.
 */
export function lockTtlMs(plan: CommitPlan, nowMs: number): number {
  const elapsedMs = Math.max(0, nowMs - plan.startedAtMs);
  if (plan.held) return Math.ceil(elapsedMs + MAX_LOCK_TTL_MS);
  const bytes = plan.mutations.reduce((sum, mutation) => sum + sizeOf(mutation), 0);
  const bySize =
    bytes < BATCH_BYTES ? 0 : Math.round(TTL_MS_PER_ROOT_MEBIBYTE * Math.sqrt(bytes / (1024 * 1024)));
  return Math.ceil(elapsedMs + Math.min(MAX_LOCK_TTL_MS, Math.max(MIN_LOCK_TTL_MS, bySize)));
}

/** A lock request's or prewrite's op by what the transaction does to the key. */
export const OPS: Readonly<Record<Mutation['kind'], kvrpcpb.Op>> = {
  put: kvrpcpb.Op.Put,
  insert: kvrpcpb.Op.Insert,
  delete: kvrpcpb.Op.Del,
  checkAbsent: kvrpcpb.Op.CheckNotExists,
  lock: kvrpcpb.Op.Lock,
};
