/**
 * Reads a range of keys at a timestamp: the locks and the versions of the range side by side, key by key.
 *
 * A locked key is reported in its place and the scan goes on behind it.
 */

import { kvrpcpb } from '@tito/protocol';
import type { Engine, Entry } from '../engine/engine';
import { KeyRefusal } from './key-errors';
import { type EncodedKey, keyOfVersion, timestampOfVersion, versionKey } from './key-encoding';
import { type ReadContext, checkLock } from './lock-conflict';
import { LOCK, type LockRecord, LockType } from './lock-record';
import type { MvccReader, Version } from './mvcc-reader';
import { newerVersion } from './point-getter';
import { WRITE, type WriteRecord, WriteType, isVisibleAt } from './write-record';

export interface ScanRange {
  readonly start: EncodedKey;
  /** Exclusive; `null` has no bound. */
  readonly end: EncodedKey | null;
  readonly reverse: boolean;
}

/** One key of a scan: a value, or why there is none. */
export interface ScannedKey {
  readonly key: EncodedKey;
  readonly value: Uint8Array | null;
  readonly commitTs: bigint;
  readonly refusal: KeyRefusal | null;
}

/** Versions of one key may be walked over this often before a new seek is cheaper. */
const WALK_BEFORE_SEEK = 16;

/** What there is to read in a range, key by key, in the order of the scan. */
export function* scanRange(
  engine: Engine,
  reader: MvccReader,
  range: ScanRange,
  read: ReadContext,
): IterableIterator<ScannedKey> {
  const locks = range.reverse
    ? engine.entriesReversed(LOCK, range.start, range.end)
    : engine.entries(LOCK, range.start, range.end);
  const versions = range.reverse ? newestReversed(engine, range, read) : newestForward(engine, range, read);
  const direction = range.reverse ? -1 : 1;
  let lock = nextEntry(locks);
  let data = versions.next();
  while (lock || !data.done) {
    const order = !lock
      ? 1
      : data.done
        ? -1
        : lock[0] === data.value.key
          ? 0
          : lock[0] < data.value.key
            ? -direction
            : direction;
    if (order > 0) {
      // The version comes first, and its key is not locked.
      if (!data.done) yield* emit(data.value, reader, read);
      data = versions.next();
      continue;
    }
    const [key, record] = lock!;
    const seen = judgeLock(key, record, read);
    const own = order === 0 && !data.done ? data.value : null;
    if (seen instanceof KeyRefusal) yield { key, value: null, commitTs: 0n, refusal: seen };
    else if (seen === 'readThrough') yield* emitLock(key, record, reader);
    else if (own) yield* emit(own, reader, read);
    if (own) data = versions.next();
    lock = nextEntry(locks);
  }
}

/** The newest visible record of one key, and the newest of all where that is asked for. */
interface KeyVersions {
  readonly key: EncodedKey;
  readonly put: WriteRecord | null;
  readonly commitTs: bigint;
  readonly newest: Version | null;
}

function nextEntry<V>(entries: IterableIterator<Entry<V>>): Entry<V> | null {
  const next = entries.next();
  return next.done ? null : [next.value[0], next.value[1]];
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

function* emit(found: KeyVersions, reader: MvccReader, read: ReadContext): IterableIterator<ScannedKey> {
  if (read.isolation === kvrpcpb.IsolationLevel.RCCheckTS && found.newest && found.newest.commitTs > read.ts)
    throw newerVersion(found.key, found.newest, read);
  if (!found.put) return;
  const value = reader.loadValue(found.key, found.put);
  yield { key: found.key, value, commitTs: found.commitTs, refusal: null };
}

function* emitLock(key: EncodedKey, lock: LockRecord, reader: MvccReader): IterableIterator<ScannedKey> {
  if (lock.type !== LockType.Put) return;
  yield { key, value: reader.loadLockValue(key, lock), commitTs: 0n, refusal: null };
}

/** Versions come newest first: the first decisive one at `ts` or before is the answer. */
function* newestForward(engine: Engine, range: ScanRange, read: ReadContext): IterableIterator<KeyVersions> {
  let entries = engine.entries(WRITE, range.start, range.end);
  let entry = entries.next();
  while (!entry.done) {
    const key = keyOfVersion(entry.value[0]);
    let put: WriteRecord | null = null;
    let commitTs = 0n;
    let newest: Version | null = null;
    let isDecided = false;
    for (let walked = 0; !entry.done && entry.value[0].startsWith(key); walked++) {
      if (walked === WALK_BEFORE_SEEK) {
        walked = 0;
        // Either every record so far is too new, or the rest is too old to matter.
        const target = isDecided ? versionKey(key, 0n) + '\0' : versionKey(key, read.ts);
        if (target > entry.value[0]) {
          entries = engine.entries(WRITE, target, range.end);
          entry = entries.next();
          continue;
        }
      }
      const [version, write] = entry.value;
      const ts = timestampOfVersion(version);
      newest ??= { commitTs: ts, write };
      if (!isDecided && ts <= read.ts) {
        if (!isVisibleAt(write, read.ts) || write.type === WriteType.Delete) isDecided = true;
        else if (write.type === WriteType.Put) {
          put = write;
          commitTs = ts;
          isDecided = true;
        }
      }
      entry = entries.next();
    }
    yield { key, put, commitTs, newest };
  }
}

/** Versions come oldest first: the last decisive one at `ts` or before is the answer. */
function* newestReversed(engine: Engine, range: ScanRange, read: ReadContext): IterableIterator<KeyVersions> {
  const entries = engine.entriesReversed(WRITE, range.start, range.end);
  let entry = entries.next();
  while (!entry.done) {
    const key = keyOfVersion(entry.value[0]);
    let put: WriteRecord | null = null;
    let commitTs = 0n;
    let newest: Version | null = null;
    for (; !entry.done && entry.value[0].startsWith(key); entry = entries.next()) {
      const [version, write] = entry.value;
      const ts = timestampOfVersion(version);
      newest = { commitTs: ts, write };
      if (ts > read.ts) continue;
      if (!isVisibleAt(write, read.ts) || write.type === WriteType.Delete) put = null;
      else if (write.type === WriteType.Put) {
        put = write;
        commitTs = ts;
      }
    }
    yield { key, put, commitTs, newest };
  }
}
