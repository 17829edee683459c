/**
 * Garbage collection of one stretch of keys: of the versions at the safe point or before it, a key keeps only the newest
 * value. Locks are not touched; whoever moves the safe point has resolved them.
 */

import { type Engine, WriteBatch } from '../../engine/engine';
import { type EncodedKey, keyOfVersion, timestampOfVersion, versionKey } from '../../mvcc/key-encoding';
import { DEFAULT, WRITE, type WriteRecord, WriteType } from '../../mvcc/write-record';

export interface GcProgress {
  /** Where to go on; `null` at the end. */
  readonly next: string | null;
  readonly removed: number;
}

/** Looks at about `limit` versions from `start` on. Whole keys only. */
export function collectGarbage(engine: Engine, start: string, safePoint: bigint, limit: number): GcProgress {
  const batch = new WriteBatch();
  let key: EncodedKey = '';
  let isDecided = false;
  let seen = 0;
  let next: string | null = null;
  for (const [version, write] of engine.entries(WRITE, start, null)) {
    const at = keyOfVersion(version);
    if (at !== key) {
      if (seen >= limit) {
        next = version;
        break;
      }
      key = at;
      isDecided = false;
    }
    seen++;
    if (timestampOfVersion(version) > safePoint) continue;
    if (!isDecided && write.type === WriteType.Put) isDecided = true;
    else {
      if (write.type === WriteType.Delete) isDecided = true;
      removeVersion(batch, at, version, write);
    }
  }
  const removed = batch.changes.length;
  if (removed > 0) engine.write(batch);
  return { next, removed };
}

function removeVersion(batch: WriteBatch, key: EncodedKey, version: string, write: WriteRecord): void {
  batch.delete(WRITE, version);
  if (write.type === WriteType.Put && write.shortValue === null)
    batch.delete(DEFAULT, versionKey(key, write.startTs));
}
