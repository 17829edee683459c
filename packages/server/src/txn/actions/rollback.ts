/**
 * Writes rollback records: what makes a late prewrite of a dead transaction fail.
 *
 * A protected record is kept for ever. Of the others only the newest of a key is, lest many of them fill a hot key.
 * Where another transaction committed at exactly the timestamp of the rollback, its record is marked instead.
 */

import { equalBytes } from '@tito/protocol';
import { DataCorruptError } from '../../errors';
import { type EncodedKey, decodeKey } from '../../mvcc/key-encoding';
import type { LockRecord } from '../../mvcc/lock-record';
import type { MvccReader, TxnRecord } from '../../mvcc/mvcc-reader';
import type { MvccTxn } from '../../mvcc/mvcc-txn';
import { WriteType, isProtectedRollback, rollbackRecord } from '../../mvcc/write-record';

/** Rolls back the transaction's own lock on a key. `collapse` drops the rollback record before this one. */
export function rollbackLock(
  txn: MvccTxn,
  reader: MvccReader,
  key: EncodedKey,
  lock: LockRecord,
  collapse: boolean,
): void {
  const record = reader.txnRecord(key, lock.startTs);
  if (record.kind === 'single' && record.write.type !== WriteType.Rollback) {
    throw new DataCorruptError('a transaction is committed and still holds its lock', {
      key: Buffer.from(key, 'latin1').toString('hex'),
    });
  }
  if (record.kind === 'none') {
    txn.deleteValue(key, lock);
    const isProtected = equalBytes(decodeKey(key), lock.primary) || lock.generation > 0n;
    writeRollback(txn, key, lock.startTs, isProtected, record);
    if (collapse) collapsePrevious(txn, reader, key, lock.startTs);
  }
  txn.removeLock(key, lock);
}

/** Rolls back a transaction that has neither lock nor record on a key. */
export function rollbackMissing(
  txn: MvccTxn,
  reader: MvccReader,
  key: EncodedKey,
  startTs: bigint,
  isProtected: boolean,
  record: TxnRecord,
  { collapse = !isProtected } = {},
): void {
  if (record.kind !== 'none') return;
  if (collapse) collapsePrevious(txn, reader, key, startTs);
  const other = reader.loadLock(key);
  if (isProtected && other && !record.overlapped) markRollbackOn(txn, key, other, startTs);
  writeRollback(txn, key, startTs, isProtected, record);
}

/** An async-commit lock may yet commit at the place of the rollback record; it must then say so. */
export function markRollbackOn(txn: MvccTxn, key: EncodedKey, lock: LockRecord, startTs: bigint): void {
  if (!lock.useAsyncCommit || startTs < lock.minCommitTs || lock.rollbackTs.includes(startTs)) return;
  txn.putLock(key, { ...lock, rollbackTs: [...lock.rollbackTs, startTs] });
}

function writeRollback(
  txn: MvccTxn,
  key: EncodedKey,
  startTs: bigint,
  isProtected: boolean,
  record: Extract<TxnRecord, { kind: 'none' }>,
): void {
  const { overlapped } = record;
  if (!overlapped) return txn.putWrite(key, startTs, rollbackRecord(startTs, isProtected));
  if (isProtected) {
    const { write, gcFence } = overlapped;
    txn.putWrite(key, startTs, { ...write, hasOverlappedRollback: true, gcFence });
  }
}

function collapsePrevious(txn: MvccTxn, reader: MvccReader, key: EncodedKey, startTs: bigint): void {
  const previous = reader.seekWrite(key, startTs);
  if (previous && previous.write.type === WriteType.Rollback && !isProtectedRollback(previous.write))
    txn.deleteWrite(key, previous.commitTs);
}
