/** Makes a timestamp known to the commits to come: none of them will be at it or before. */

import { MAX_TIMESTAMP, type kvrpcpb, physicalMs } from '@tito/protocol';
import type { ReadContext } from '../mvcc/lock-conflict';
import { messageOnly } from '../topology/region-errors';
import type { Storage } from './storage';

/** A timestamp further ahead of the oracle was never issued. */
const MAX_AHEAD_MS = 60_000;

/** @throws RegionRefusal for a timestamp that the oracle cannot have issued */
export function raiseMaxTs(storage: Storage, ts: bigint): void {
  if (ts === MAX_TIMESTAMP || ts <= storage.concurrency.maxTs) return;
  if (physicalMs(ts) > physicalMs(storage.oracle.current()) + MAX_AHEAD_MS)
    throw messageOnly(`invalid max_ts update: ${ts} is too far ahead of the timestamp oracle`);
  storage.concurrency.raise(ts);
}

/** What a read goes by, after it made its timestamp known. A stale read goes unnoticed. */
export function beginRead(
  storage: Storage,
  context: kvrpcpb.Context | undefined,
  ts: bigint,
  needCommitTs = false,
): ReadContext {
  if (context?.staleRead !== true) raiseMaxTs(storage, ts);
  return {
    ts,
    isolation: context?.isolationLevel ?? 0,
    resolvedLocks: context?.resolvedLocks ?? [],
    committedLocks: context?.committedLocks ?? [],
    needCommitTs,
  };
}
