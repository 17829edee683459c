/**
 * Reads a range of keys at a timestamp: the locks and the versions of the range side by side, key by key.
 *
 * A locked key is reported in its place and the scan goes on behind it.
 */

import { kvrpcpb } from '@tito/protocol';
import type { Engine, Entry } from '../engine/engine';
import type { EncodedKey } from './key-encoding';
import { KeyRefusal } from './key-errors';
import { type ReadContext, checkLock } from './lock-conflict';
import { LOCK, type LockRecord, LockType } from './lock-record';
import type { MvccReader } from './mvcc-reader';
import { newerVersion } from './point-getter';
import { BackwardVersions, ForwardVersions, type VersionCursor } from './version-cursor';

export interface ScanRange {
  readonly start: EncodedKey;
  /** Exclusive; `null` has no bound. */
  readonly end: EncodedKey | null;
  readonly reverse: boolean;
}

/** Takes one key of a scan: its value, or why it cannot be told. Answers whether to go on. */
export type ScanVisitor = (key: EncodedKey, value: Uint8Array | null, refusal: KeyRefusal | null) => boolean;

/** Shows what there is to read in a range, key by key, in the order of the scan. */
export function scanRange(
  engine: Engine,
  reader: MvccReader,
  range: ScanRange,
  read: ReadContext,
  visit: ScanVisitor,
): void {
  const { start, end, reverse } = range;
  const versions: VersionCursor = reverse
    ? new BackwardVersions(engine, start, end, read.ts)
    : new ForwardVersions(engine, start, end, read.ts);
  const locks = reverse ? engine.entriesReversed(LOCK, start, end) : engine.entries(LOCK, start, end);
  let lock = nextLock(locks);
  while (lock !== null || versions.key !== null) {
    const order = lock === null ? 1 : versions.key === null ? -1 : compare(lock[0], versions.key, reverse);
    if (order > 0) {
      if (!visitVersion(reader, versions, read, visit)) return;
      versions.advance();
      continue;
    }
    const isVersioned = order === 0;
    if (!visitLocked(reader, lock as Entry<LockRecord>, isVersioned ? versions : null, read, visit)) return;
    if (isVersioned) versions.advance();
    lock = nextLock(locks);
  }
}

/** Negative when the lock comes first in the order of the scan, 0 when both are of one key. */
function compare(lockKey: EncodedKey, versionKey: EncodedKey, reverse: boolean): number {
  if (lockKey === versionKey) return 0;
  return lockKey < versionKey === reverse ? 1 : -1;
}

/** A copy: an engine may use one array for all entries. */
function nextLock(locks: Iterator<Entry<LockRecord>>): Entry<LockRecord> | null {
  const next = locks.next();
  return next.done ? null : [next.value[0], next.value[1]];
}

function visitVersion(
  reader: MvccReader,
  versions: VersionCursor,
  read: ReadContext,
  visit: ScanVisitor,
): boolean {
  const key = versions.key as EncodedKey;
  if (read.isolation === kvrpcpb.IsolationLevel.RCCheckTS && versions.newestTs > read.ts)
    throw newerVersion(key, versions.newestTs, read);
  return versions.put === null || visit(key, reader.loadValue(key, versions.put), null);
}

/** `versions` stands on the same key, or is `null` when the key has none. */
function visitLocked(
  reader: MvccReader,
  [key, lock]: Entry<LockRecord>,
  versions: VersionCursor | null,
  read: ReadContext,
  visit: ScanVisitor,
): boolean {
  const seen = judgeLock(key, lock, read);
  if (seen instanceof KeyRefusal) return visit(key, null, seen);
  if (seen === 'ignore') return versions === null || visitVersion(reader, versions, read, visit);
  return lock.type !== LockType.Put || visit(key, reader.loadLockValue(key, lock), null);
}

function judgeLock(
  key: EncodedKey,
  lock: LockRecord,
  read: ReadContext,
): 'ignore' | 'readThrough' | KeyRefusal {
  try {
    return checkLock(key, lock, read);
  } catch (error) {
    if (error instanceof KeyRefusal && error.kind === 'locked') return error;
    throw error;
  }
}
