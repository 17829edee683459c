/** KvCheckTxnStatus and KvTxnHeartBeat: what the primary lock says, and how long it lasts. */

import { type Init, MAX_TIMESTAMP, type kvrpcpb } from '@tito/protocol';
import { lockInfo, txnNotFound } from '../../mvcc/key-errors';
import type { Region } from '../../topology/region';
import { checkTxnStatus as check } from '../actions/check-txn-status';
import { execute } from '../execute';
import { encodeOneInRegion } from '../keys-in-region';
import { raiseMaxTs } from '../max-ts';
import type { Storage } from '../storage';

export function checkTxnStatus(
  storage: Storage,
  region: Region,
  request: kvrpcpb.CheckTxnStatusRequest,
): Init<kvrpcpb.CheckTxnStatusResponse> | Promise<Init<kvrpcpb.CheckTxnStatusResponse>> {
  for (const ts of [request.lockTs, request.currentTs, request.callerStartTs])
    if (ts !== MAX_TIMESTAMP) raiseMaxTs(storage, ts);
  const key = encodeOneInRegion(region, request.primaryKey);
  return execute(storage, region, [key], (txn) => {
    const { action, commitTs, lock } = check(txn, storage.reader, key, request);
    return {
      action,
      commitVersion: commitTs,
      lockTtl: lock?.ttlMs ?? 0n,
      // As TiKV has it: with the primary as the key, whatever key was asked about.
      lockInfo: lock ? lockInfo(lock.primary, lock) : undefined,
    };
  });
}

export function txnHeartBeat(
  storage: Storage,
  region: Region,
  request: kvrpcpb.TxnHeartBeatRequest,
): Init<kvrpcpb.TxnHeartBeatResponse> | Promise<Init<kvrpcpb.TxnHeartBeatResponse>> {
  const key = encodeOneInRegion(region, request.primaryLock);
  return execute(storage, region, [key], (txn) => {
    const lock = storage.reader.loadLock(key);
    if (!lock || lock.startTs !== request.startVersion)
      throw txnNotFound(request.startVersion, request.primaryLock);
    const ttlMs = request.adviseLockTtl > lock.ttlMs ? request.adviseLockTtl : lock.ttlMs;
    const isFlushed = lock.generation > 0n && request.minCommitTs > lock.minCommitTs;
    const minCommitTs = isFlushed ? request.minCommitTs : lock.minCommitTs;
    if (ttlMs !== lock.ttlMs || isFlushed) txn.putLock(key, { ...lock, ttlMs, minCommitTs });
    return { lockTtl: ttlMs };
  });
}
