/** Locks one key for a transaction that wants to be sure before it writes. */

import { MAX_TIMESTAMP, kvrpcpb } from '@tito/protocol';
import { aborted, alreadyExists, keyIsLocked, writeConflict } from '../../mvcc/key-errors';
import { type EncodedKey, decodeKey } from '../../mvcc/key-encoding';
import { type LockRecord, LockType, PLAIN_LOCK } from '../../mvcc/lock-record';
import type { MvccReader, Version } from '../../mvcc/mvcc-reader';
import type { MvccTxn } from '../../mvcc/mvcc-txn';
import { WriteType } from '../../mvcc/write-record';

const { WriteConflict_Reason } = kvrpcpb;

export interface LockWish {
  readonly startTs: bigint;
  readonly primary: Uint8Array;
  readonly ttlMs: bigint;
  readonly forUpdateTs: bigint;
  readonly minCommitTs: bigint;
  readonly mustNotExist: boolean;
  readonly needValue: boolean;
  readonly needExistence: boolean;
  readonly onlyIfExists: boolean;
  /** Locks in spite of a newer version, and says so. */
  readonly force: boolean;
}

export interface LockGain {
  /** The value at `forUpdateTs`, where it was asked for; `null` when the key has none. */
  readonly value: Uint8Array | null;
  readonly exists: boolean;
  /** The commit timestamp of the version that a forced lock passed over; 0 when there was none. */
  readonly conflictTs: bigint;
}

/** @throws KeyRefusal */
export function acquirePessimisticLock(
  txn: MvccTxn,
  reader: MvccReader,
  key: EncodedKey,
  wish: LockWish,
): LockGain {
  const lock = reader.loadLock(key);
  if (lock) {
    if (lock.startTs !== wish.startTs) throw keyIsLocked(key, lock);
    if (lock.type !== LockType.Pessimistic)
      throw aborted('LockTypeNotMatch', `start_ts: ${wish.startTs}, the lock is prewritten`);
    return renewLock(txn, reader, key, lock, wish);
  }
  const newest = reader.seekWrite(key, MAX_TIMESTAMP);
  const conflict = newest && newest.commitTs > wish.forUpdateTs ? newest : null;
  if (conflict && !wish.force) throw conflictWith(key, conflict, wish);
  requireNotRolledBack(reader, key, newest, wish.startTs);
  const readTs = conflict ? conflict.commitTs : wish.forUpdateTs;
  const data = reader.getPut(key, readTs);
  if (wish.mustNotExist && data)
    throw conflict ? conflictWith(key, conflict, wish) : alreadyExists(decodeKey(key));
  if (wish.onlyIfExists && !data) {
    if (conflict) throw conflictWith(key, conflict, wish);
    return { value: null, exists: false, conflictTs: 0n };
  }
  txn.putLock(key, {
    ...PLAIN_LOCK,
    type: LockType.Pessimistic,
    primary: wish.primary,
    startTs: wish.startTs,
    ttlMs: wish.ttlMs,
    forUpdateTs: readTs,
    minCommitTs: wish.minCommitTs,
    isLockedWithConflict: conflict !== null,
    lastChange: reader.lastChange(key),
  });
  const isAsked = wish.needValue || conflict !== null;
  return {
    value: isAsked && data ? reader.loadValue(key, data.write) : null,
    exists: (isAsked || wish.needExistence) && data !== undefined,
    conflictTs: conflict?.commitTs ?? 0n,
  };
}

/** A request that comes again: what it asks for is read anew, and a later `forUpdateTs` replaces the lock. */
function renewLock(
  txn: MvccTxn,
  reader: MvccReader,
  key: EncodedKey,
  lock: LockRecord,
  wish: LockWish,
): LockGain {
  const isPassed = wish.force && wish.forUpdateTs < lock.forUpdateTs;
  const readTs = isPassed ? lock.forUpdateTs : wish.forUpdateTs;
  const data = reader.getPut(key, readTs);
  if (wish.mustNotExist && data) throw alreadyExists(decodeKey(key));
  if (wish.forUpdateTs > lock.forUpdateTs) {
    txn.putLock(key, {
      ...lock,
      primary: wish.primary,
      ttlMs: wish.ttlMs,
      forUpdateTs: wish.forUpdateTs,
      minCommitTs: wish.minCommitTs,
    });
  }
  const isAsked = wish.needValue || isPassed;
  return {
    value: isAsked && data ? reader.loadValue(key, data.write) : null,
    exists: (isAsked || wish.needExistence) && data !== undefined,
    conflictTs: isPassed ? lock.forUpdateTs : 0n,
  };
}

function requireNotRolledBack(
  reader: MvccReader,
  key: EncodedKey,
  newest: Version | undefined,
  startTs: bigint,
): void {
  if (!newest || newest.commitTs < startTs) return;
  const record = reader.txnRecord(key, startTs);
  const isRolledBack =
    record.kind === 'overlappedRollback' ||
    (record.kind === 'single' && record.write.type === WriteType.Rollback);
  if (isRolledBack) throw aborted('PessimisticLockRolledBack', `start_ts: ${startTs}`);
}

function conflictWith(key: EncodedKey, { commitTs, write }: Version, wish: LockWish): Error {
  return writeConflict({
    startTs: wish.startTs,
    conflictStartTs: write.startTs,
    conflictCommitTs: commitTs,
    key: decodeKey(key),
    primary: wish.primary,
    reason: WriteConflict_Reason.PessimisticRetry,
  });
}
