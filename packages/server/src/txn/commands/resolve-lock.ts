/** KvResolveLock: commits or rolls back what is left of transactions whose fate is known. The caller is believed. */

import type { Init, kvrpcpb } from '@tito/protocol';
import { aborted } from '../../mvcc/key-errors';
import type { EncodedKey } from '../../mvcc/key-encoding';
import { LOCK, LockType } from '../../mvcc/lock-record';
import { type Region, endBound } from '../../topology/region';
import { rollbackKey } from '../actions/cleanup';
import { commitKey } from '../actions/commit';
import { execute } from '../execute';
import { encodeInRegion } from '../keys-in-region';
import type { Storage } from '../storage';

type Response = Init<kvrpcpb.ResolveLockResponse>;
interface Fate {
  readonly key: EncodedKey;
  readonly startTs: bigint;
  /** 0 rolls back. */
  readonly commitTs: bigint;
}

export function resolveLock(
  storage: Storage,
  region: Region,
  request: kvrpcpb.ResolveLockRequest,
): Response | Promise<Response> {
  const fates =
    request.keys.length > 0 ? fatesOfKeys(region, request) : fatesOfRegion(storage, region, request);
  if (fates.length === 0) return {};
  return execute(
    storage,
    region,
    fates.map(({ key }) => key),
    (txn) => {
      for (const { key, startTs, commitTs } of fates) {
        if (commitTs > 0n) commitKey(txn, storage.reader, key, startTs, commitTs);
        else rollbackKey(txn, storage.reader, key, startTs);
      }
      return {};
    },
  );
}

function fatesOfKeys(region: Region, request: kvrpcpb.ResolveLockRequest): Fate[] {
  const { startVersion: startTs, commitVersion: commitTs } = request;
  requireOrder(startTs, commitTs);
  return [...new Set(encodeInRegion(region, request.keys))].map((key) => ({ key, startTs, commitTs }));
}

function fatesOfRegion(storage: Storage, region: Region, request: kvrpcpb.ResolveLockRequest): Fate[] {
  const commits = new Map(request.txnInfos.map(({ txn, status }) => [txn, status]));
  if (request.startVersion > 0n && commits.size === 0)
    commits.set(request.startVersion, request.commitVersion);
  const fates: Fate[] = [];
  for (const [key, lock] of storage.engine.entries(LOCK, region.start, endBound(region))) {
    const commitTs = commits.get(lock.startTs);
    // Pessimistic locks are in no store's records, only in its memory; a region's resolution passes them over.
    if (commitTs === undefined || lock.type === LockType.Pessimistic) continue;
    requireOrder(lock.startTs, commitTs);
    fates.push({ key, startTs: lock.startTs, commitTs });
  }
  return fates;
}

function requireOrder(startTs: bigint, commitTs: bigint): void {
  if (commitTs > 0n && commitTs <= startTs)
    throw aborted('InvalidTxnTso', `start_ts: ${startTs}, commit_ts: ${commitTs}`);
}
