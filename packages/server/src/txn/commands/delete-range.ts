/** KvDeleteRange and UnsafeDestroyRange: everything of a range goes, versions, locks and all. */

import { type Init, type kvrpcpb } from '@tito/protocol';
import { WriteBatch } from '../../engine/engine';
import { aborted } from '../../key-errors';
import { encodeKey } from '../../mvcc/key-encoding';
import { LOCK, LockType } from '../../mvcc/lock-record';
import { DEFAULT, WRITE } from '../../mvcc/write-record';
import { RAW_DEFAULT } from '../../raw/raw-record';
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

/** Without a look at regions. A real server stops at an empty bound. */
export function unsafeDestroyRange(
  storage: Storage,
  request: kvrpcpb.UnsafeDestroyRangeRequest,
): Init<kvrpcpb.UnsafeDestroyRangeResponse> {
  if (request.startKey.length === 0 || request.endKey.length === 0)
    throw aborted('UnsafeDestroyRange needs both bounds');
  const start = encodeKey(request.startKey);
  const end = encodeKey(request.endKey);
  if (start >= end) return {};
  const batch = new WriteBatch();
  for (const family of [WRITE, DEFAULT, LOCK]) batch.deleteRange(family as typeof WRITE, start, end);
  if (storage.mode === 'V2') batch.deleteRange(RAW_DEFAULT, start, end);
  storage.engine.write(batch);
  return {};
}
