/** What became of a transaction on one of its secondary keys; a key it cannot lock any more decides that it ends. */

import type { EncodedKey } from '../../mvcc/key-encoding';
import { type LockRecord, LockType } from '../../mvcc/lock-record';
import type { MvccReader } from '../../mvcc/mvcc-reader';
import type { MvccTxn } from '../../mvcc/mvcc-txn';
import { WriteType } from '../../mvcc/write-record';
import { rollbackMissing } from './rollback';

export type SecondaryStatus =
  | { readonly kind: 'locked'; readonly lock: LockRecord }
  | { readonly kind: 'committed'; readonly commitTs: bigint }
  | { readonly kind: 'rolledBack' };

export function checkSecondaryLock(
  txn: MvccTxn,
  reader: MvccReader,
  key: EncodedKey,
  startTs: bigint,
): SecondaryStatus {
  const lock = reader.loadLock(key);
  if (lock && lock.startTs === startTs) {
    if (lock.type !== LockType.Pessimistic) return { kind: 'locked', lock };
    txn.removeLock(key, lock);
  }
  const record = reader.txnRecord(key, startTs);
  if (record.kind === 'single' && record.write.type !== WriteType.Rollback)
    return { kind: 'committed', commitTs: record.commitTs };
  rollbackMissing(txn, reader, key, startTs, true, record, { collapse: true });
  return { kind: 'rolledBack' };
}
