/**
 * The lock of a transaction on one key (column family `lock`), in TiKV's own format:
 *
 *     type  primary  start_ts  ttl  [v short value] [f for_update_ts] [t txn_size] [c min_commit_ts] [a secondaries]
 *     [r rollback_ts] [l last change] [s txn source] [F locked with conflict] [g generation]
 */

import { physicalMs } from '@tito/protocol';
import type { Family } from '../engine/engine';
import { RecordReader, RecordWriter } from './record-bytes';

export const LockType = { Put: 'P', Delete: 'D', Lock: 'L', Pessimistic: 'S' } as const;
export type LockType = (typeof LockType)[keyof typeof LockType];

/** Where the newest data of a key was when a lock was written; `versions` of 0 says nothing, ts 0 that there is none. */
export interface LastChange {
  readonly ts: bigint;
  readonly versions: bigint;
}

export interface LockRecord {
  readonly type: LockType;
  readonly primary: Uint8Array;
  /** Start timestamp of the transaction that holds it. */
  readonly startTs: bigint;
  /** Milliseconds, from the physical part of `startTs`. */
  readonly ttlMs: bigint;
  /** A value of at most 255 bytes; a longer one is in the family `default`. */
  readonly shortValue: Uint8Array | null;
  /** Not zero exactly when the transaction is pessimistic. */
  readonly forUpdateTs: bigint;
  readonly txnSize: bigint;
  readonly minCommitTs: bigint;
  readonly useAsyncCommit: boolean;
  /** Keys of the transaction's other locks, in the lock of an async-commit primary. */
  readonly secondaries: readonly Uint8Array[];
  /** Start timestamps of others whose protected rollback may fall on the commit timestamp of this lock. */
  readonly rollbackTs: readonly bigint[];
  readonly lastChange: LastChange | null;
  readonly txnSource: bigint;
  /** Pessimistic, and got in spite of a newer version. */
  readonly isLockedWithConflict: boolean;
  /** Flush number of pipelined DML; 0 for every other lock. */
  readonly generation: bigint;
}

/** Values up to this long live in the lock and in the write record. */
export const MAX_SHORT_VALUE_BYTES = 255;

export const LOCK: Family<LockRecord> = { name: 'lock', encode: encodeLock, decode: decodeLock };

/** What a lock has when nothing is said. */
export const PLAIN_LOCK: Omit<LockRecord, 'type' | 'primary' | 'startTs' | 'ttlMs'> = {
  shortValue: null,
  forUpdateTs: 0n,
  txnSize: 0n,
  minCommitTs: 0n,
  useAsyncCommit: false,
  secondaries: [],
  rollbackTs: [],
  lastChange: null,
  txnSource: 0n,
  isLockedWithConflict: false,
  generation: 0n,
};

/** Strictly, and by the physical parts alone. A time of 0 never expires a lock. */
export function isExpired(lock: LockRecord, nowTs: bigint): boolean {
  return physicalMs(lock.startTs) + Number(lock.ttlMs) < physicalMs(nowTs);
}

function encodeLock(lock: LockRecord): Uint8Array {
  const out = new RecordWriter();
  out.tag(lock.type);
  out.compact(lock.primary);
  out.varint(lock.startTs);
  out.varint(lock.ttlMs);
  if (lock.shortValue) {
    out.tag('v');
    out.byte(lock.shortValue.length);
    out.raw(lock.shortValue);
  }
  const word = (tag: string, value: bigint): void => {
    if (value === 0n) return;
    out.tag(tag);
    out.word(value);
  };
  word('f', lock.forUpdateTs);
  word('t', lock.txnSize);
  word('c', lock.minCommitTs);
  if (lock.useAsyncCommit) {
    out.tag('a');
    out.varint(BigInt(lock.secondaries.length));
    for (const key of lock.secondaries) out.compact(key);
  }
  if (lock.rollbackTs.length > 0) {
    out.tag('r');
    out.varint(BigInt(lock.rollbackTs.length));
    for (const ts of lock.rollbackTs) out.word(ts);
  }
  if (lock.lastChange) {
    out.tag('l');
    out.word(lock.lastChange.ts);
    out.varint(lock.lastChange.versions);
  }
  if (lock.txnSource !== 0n) {
    out.tag('s');
    out.varint(lock.txnSource);
  }
  if (lock.isLockedWithConflict) out.tag('F');
  word('g', lock.generation);
  return out.finish();
}

function decodeLock(bytes: Uint8Array): LockRecord {
  const input = new RecordReader(bytes);
  const type = input.tag() as LockType;
  const primary = input.compact();
  const startTs = input.varint();
  const ttlMs = input.varint();
  let lock: LockRecord = { ...PLAIN_LOCK, type, primary, startTs, ttlMs };
  while (!input.isAtEnd) {
    const more = decodeOptional(input.tag(), input);
    if (!more) break;
    lock = { ...lock, ...more };
  }
  return lock;
}

/** One optional field; `null` for a tag of a later version, after which nothing can be read. */
function decodeOptional(tag: string, input: RecordReader): Partial<LockRecord> | null {
  switch (tag) {
    case 'v':
      return { shortValue: input.raw(input.byte()) };
    case 'f':
      return { forUpdateTs: input.word() };
    case 't':
      return { txnSize: input.word() };
    case 'c':
      return { minCommitTs: input.word() };
    case 'a':
      return { useAsyncCommit: true, secondaries: list(input, () => input.compact()) };
    case 'r':
      return { rollbackTs: list(input, () => input.word()) };
    case 'l':
      return { lastChange: { ts: input.word(), versions: input.varint() } };
    case 's':
      return { txnSource: input.varint() };
    case 'F':
      return { isLockedWithConflict: true };
    case 'g':
      return { generation: input.word() };
    default:
      return null;
  }
}

function list<T>(input: RecordReader, read: () => T): T[] {
  return Array.from({ length: Number(input.varint()) }, read);
}
