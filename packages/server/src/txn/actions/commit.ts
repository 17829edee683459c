/** Commits one key: turns the transaction's lock into a version. */

import { commitTsExpired, txnLockNotFound } from '../../mvcc/key-errors';
import { type EncodedKey, decodeKey } from '../../mvcc/key-encoding';
import { type LockRecord, LockType } from '../../mvcc/lock-record';
import type { MvccReader } from '../../mvcc/mvcc-reader';
import type { MvccTxn } from '../../mvcc/mvcc-txn';
import { type WriteRecord, WriteType } from '../../mvcc/write-record';

/**
 * Committing twice is fine, even at another timestamp: the first one stays.
 *
 * @returns the lock that is committed now, if there was one
 * @throws KeyRefusal when there is neither lock nor commit, or the lock asks for a later timestamp
 */
export function commitKey(
  txn: MvccTxn,
  reader: MvccReader,
  key: EncodedKey,
  startTs: bigint,
  commitTs: bigint,
): LockRecord | null {
  const lock = reader.loadLock(key);
  if (!lock || lock.startTs !== startTs) {
    const record = reader.txnRecord(key, startTs);
    if (record.kind === 'single' && record.write.type !== WriteType.Rollback) return null;
    throw txnLockNotFound(decodeKey(key), startTs, commitTs);
  }
  if (commitTs < lock.minCommitTs) throw commitTsExpired(decodeKey(key), startTs, commitTs, lock.minCommitTs);
  // A late duplicate of a lock request left it; the transaction wrote nothing here.
  if (lock.type !== LockType.Pessimistic) txn.putWrite(key, commitTs, committedRecord(lock, commitTs));
  txn.removeLock(key, lock, commitTs);
  return lock;
}

/** The version that a prewritten lock becomes at `commitTs`. */
export function committedRecord(lock: LockRecord, commitTs: bigint): WriteRecord {
  return {
    type: lock.type as Exclude<LockType, 'S'>,
    startTs: lock.startTs,
    shortValue: lock.shortValue,
    hasOverlappedRollback: lock.rollbackTs.includes(commitTs),
    gcFence: null,
    lastChange: null,
    txnSource: lock.txnSource,
  };
}
