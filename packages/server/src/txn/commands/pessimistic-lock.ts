/**
 * KvPessimisticLock: locks keys, or waits for the first that is locked.
 *
 * A wait ends with the lock's release, which is answered as a conflict, so that the client takes a newer timestamp and
 * asks again; a request that forces locks goes on by itself. All keys are locked, or none.
 */

import { type Init, kvrpcpb } from '@tito/protocol';
import {
  type KeyError,
  KeyRefusal,
  aborted,
  deadlock,
  keyIsLocked,
  writeConflict,
} from '../../mvcc/key-errors';
import { type EncodedKey, decodeKey, encodeKey } from '../../mvcc/key-encoding';
import type { Region } from '../../topology/region';
import { requireKeyInRegion } from '../../topology/region-check';
import { staleCommand } from '../../topology/region-errors';
import { type LockGain, type LockWish, acquirePessimisticLock } from '../actions/acquire-pessimistic-lock';
import { execute } from '../execute';
import { requireKeySize } from '../key-limits';
import type { WakeUp } from '../lock-waits';
import { raiseMaxTs } from '../max-ts';
import type { Storage } from '../storage';

const { Assertion, Op, PessimisticLockKeyResultType, PessimisticLockWakeUpMode, WriteConflict_Reason } =
  kvrpcpb;

/** As in `pessimistic-txn.wait-for-lock-timeout`: nobody waits longer at once. */
const MAX_WAIT_MS = 1000;

type Request = kvrpcpb.PessimisticLockRequest;
type Response = Init<kvrpcpb.PessimisticLockResponse>;

interface Wanted {
  readonly key: EncodedKey;
  readonly wish: LockWish;
}

export function pessimisticLock(
  storage: Storage,
  region: Region,
  request: Request,
): Response | Promise<Response> {
  const wanted = wantedOf(storage, request, region);
  if (wanted.some(({ wish }) => wish.needValue || wish.needExistence || wish.mustNotExist))
    raiseMaxTs(storage, request.forUpdateTs);
  const deadlineMs = performance.now() + waitMs(request);
  return lockAll(storage, region, request, wanted, deadlineMs);
}

const FAILED = [{ type: PessimisticLockKeyResultType.LockResultFailed }];

/** Answers of a request that forces locks say also that it waited, or would have, in vain. */
export function refusePessimisticLock(error: KeyError, request: Request): Response {
  if (!isForced(request) || (!error.locked && !error.deadlock)) return { errors: [error] };
  return { errors: [error], results: FAILED };
}

function isForced({ wakeUpMode }: Request): boolean {
  return wakeUpMode === PessimisticLockWakeUpMode.WakeUpModeForceLock;
}

function lockAll(
  storage: Storage,
  region: Region,
  request: Request,
  wanted: readonly Wanted[],
  deadlineMs: number,
): Response | Promise<Response> {
  const keys = wanted.map(({ key }) => key);
  const attempt = (): Response | Promise<Response> =>
    execute(storage, region, keys, (txn) =>
      answer(
        request,
        wanted.map(({ key, wish }) => acquirePessimisticLock(txn, storage.reader, key, wish)),
      ),
    );
  const failed = (error: unknown): Response | Promise<Response> => {
    if (!(error instanceof KeyRefusal) || error.kind !== 'locked') throw error;
    return waitFor(storage, region, request, wanted, error, deadlineMs);
  };
  try {
    const done = attempt();
    return done instanceof Promise ? done.catch(failed) : done;
  } catch (error) {
    return failed(error);
  }
}

function waitFor(
  storage: Storage,
  region: Region,
  request: Request,
  wanted: readonly Wanted[],
  refusal: KeyRefusal,
  deadlineMs: number,
): Promise<Response> {
  const leftMs = deadlineMs - performance.now();
  const { lockVersion: holder, key: userKey } = refusal.keyError.locked!;
  if (request.waitTimeout < 0n || leftMs <= 0) throw refusal;
  const key = encodeKey(userKey!);
  const cycle = request.isFirstLock ? null : storage.lockWaits.findCycle(request.startVersion, holder!, key);
  if (cycle) throw deadlock(cycle);
  const waited = storage.lockWaits.wait(key, request.startVersion, leftMs);
  const done = waited.then((how) => wokenUp(storage, region, request, wanted, refusal, how, deadlineMs));
  return isForced(request) ? done.catch(failedAfterWait) : done;
}

function failedAfterWait(error: unknown): Response {
  if (error instanceof KeyRefusal) return { errors: [error.keyError], results: FAILED };
  throw error;
}

function wokenUp(
  storage: Storage,
  region: Region,
  request: Request,
  wanted: readonly Wanted[],
  refusal: KeyRefusal,
  how: WakeUp,
  deadlineMs: number,
): Response | Promise<Response> {
  if (how.kind === 'stopped') throw staleCommand();
  storage.requireCurrent(region);
  const key = encodeKey(refusal.keyError.locked!.key!);
  if (how.kind === 'timeout') throw stillLocked(storage, key, refusal);
  if (isForced(request)) return lockAll(storage, region, request, wanted, deadlineMs);
  throw writeConflict({
    startTs: request.startVersion,
    conflictStartTs: how.startTs,
    conflictCommitTs: how.commitTs,
    key: decodeKey(key),
    primary: Buffer.from(request.primaryLock),
    reason: WriteConflict_Reason.PessimisticRetry,
  });
}

/** The lock as it is now: it may be another's than the one that the wait began for. */
function stillLocked(storage: Storage, key: EncodedKey, refusal: KeyRefusal): KeyRefusal {
  const lock = storage.reader.loadLock(key);
  if (!lock) return refusal;
  return keyIsLocked(key, lock);
}

function waitMs({ waitTimeout }: Request): number {
  return waitTimeout <= 0n ? MAX_WAIT_MS : Math.min(Number(waitTimeout), MAX_WAIT_MS);
}

function answer(request: Request, gains: readonly LockGain[]): Response {
  if (isForced(request)) return { results: gains.map(forcedResult) };
  if (request.returnValues) {
    return {
      values: gains.map(({ value }) => value ?? new Uint8Array(0)),
      notFounds: gains.map(({ value }) => value === null),
    };
  }
  return request.checkExistence ? { notFounds: gains.map(({ exists }) => !exists) } : {};
}

function forcedResult({ value, exists, conflictTs }: LockGain): Init<kvrpcpb.PessimisticLockKeyResult> {
  const type =
    conflictTs === 0n
      ? PessimisticLockKeyResultType.LockResultNormal
      : PessimisticLockKeyResultType.LockResultLockedWithConflict;
  return { type, value: value ?? undefined, existence: exists, lockedWithConflictTs: conflictTs };
}

function wantedOf({ engine }: Storage, request: Request, region: Region): Wanted[] {
  const force = isForced(request);
  if (request.lockOnlyIfExists && !request.returnValues)
    throw aborted('LockIfExistsFailed', `start_ts: ${request.startVersion}, values are not asked for`);
  if (force && request.mutations.length > 1)
    throw aborted('InvalidRequest', 'a lock request that forces may have one key only');
  if (new Set(request.mutations.map(({ key }) => encodeKey(key))).size < request.mutations.length)
    throw aborted('InvalidRequest', 'one key twice in a lock request');
  return request.mutations.map(({ op, key: userKey, assertion }) => {
    if (op !== Op.PessimisticLock) throw aborted('InvalidRequest', `op ${op} in a lock request`);
    requireKeySize(engine, userKey);
    const key = encodeKey(userKey);
    requireKeyInRegion(region, key);
    const wish: LockWish = {
      startTs: request.startVersion,
      primary: Buffer.from(request.primaryLock),
      ttlMs: request.lockTtl,
      forUpdateTs: request.forUpdateTs,
      minCommitTs: request.minCommitTs,
      mustNotExist: assertion === Assertion.NotExist,
      needValue: request.returnValues,
      needExistence: request.checkExistence,
      onlyIfExists: request.lockOnlyIfExists,
      force,
    };
    return { key, wish };
  });
}
