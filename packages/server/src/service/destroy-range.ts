/** UnsafeDestroyRange: everything of a range goes on this store, of whatever kind it is. */

import type { Init, kvrpcpb } from '@tito/protocol';
import { type Family, WriteBatch } from '../engine/engine';
import { encodeKey } from '../mvcc/key-encoding';
import { aborted } from '../mvcc/key-errors';
import { LOCK } from '../mvcc/lock-record';
import { DEFAULT, WRITE } from '../mvcc/write-record';
import { RAW_DEFAULT } from '../raw/raw-record';
import type { Storage } from '../txn/storage';

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
  const families = [WRITE, DEFAULT, LOCK] as unknown as readonly Family<unknown>[];
  for (const family of families) batch.deleteRange(family, start, end);
  if (storage.mode === 'V2') batch.deleteRange(RAW_DEFAULT, start, end);
  storage.engine.write(batch);
  return {};
}
