/** What a lock means to a read: nothing, an error, or a value to be read through it. */

import { MAX_TIMESTAMP, equalBytes, kvrpcpb } from '@tito/protocol';
import { keyIsLocked, writeConflict } from './key-errors';
import { type EncodedKey, decodeKey } from './key-encoding';
import { type LockRecord, LockType } from './lock-record';

export interface ReadContext {
  /** The timestamp read at. */
  readonly ts: bigint;
  readonly isolation: kvrpcpb.IsolationLevel;
  /** Start timestamps of transactions whose locks the reader knows to be of no concern. */
  readonly resolvedLocks: readonly bigint[];
  /** Start timestamps of transactions that the reader knows to be committed at `ts` or before. */
  readonly committedLocks: readonly bigint[];
  readonly needCommitTs: boolean;
}

const { IsolationLevel, WriteConflict_Reason } = kvrpcpb;

/**
 * @returns `'ignore'`, or `'readThrough'` when the value of the lock is the answer
 * @throws KeyRefusal when the read must wait for the lock's transaction
 */
export function checkLock(
  key: EncodedKey,
  lock: LockRecord,
  read: ReadContext,
  isStored = true,
): 'ignore' | 'readThrough' {
  switch (read.isolation) {
    case IsolationLevel.RC:
      return 'ignore';
    case IsolationLevel.RCCheckTS:
      return checkLatest(key, lock, read);
    default:
      return checkSnapshot(key, lock, read, isStored);
  }
}

function checkSnapshot(
  key: EncodedKey,
  lock: LockRecord,
  read: ReadContext,
  isStored: boolean,
): 'ignore' | 'readThrough' {
  if (lock.startTs > read.ts || lock.minCommitTs > read.ts) return 'ignore';
  if (lock.type === LockType.Lock || lock.type === LockType.Pessimistic) return 'ignore';
  if (read.resolvedLocks.includes(lock.startTs)) return 'ignore';
  const userKey = decodeKey(key);
  // The newest committed value is the one before this transaction as long as its primary is not committed.
  if (isStored && read.ts === MAX_TIMESTAMP && !lock.useAsyncCommit && equalBytes(userKey, lock.primary))
    return 'ignore';
  if (isStored && !read.needCommitTs && read.committedLocks.includes(lock.startTs)) return 'readThrough';
  throw keyIsLocked(key, lock);
}

function checkLatest(key: EncodedKey, lock: LockRecord, read: ReadContext): 'ignore' {
  if (lock.type === LockType.Lock || lock.type === LockType.Pessimistic) return 'ignore';
  if (read.resolvedLocks.includes(lock.startTs)) return 'ignore';
  throw writeConflict({
    startTs: read.ts,
    conflictStartTs: lock.startTs,
    conflictCommitTs: 0n,
    key: decodeKey(key),
    primary: lock.primary,
    reason: WriteConflict_Reason.RcCheckTs,
  });
}
