/** Rolls back a transaction on one key, whatever state it is in there. */

import { aborted, keyIsLocked } from '../../mvcc/key-errors';
import type { EncodedKey } from '../../mvcc/key-encoding';
import { isExpired } from '../../mvcc/lock-record';
import type { MvccReader } from '../../mvcc/mvcc-reader';
import type { MvccTxn } from '../../mvcc/mvcc-txn';
import { WriteType } from '../../mvcc/write-record';
import { rollbackLock, rollbackMissing } from './rollback';

/**
 * `currentTs` spares a lock that is still alive then; 0 spares none.
 *
 * @returns where the transaction is committed; `null` when it is rolled back now
 * @throws KeyRefusal when the lock is spared
 */
export function cleanupKey(
  txn: MvccTxn,
  reader: MvccReader,
  key: EncodedKey,
  startTs: bigint,
  currentTs: bigint,
  isProtected: boolean,
): bigint | null {
  const lock = reader.loadLock(key);
  if (lock && lock.startTs === startTs) {
    if (currentTs !== 0n && !isExpired(lock, currentTs)) throw keyIsLocked(key, lock);
    rollbackLock(txn, reader, key, lock, !isProtected);
    return null;
  }
  const record = reader.txnRecord(key, startTs);
  if (record.kind === 'single' && record.write.type !== WriteType.Rollback) return record.commitTs;
  rollbackMissing(txn, reader, key, startTs, isProtected, record);
  return null;
}

/** The same for a request that must not meet a committed transaction. */
export function rollbackKey(txn: MvccTxn, reader: MvccReader, key: EncodedKey, startTs: bigint): void {
  const commitTs = cleanupKey(txn, reader, key, startTs, 0n, false);
  if (commitTs !== null) throw aborted('Committed', `start_ts: ${startTs}, commit_ts: ${commitTs}`);
}
