/**
 * Why a transaction's request is refused, as the protocol says it.
 *
 * A refusal is thrown where it is found and becomes the `error` of the answer. Some messages set two fields on purpose:
 * old clients look at `retryable` alone.
 */

import { type Init, kvrpcpb } from '@tito/protocol';
import { type EncodedKey, decodeKey } from './key-encoding';
import { type LockRecord, LockType } from './lock-record';

const { Op, WriteConflict_Reason } = kvrpcpb;

export type KeyError = Init<kvrpcpb.KeyError>;

/** What a state machine that goes on after a refusal needs to know about it. */
export type RefusalKind = 'locked' | 'conflict' | 'pessimisticLockNotFound' | 'commitTsTooLarge' | 'other';

export class KeyRefusal extends Error {
  readonly kind: RefusalKind;
  readonly keyError: KeyError;
  /** Where the conflicting record stands, for `conflict`. */
  readonly conflictCommitTs: bigint;

  constructor(kind: RefusalKind, keyError: KeyError, conflictCommitTs = 0n) {
    super(kind);
    this.kind = kind;
    this.keyError = keyError;
    this.conflictCommitTs = conflictCommitTs;
  }
}

const LOCK_OPS: Readonly<Record<LockType, kvrpcpb.Op>> = {
  [LockType.Put]: Op.Put,
  [LockType.Delete]: Op.Del,
  [LockType.Lock]: Op.Lock,
  [LockType.Pessimistic]: Op.PessimisticLock,
};

export function lockInfo(key: Uint8Array, lock: LockRecord): Init<kvrpcpb.LockInfo> {
  return {
    primaryLock: lock.primary,
    lockVersion: lock.startTs,
    key,
    lockTtl: lock.ttlMs,
    txnSize: lock.txnSize,
    lockType: LOCK_OPS[lock.type],
    lockForUpdateTs: lock.forUpdateTs,
    useAsyncCommit: lock.useAsyncCommit,
    minCommitTs: lock.minCommitTs,
    secondaries: lock.secondaries,
  };
}

export function lockOp(type: LockType): kvrpcpb.Op {
  return LOCK_OPS[type];
}

export function keyIsLocked(key: EncodedKey, lock: LockRecord): KeyRefusal {
  return locked(lockInfo(decodeKey(key), lock));
}

export function locked(info: Init<kvrpcpb.LockInfo>): KeyRefusal {
  return new KeyRefusal('locked', { locked: info });
}

export interface Conflict {
  readonly startTs: bigint;
  readonly conflictStartTs: bigint;
  readonly conflictCommitTs: bigint;
  readonly key: Uint8Array;
  readonly primary: Uint8Array;
  readonly reason: kvrpcpb.WriteConflict_Reason;
}

export function writeConflict(conflict: Conflict): KeyRefusal {
  const { startTs, conflictStartTs, conflictCommitTs, key, primary, reason } = conflict;
  return new KeyRefusal(
    'conflict',
    {
      conflict: { startTs, conflictTs: conflictStartTs, conflictCommitTs, key, primary, reason },
      retryable: `WriteConflict: reason ${reasonName(reason)}, start ${startTs}, conflict ${conflictStartTs}, commit ${conflictCommitTs}`,
    },
    conflictCommitTs,
  );
}

function reasonName(reason: kvrpcpb.WriteConflict_Reason): string {
  return Object.entries(WriteConflict_Reason).find(([, value]) => value === reason)?.[0] ?? String(reason);
}

export function alreadyExists(key: Uint8Array): KeyRefusal {
  return new KeyRefusal('other', { alreadyExist: { key } });
}

export function txnLockNotFound(key: Uint8Array, startTs: bigint, commitTs: bigint): KeyRefusal {
  return new KeyRefusal('other', {
    txnLockNotFound: { key },
    retryable: `TxnLockNotFound: start ${startTs}, commit ${commitTs}`,
  });
}

export function txnNotFound(startTs: bigint, primaryKey: Uint8Array): KeyRefusal {
  return new KeyRefusal('other', { txnNotFound: { startTs, primaryKey } });
}

export function commitTsExpired(
  key: Uint8Array,
  startTs: bigint,
  attemptedCommitTs: bigint,
  minCommitTs: bigint,
): KeyRefusal {
  return new KeyRefusal('other', { commitTsExpired: { key, startTs, attemptedCommitTs, minCommitTs } });
}

/** Never leaves the server: the prewrite falls back to a plain two-phase one. */
export function commitTsTooLarge(commitTs: bigint): KeyRefusal {
  return new KeyRefusal('commitTsTooLarge', { commitTsTooLarge: { commitTs } });
}

export function primaryMismatch(info: Init<kvrpcpb.LockInfo>): KeyRefusal {
  return new KeyRefusal('other', { primaryMismatch: { lockInfo: info } });
}

export function assertionFailed(failure: Init<kvrpcpb.AssertionFailed>): KeyRefusal {
  return new KeyRefusal('other', { assertionFailed: failure });
}

export function pessimisticLockNotFound(startTs: bigint, reason: string): KeyRefusal {
  return new KeyRefusal('pessimisticLockNotFound', {
    abort: `PessimisticLockNotFound { start_ts: ${startTs}, reason: ${reason} }`,
  });
}

export function deadlock(cycle: Init<kvrpcpb.Deadlock>): KeyRefusal {
  return new KeyRefusal('other', { deadlock: cycle });
}

/** Everything that has no field of its own. The name of the case leads the text, for people who read logs. */
export function aborted(name: string, details = ''): KeyRefusal {
  return new KeyRefusal('other', { abort: details === '' ? name : `${name} { ${details} }` });
}
