/**
 * Prewrites one mutation: checks that nobody else wrote or locks the key, then builds the lock.
 *
 * In this order: the lock that is there, the newest version, the assertion, and only then the new lock with, for async
 * and one-phase commits, the smallest timestamp that it may be committed at.
 */

import { MAX_TIMESTAMP, kvrpcpb } from '@tito/protocol';
import {
  type KeyRefusal,
  aborted,
  alreadyExists,
  assertionFailed,
  commitTsTooLarge,
  lockInfo,
  locked,
  pessimisticLockNotFound,
  writeConflict,
} from '../../mvcc/key-errors';
import type { ConcurrencyManager } from '../../mvcc/concurrency-manager';
import type { EncodedKey } from '../../mvcc/key-encoding';
import { type LockRecord, LockType, MAX_SHORT_VALUE_BYTES } from '../../mvcc/lock-record';
import type { MvccReader, Version } from '../../mvcc/mvcc-reader';
import type { MvccTxn } from '../../mvcc/mvcc-txn';
import { WriteType, isData, isVisibleAt } from '../../mvcc/write-record';

const { Assertion, AssertionLevel, Op, PrewriteRequest_PessimisticAction, WriteConflict_Reason } = kvrpcpb;

export type CommitKind = 'twoPhase' | 'async' | 'onePhase';

/** What all mutations of one request have in common. */
export interface PrewriteTxn {
  readonly startTs: bigint;
  readonly primary: Uint8Array;
  readonly lockTtlMs: bigint;
  readonly txnSize: bigint;
  readonly minCommitTs: bigint;
  readonly maxCommitTs: bigint;
  readonly forUpdateTs: bigint;
  readonly isPessimistic: boolean;
  readonly isRetry: boolean;
  readonly skipConstraintCheck: boolean;
  readonly assertionLevel: kvrpcpb.AssertionLevel;
  readonly txnSource: bigint;
}

export interface PrewriteMutation {
  readonly key: EncodedKey;
  readonly userKey: Uint8Array;
  readonly op: kvrpcpb.Op;
  readonly value: Uint8Array;
  readonly assertion: kvrpcpb.Assertion;
  readonly action: kvrpcpb.PrewriteRequest_PessimisticAction;
  /** The `forUpdateTs` that the lock to be replaced must have; `null` does not ask. */
  readonly expectedForUpdateTs: bigint | null;
  readonly isPrimary: boolean;
}

export interface PrewriteResult {
  /** The smallest commit timestamp that this key allows; 0 for a plain two-phase commit. */
  readonly minCommitTs: bigint;
  /** `null` where nothing is to be written: a repeated request, or a mere check. */
  readonly lock: LockRecord | null;
  /** A value too long for the lock. */
  readonly longValue: Uint8Array | null;
  /** The lock that is replaced. */
  readonly replaced: LockRecord | null;
  /** The commit timestamp would be too large: `lock` is one of a plain two-phase commit. */
  readonly fallsBack: boolean;
  readonly assertionFailure: KeyRefusal | null;
}

export interface PrewriteRoom {
  readonly reader: MvccReader;
  readonly concurrency: ConcurrencyManager;
}

const NOTHING: Omit<PrewriteResult, 'minCommitTs'> = {
  lock: null,
  longValue: null,
  replaced: null,
  fallsBack: false,
  assertionFailure: null,
};

/** @throws KeyRefusal */
export function prewriteMutation(
  room: PrewriteRoom,
  txn: PrewriteTxn,
  mutation: PrewriteMutation,
  kind: CommitKind,
  secondaries: readonly Uint8Array[],
): PrewriteResult {
  const { key, op, action } = mutation;
  const mustNotExist = op === Op.Insert || op === Op.CheckNotExists;
  if (op === Op.CheckNotExists && txn.isPessimistic)
    throw aborted('CheckNotExistsInPessimisticTxn', 'a pessimistic transaction locks the key instead');
  if (mustNotExist) room.concurrency.raise(txn.startTs);

  const found = checkOwnLock(room.reader, txn, mutation);
  if (found.state === 'duplicate')
    return { ...NOTHING, minCommitTs: found.lock.useAsyncCommit ? found.lock.minCommitTs : 0n };
  const isAmended = found.state === 'amended';

  const skipCheck = isAmended || skipsConstraintCheck(txn, action);
  const checked = skipCheck ? null : checkConstraints(room.reader, txn, mutation, mustNotExist);
  const assertionFailure = isAmended
    ? null
    : checkAssertion(room.reader, txn, mutation, checked, skipCheck, mustNotExist);

  if (op === Op.CheckNotExists) {
    const floor = txn.startTs + 1n;
    const minCommitTs = kind === 'twoPhase' ? 0n : txn.minCommitTs > floor ? txn.minCommitTs : floor;
    return { ...NOTHING, minCommitTs, assertionFailure };
  }
  const floor = found.lock ? maxOf(txn.minCommitTs, found.lock.minCommitTs) : txn.minCommitTs;
  const wanted = kind === 'twoPhase' ? floor : maxOf(floor, smallestCommitTs(room, txn));
  const fallsBack = kind !== 'twoPhase' && txn.maxCommitTs !== 0n && wanted > txn.maxCommitTs;
  if (fallsBack && committedAt(room.reader, key, txn.startTs) !== null) throw commitTsTooLarge(wanted);
  const isAsync = kind === 'async' && !fallsBack;
  const lock = buildLock(room.reader, txn, mutation, {
    own: found.lock,
    minCommitTs: fallsBack ? floor : wanted,
    secondaries: isAsync ? secondaries : null,
  });
  return {
    minCommitTs: kind === 'twoPhase' || fallsBack ? 0n : wanted,
    lock,
    longValue: longValueOf(lock, mutation),
    replaced: found.lock,
    fallsBack,
    assertionFailure,
  };
}

/** Above everything that was read, so that nobody has missed what is to be committed. */
function smallestCommitTs({ concurrency }: PrewriteRoom, { startTs, forUpdateTs }: PrewriteTxn): bigint {
  return maxOf(concurrency.maxTs, maxOf(startTs, forUpdateTs)) + 1n;
}

/** Stores what a mutation needs before its transaction commits. */
export function putPrewrite(txn: MvccTxn, key: EncodedKey, startTs: bigint, result: PrewriteResult): void {
  if (!result.lock) return;
  txn.putLock(key, result.lock);
  if (result.longValue) txn.putValue(key, startTs, result.longValue);
}

/** Where the transaction is committed on a key; `null` when it is not. */
export function committedAt(reader: MvccReader, key: EncodedKey, startTs: bigint): bigint | null {
  const record = reader.txnRecord(key, startTs);
  return record.kind === 'single' && record.write.type !== WriteType.Rollback ? record.commitTs : null;
}

type FoundLock =
  | { readonly state: 'none'; readonly lock: null }
  | { readonly state: 'amended'; readonly lock: null }
  | { readonly state: 'pessimistic'; readonly lock: LockRecord }
  | { readonly state: 'duplicate'; readonly lock: LockRecord };

function checkOwnLock(reader: MvccReader, txn: PrewriteTxn, mutation: PrewriteMutation): FoundLock {
  const { key, userKey } = mutation;
  const lock = reader.loadLock(key);
  const mustBeLocked =
    txn.isPessimistic && mutation.action === PrewriteRequest_PessimisticAction.DO_PESSIMISTIC_CHECK;
  if (!lock) {
    if (!mustBeLocked) return { state: 'none', lock: null };
    // The lock was lost; that nobody wrote the key since makes up for it.
    const newest = reader.seekWrite(key, MAX_TIMESTAMP);
    if (newest && newest.commitTs >= txn.startTs)
      throw pessimisticLockNotFound(txn.startTs, 'LockMissingAmendFail');
    return { state: 'amended', lock: null };
  }
  if (lock.startTs !== txn.startTs) {
    if (mustBeLocked) throw pessimisticLockNotFound(txn.startTs, 'LockTsMismatch');
    const info = lockInfo(userKey, lock);
    throw locked(txn.isPessimistic ? { ...info, lockTtl: 0n } : info);
  }
  if (lock.type !== LockType.Pessimistic) return { state: 'duplicate', lock };
  if (!txn.isPessimistic)
    throw aborted('LockTypeNotMatch', `start_ts: ${txn.startTs}, the lock is pessimistic`);
  const { expectedForUpdateTs } = mutation;
  if (expectedForUpdateTs !== null && lock.forUpdateTs !== expectedForUpdateTs)
    throw pessimisticLockNotFound(txn.startTs, 'LockForUpdateTsMismatch');
  return { state: 'pessimistic', lock };
}

function skipsConstraintCheck(txn: PrewriteTxn, action: kvrpcpb.PrewriteRequest_PessimisticAction): boolean {
  if (!txn.isPessimistic) return txn.skipConstraintCheck;
  switch (action) {
    case PrewriteRequest_PessimisticAction.DO_PESSIMISTIC_CHECK:
      return true;
    case PrewriteRequest_PessimisticAction.DO_CONSTRAINT_CHECK:
      return false;
    default:
      return !txn.isRetry;
  }
}

/** @returns the record that was looked at; `undefined` when the key has none */
function checkConstraints(
  reader: MvccReader,
  txn: PrewriteTxn,
  mutation: PrewriteMutation,
  mustNotExist: boolean,
): { version: Version | undefined } {
  const { key, userKey, action } = mutation;
  let version = reader.seekWrite(key, MAX_TIMESTAMP);
  for (; version; version = reader.olderThan(key, version.commitTs)) {
    const { commitTs, write } = version;
    const isRollback = write.type === WriteType.Rollback;
    const conflict = (reason: kvrpcpb.WriteConflict_Reason): KeyRefusal =>
      writeConflict({
        startTs: txn.startTs,
        conflictStartTs: write.startTs,
        conflictCommitTs: commitTs,
        key: userKey,
        primary: txn.primary,
        reason,
      });
    if (commitTs === txn.startTs && (isRollback || write.hasOverlappedRollback))
      throw conflict(WriteConflict_Reason.SelfRolledBack);
    if (!txn.isPessimistic) {
      if (commitTs > txn.startTs) throw conflict(WriteConflict_Reason.Optimistic);
    } else if (action === PrewriteRequest_PessimisticAction.DO_CONSTRAINT_CHECK) {
      if (commitTs > txn.startTs) throw conflict(WriteConflict_Reason.LazyUniquenessCheck);
    } else if (commitTs > txn.forUpdateTs) {
      if (isRollback) continue;
      throw pessimisticLockNotFound(txn.startTs, 'NonLockKeyConflict');
    }
    if (mustNotExist && valueAtOrBelow(reader, key, version, txn.startTs)) throw alreadyExists(userKey);
    return { version };
  }
  return { version: undefined };
}

/** The value that a record is, or for one that holds no data the nearest below it. */
function valueAtOrBelow(
  reader: MvccReader,
  key: EncodedKey,
  version: Version,
  limit: bigint,
): Version | undefined {
  const data = dataAtOrBelow(reader, key, version, limit);
  return data?.write.type === WriteType.Put ? data : undefined;
}

/** The same, but a deletion is told when it is the record itself. */
function dataAtOrBelow(
  reader: MvccReader,
  key: EncodedKey,
  version: Version,
  limit: bigint,
): Version | undefined {
  const { write, commitTs } = version;
  if (!isVisibleAt(write, limit)) return undefined;
  if (isData(write)) return version;
  return commitTs === 0n ? undefined : reader.getPut(key, commitTs - 1n, limit);
}

function checkAssertion(
  reader: MvccReader,
  txn: PrewriteTxn,
  mutation: PrewriteMutation,
  checked: { version: Version | undefined } | null,
  wasSkipped: boolean,
  mustNotExist: boolean,
): KeyRefusal | null {
  const { assertion, key, userKey } = mutation;
  if (assertion === Assertion.None || txn.assertionLevel === AssertionLevel.Off) return null;
  if (txn.assertionLevel === AssertionLevel.Fast && !checked) return null;
  const version = checked ? checked.version : reader.seekWrite(key, MAX_TIMESTAMP);
  const data = version && dataAtOrBelow(reader, key, version, txn.startTs);
  const exists = data?.write.type === WriteType.Put;
  if (exists === (assertion === Assertion.Exist)) return null;
  // A conflict explains more than a failed assertion; it has not been looked for yet.
  if (wasSkipped) checkConstraints(reader, txn, mutation, mustNotExist);
  return assertionFailed({
    startTs: txn.startTs,
    key: userKey,
    assertion,
    existingStartTs: data?.write.startTs ?? 0n,
    existingCommitTs: data?.commitTs ?? 0n,
  });
}

export interface LockShape {
  /** The pessimistic lock that is replaced. */
  readonly own: LockRecord | null;
  readonly minCommitTs: bigint;
  /** `null` for anything but an async commit. */
  readonly secondaries: readonly Uint8Array[] | null;
  readonly generation?: bigint;
}

export function buildLock(
  reader: MvccReader,
  txn: PrewriteTxn,
  mutation: PrewriteMutation,
  { own, minCommitTs, secondaries, generation = 0n }: LockShape,
): LockRecord {
  const { op, value } = mutation;
  const isPut = op === Op.Put || op === Op.Insert;
  const type = isPut ? LockType.Put : op === Op.Del ? LockType.Delete : LockType.Lock;
  return {
    type,
    primary: txn.primary,
    startTs: txn.startTs,
    ttlMs: own ? maxOf(txn.lockTtlMs, own.ttlMs) : txn.lockTtlMs,
    shortValue: isPut && value.length <= MAX_SHORT_VALUE_BYTES ? Buffer.from(value) : null,
    forUpdateTs: own ? maxOf(txn.forUpdateTs, own.forUpdateTs) : txn.forUpdateTs,
    txnSize: txn.txnSize,
    minCommitTs,
    useAsyncCommit: secondaries !== null,
    secondaries:
      secondaries !== null && mutation.isPrimary ? secondaries.map((key) => Buffer.from(key)) : NO_KEYS,
    rollbackTs: NO_TIMESTAMPS,
    lastChange: type === LockType.Lock ? reader.lastChange(mutation.key) : null,
    txnSource: txn.txnSource,
    isLockedWithConflict: false,
    generation,
  };
}

const NO_KEYS: readonly Uint8Array[] = [];
const NO_TIMESTAMPS: readonly bigint[] = [];

/** A copy of a value that does not fit into its lock. */
export function longValueOf(lock: LockRecord, { value }: PrewriteMutation): Uint8Array | null {
  return lock.type === LockType.Put && lock.shortValue === null ? Buffer.from(value) : null;
}

function maxOf(a: bigint, b: bigint): bigint {
  return b > a ? b : a;
}
