/**
 * One version of one key (column family `write`, at its commit timestamp), in TiKV's own format:
 *
 *     type  start_ts  [v short value] [R overlapped rollback] [F gc fence] [l last change] [S txn source]
 *
 * A long value is in the family `default`, at the start timestamp.
 */

import type { Family } from '../engine/engine';
import type { LastChange } from './lock-record';
import { RecordReader, RecordWriter } from './record-bytes';

export const WriteType = { Put: 'P', Delete: 'D', Lock: 'L', Rollback: 'R' } as const;
export type WriteType = (typeof WriteType)[keyof typeof WriteType];

export interface WriteRecord {
  readonly type: WriteType;
  readonly startTs: bigint;
  readonly shortValue: Uint8Array | null;
  /** The record stands for a protected rollback of the transaction that began at its commit timestamp as well. */
  readonly hasOverlappedRollback: boolean;
  /** Reads at this timestamp or later see nothing here; `null` when the record was never rewritten. */
  readonly gcFence: bigint | null;
  readonly lastChange: LastChange | null;
  readonly txnSource: bigint;
}

export const WRITE: Family<WriteRecord> = { name: 'write', encode: encodeWrite, decode: decodeWrite };

/** Values longer than a record may hold, at the start timestamp of their transaction. */
export const DEFAULT: Family<Uint8Array> = {
  name: 'default',
  encode: (value) => value,
  decode: (bytes) => bytes,
};

/** What a record has when nothing is said. */
export const PLAIN_WRITE: Omit<WriteRecord, 'type' | 'startTs'> = {
  shortValue: null,
  hasOverlappedRollback: false,
  gcFence: null,
  lastChange: null,
  txnSource: 0n,
};

const PROTECTED = Uint8Array.from([0x70]);

/** A protected one is never collapsed into a later one. */
export function rollbackRecord(startTs: bigint, isProtected: boolean): WriteRecord {
  return {
    ...PLAIN_WRITE,
    type: WriteType.Rollback,
    startTs,
    shortValue: isProtected ? PROTECTED : null,
  };
}

export function isProtectedRollback(write: WriteRecord): boolean {
  return write.type === WriteType.Rollback && write.shortValue?.length === 1 && write.shortValue[0] === 0x70;
}

export function isData(write: WriteRecord): boolean {
  return write.type === WriteType.Put || write.type === WriteType.Delete;
}

/** True unless a newer version that garbage collection removed hides this record from a read at `ts`. */
export function isVisibleAt(write: WriteRecord, ts: bigint): boolean {
  return write.gcFence === null || write.gcFence === 0n || write.gcFence > ts;
}

function encodeWrite(write: WriteRecord): Uint8Array {
  const out = new RecordWriter();
  out.tag(write.type);
  out.varint(write.startTs);
  if (write.shortValue) {
    out.tag('v');
    out.byte(write.shortValue.length);
    out.raw(write.shortValue);
  }
  if (write.hasOverlappedRollback) out.tag('R');
  if (write.gcFence !== null) {
    out.tag('F');
    out.word(write.gcFence);
  }
  if (write.lastChange) {
    out.tag('l');
    out.word(write.lastChange.ts);
    out.varint(write.lastChange.versions);
  }
  if (write.txnSource !== 0n) {
    out.tag('S');
    out.varint(write.txnSource);
  }
  return out.finish();
}

function decodeWrite(bytes: Uint8Array): WriteRecord {
  const input = new RecordReader(bytes);
  const type = input.tag() as WriteType;
  let write: WriteRecord = { ...PLAIN_WRITE, type, startTs: input.varint() };
  while (!input.isAtEnd) {
    const more = decodeOptional(input.tag(), input);
    if (!more) break;
    write = { ...write, ...more };
  }
  return write;
}

function decodeOptional(tag: string, input: RecordReader): Partial<WriteRecord> | null {
  switch (tag) {
    case 'v':
      return { shortValue: input.raw(input.byte()) };
    case 'R':
      return { hasOverlappedRollback: true };
    case 'F':
      return { gcFence: input.word() };
    case 'l':
      return { lastChange: { ts: input.word(), versions: input.varint() } };
    case 'S':
      return { txnSource: input.varint() };
    default:
      return null;
  }
}
