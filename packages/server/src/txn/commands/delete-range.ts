/** KvDeleteRange: everything of a range goes, all versions, all locks that are stored. */

import { type Init, type kvrpcpb } from '@tito/protocol';
import { WriteBatch } from '../../engine/engine';
import { encodeKey } from '../../mvcc/key-encoding';
import { LOCK, LockType } from '../../mvcc/lock-record';
import { DEFAULT, WRITE } from '../../mvcc/write-record';
import type { Region } from '../../topology/region';
import { requireProposedInRegion, requireSeekInRegion } from '../../topology/region-check';
import { messageOnly } from '../../topology/region-errors';
import type { Storage } from '../storage';

export function deleteRange(
  storage: Storage,
  region: Region,
  request: kvrpcpb.DeleteRangeRequest,
): Init<kvrpcpb.DeleteRangeResponse> {
  const start = encodeKey(request.startKey);
  const end = encodeKey(request.endKey);
  if (start >= end) throw messageOnly('invalid delete range command, start_key >= end_key');
  requireProposedInRegion(region, start);
  requireSeekInRegion(region, end);
  if (request.notifyOnly) return {};
  const batch = new WriteBatch();
  batch.deleteRange(WRITE, start, end);
  batch.deleteRange(DEFAULT, start, end);
  // Pessimistic locks are not stored with the data, so they stay.
  for (const [key, lock] of storage.engine.entries(LOCK, start, end))
    if (lock.type !== LockType.Pessimistic) batch.delete(LOCK, key);
  storage.engine.write(batch);
  return {};
}
