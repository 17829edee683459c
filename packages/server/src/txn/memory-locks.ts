/**
 * Pessimistic locks as TiKV keeps them by default: in the memory of the region's leader, from where they go with it when its
 * machine does. A transaction that had them learns of it at its prewrite.
 */

import { WriteBatch } from '../engine/engine';
import { LOCK, LockType } from '../mvcc/lock-record';
import type { ReleasedLock } from '../mvcc/mvcc-txn';
import { type Region, endBound } from '../topology/region';
import type { Storage } from './storage';

/** @returns how many there were in the region */
export function loseMemoryLocks(storage: Storage, region: Region): number {
  const batch = new WriteBatch();
  const released: ReleasedLock[] = [];
  for (const [key, lock] of storage.engine.entries(LOCK, region.start, endBound(region))) {
    if (lock.type !== LockType.Pessimistic) continue;
    batch.delete(LOCK, key);
    released.push({ key, startTs: lock.startTs, commitTs: 0n });
  }
  if (!batch.isEmpty) storage.engine.write(batch);
  storage.lockWaits.released(released);
  return released.length;
}
