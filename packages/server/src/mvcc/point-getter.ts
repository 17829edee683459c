/** Reads one key at a timestamp. */

import { MAX_TIMESTAMP, kvrpcpb } from '@tito/protocol';
import { writeConflict } from './key-errors';
import { type EncodedKey, versionKey } from './key-encoding';
import { type ReadContext, checkLock } from './lock-conflict';
import { LockType } from './lock-record';
import type { MvccReader } from './mvcc-reader';

export interface FoundValue {
  readonly value: Uint8Array;
  readonly commitTs: bigint;
}

/**
 * The value of a key, `null` where there is none.
 *
 * @throws KeyRefusal when a lock or, for the isolation that asks for the latest, a newer version is in the way
 */
export function getValue(reader: MvccReader, key: EncodedKey, read: ReadContext): FoundValue | null {
  const lock = reader.loadLock(key);
  if (lock && checkLock(key, lock, read) === 'readThrough')
    return lock.type === LockType.Put ? { value: reader.loadLockValue(key, lock), commitTs: 0n } : null;
  if (read.isolation === kvrpcpb.IsolationLevel.RCCheckTS) refuseNewer(reader, key, read);
  const version = reader.getPut(key, read.ts);
  return version ? { value: reader.loadValue(key, version.write), commitTs: version.commitTs } : null;
}

function refuseNewer(reader: MvccReader, key: EncodedKey, read: ReadContext): void {
  const newest = reader.seekWrite(key, MAX_TIMESTAMP);
  if (newest && newest.commitTs > read.ts) throw newerVersion(key, newest.commitTs, read);
}

/** The key of this one conflict is the stored one, with the timestamp, as TiKV has it. */
export function newerVersion(key: EncodedKey, commitTs: bigint, read: ReadContext): Error {
  return writeConflict({
    startTs: read.ts,
    conflictStartTs: 0n,
    conflictCommitTs: commitTs,
    key: Buffer.from(versionKey(key, commitTs), 'latin1'),
    primary: Buffer.alloc(0),
    reason: kvrpcpb.WriteConflict_Reason.RcCheckTs,
  });
}
