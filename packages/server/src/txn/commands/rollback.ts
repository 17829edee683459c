/** KvBatchRollback and KvCleanup. */

import type { Init, kvrpcpb } from '@tito/protocol';
import type { Region } from '../../topology/region';
import { cleanupKey, rollbackKey } from '../actions/cleanup';
import { execute } from '../execute';
import { encodeInRegion, encodeOneInRegion } from '../keys-in-region';
import { raiseMaxTs } from '../max-ts';
import type { Storage } from '../storage';

export function batchRollback(
  storage: Storage,
  region: Region,
  request: kvrpcpb.BatchRollbackRequest,
): Init<kvrpcpb.BatchRollbackResponse> | Promise<Init<kvrpcpb.BatchRollbackResponse>> {
  const keys = encodeInRegion(region, request.keys);
  return execute(storage, region, keys, (txn) => {
    for (const key of new Set(keys)) rollbackKey(txn, storage.reader, key, request.startVersion);
    return {};
  });
}

export function cleanup(
  storage: Storage,
  region: Region,
  request: kvrpcpb.CleanupRequest,
): Init<kvrpcpb.CleanupResponse> | Promise<Init<kvrpcpb.CleanupResponse>> {
  raiseMaxTs(storage, request.startVersion);
  const key = encodeOneInRegion(region, request.key);
  return execute(storage, region, [key], (txn) => {
    const { startVersion, currentTs } = request;
    const commitTs = cleanupKey(txn, storage.reader, key, startVersion, currentTs, true);
    return { commitVersion: commitTs ?? 0n };
  });
}
