/** What became of a transaction, by its primary key; ends one whose time is up. */

import { MAX_TIMESTAMP, equalBytes, kvrpcpb } from '@tito/protocol';
import { lockInfo, primaryMismatch, txnNotFound } from '../../mvcc/key-errors';
import type { EncodedKey } from '../../mvcc/key-encoding';
import { type LockRecord, LockType, isExpired } from '../../mvcc/lock-record';
import type { MvccReader } from '../../mvcc/mvcc-reader';
import type { MvccTxn } from '../../mvcc/mvcc-txn';
import { WriteType } from '../../mvcc/write-record';
import { rollbackLock, rollbackMissing } from './rollback';

const { Action } = kvrpcpb;

export interface StatusQuestion {
  readonly primaryKey: Uint8Array;
  readonly lockTs: bigint;
  readonly callerStartTs: bigint;
  readonly currentTs: bigint;
  readonly rollbackIfNotExist: boolean;
  readonly forceSyncCommit: boolean;
  readonly resolvingPessimisticLock: boolean;
  readonly verifyIsPrimary: boolean;
}

export interface TxnStatus {
  readonly action: kvrpcpb.Action;
  readonly commitTs: bigint;
  /** The lock that is alive. */
  readonly lock: LockRecord | null;
}

/** @throws KeyRefusal */
export function checkTxnStatus(
  txn: MvccTxn,
  reader: MvccReader,
  key: EncodedKey,
  question: StatusQuestion,
): TxnStatus {
  const lock = reader.loadLock(key);
  if (!lock || lock.startTs !== question.lockTs) return statusOfMissing(txn, reader, key, question);
  if (question.verifyIsPrimary && !equalBytes(question.primaryKey, lock.primary)) {
    if (lock.type === LockType.Pessimistic && !question.resolvingPessimisticLock) {
      const status = statusOfMissing(txn, reader, key, question);
      txn.removeLock(key, lock);
      return status;
    }
    throw primaryMismatch(lockInfo(question.primaryKey, lock));
  }
  return statusOfLock(txn, reader, key, lock, question);
}

function statusOfLock(
  txn: MvccTxn,
  reader: MvccReader,
  key: EncodedKey,
  lock: LockRecord,
  question: StatusQuestion,
): TxnStatus {
  if (lock.useAsyncCommit && !question.forceSyncCommit)
    return { action: Action.NoAction, commitTs: 0n, lock };
  const isPessimistic = lock.type === LockType.Pessimistic;
  if (isPessimistic && lock.isLockedWithConflict) {
    const record = reader.txnRecord(key, lock.startTs);
    if (record.kind !== 'none') {
      txn.removeLock(key, lock);
      return statusOfMissing(txn, reader, key, question);
    }
  }
  if (isExpired(lock, question.currentTs)) {
    if (isPessimistic && question.resolvingPessimisticLock) {
      txn.removeLock(key, lock);
      return { action: Action.TTLExpirePessimisticRollback, commitTs: 0n, lock: null };
    }
    rollbackLock(txn, reader, key, lock, true);
    return { action: Action.TTLExpireRollback, commitTs: 0n, lock: null };
  }
  const pushed = pushMinCommitTs(lock, question);
  if (pushed !== lock) txn.putLock(key, pushed);
  const { callerStartTs } = question;
  const isPushed =
    callerStartTs === MAX_TIMESTAMP || (callerStartTs !== 0n && pushed.minCommitTs > callerStartTs);
  return { action: isPushed ? Action.MinCommitTSPushed : Action.NoAction, commitTs: 0n, lock: pushed };
}

/** So that the caller may read before the transaction, which can then only commit after the caller's timestamp. */
function pushMinCommitTs(lock: LockRecord, { callerStartTs, currentTs }: StatusQuestion): LockRecord {
  if (lock.minCommitTs === 0n || callerStartTs === MAX_TIMESTAMP || callerStartTs < lock.minCommitTs)
    return lock;
  const above = callerStartTs + 1n;
  return { ...lock, minCommitTs: currentTs > above ? currentTs : above };
}

function statusOfMissing(
  txn: MvccTxn,
  reader: MvccReader,
  key: EncodedKey,
  question: StatusQuestion,
): TxnStatus {
  const record = reader.txnRecord(key, question.lockTs);
  if (record.kind !== 'none') {
    const isCommitted = record.kind === 'single' && record.write.type !== WriteType.Rollback;
    return { action: Action.NoAction, commitTs: isCommitted ? record.commitTs : 0n, lock: null };
  }
  if (!question.rollbackIfNotExist) throw txnNotFound(question.lockTs, question.primaryKey);
  if (question.resolvingPessimisticLock)
    return { action: Action.LockNotExistDoNothing, commitTs: 0n, lock: null };
  rollbackMissing(txn, reader, key, question.lockTs, true, record);
  return { action: Action.LockNotExistRollback, commitTs: 0n, lock: null };
}
