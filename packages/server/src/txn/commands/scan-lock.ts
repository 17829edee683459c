/** KvScanLock: locks of a range, oldest transactions' first by key. */

import type { Init, kvrpcpb } from '@tito/protocol';
import { keyIsLocked, lockInfo } from '../../mvcc/key-errors';
import { decodeKey, encodeKey } from '../../mvcc/key-encoding';
import { LOCK } from '../../mvcc/lock-record';
import { type Region, endBound } from '../../topology/region';
import { requireSeekInRegion } from '../../topology/region-check';
import { raiseMaxTs } from '../max-ts';
import type { Storage } from '../storage';

export function scanLock(
  storage: Storage,
  region: Region,
  request: kvrpcpb.ScanLockRequest,
): Init<kvrpcpb.ScanLockResponse> {
  const { maxVersion, limit } = request;
  raiseMaxTs(storage, maxVersion);
  const start = request.startKey.length === 0 ? region.start : encodeKey(request.startKey);
  const wanted = request.endKey.length === 0 ? null : encodeKey(request.endKey);
  const border = endBound(region);
  const end = wanted === null || (border !== null && border < wanted) ? border : wanted;
  requireSeekInRegion(region, start);
  for (const [key, lock] of storage.concurrency.locksIn(start, end))
    if (lock.startTs <= maxVersion) throw keyIsLocked(key, lock);
  const locks: Init<kvrpcpb.LockInfo>[] = [];
  for (const [key, lock] of storage.engine.entries(LOCK, start, end)) {
    if (lock.startTs > maxVersion) continue;
    locks.push(lockInfo(decodeKey(key), lock));
    if (limit !== 0 && locks.length >= limit) break;
  }
  return { locks };
}
