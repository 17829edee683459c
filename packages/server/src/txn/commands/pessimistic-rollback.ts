/** KVPessimisticRollback: gives up pessimistic locks. What is not such a lock of the transaction is left alone. */

import type { Init, kvrpcpb } from '@tito/protocol';
import { LOCK, LockType } from '../../mvcc/lock-record';
import { type Region, endBound } from '../../topology/region';
import { execute } from '../execute';
import { encodeInRegion } from '../keys-in-region';
import type { Storage } from '../storage';

type Response = Init<kvrpcpb.PessimisticRollbackResponse>;

export function pessimisticRollback(
  storage: Storage,
  region: Region,
  request: kvrpcpb.PessimisticRollbackRequest,
): Response | Promise<Response> {
  const keys =
    request.keys.length > 0 ? encodeInRegion(region, request.keys) : lockedKeys(storage, region, request);
  return execute(storage, region, keys, (txn) => {
    for (const key of new Set(keys)) {
      const lock = storage.reader.loadLock(key);
      if (lock?.type !== LockType.Pessimistic || lock.startTs !== request.startVersion) continue;
      if (lock.forUpdateTs <= request.forUpdateTs) txn.removeLock(key, lock);
    }
    return {};
  });
}

function lockedKeys(storage: Storage, region: Region, request: kvrpcpb.PessimisticRollbackRequest): string[] {
  const keys: string[] = [];
  for (const [key, lock] of storage.engine.entries(LOCK, region.start, endBound(region)))
    if (lock.startTs === request.startVersion) keys.push(key);
  return keys;
}
