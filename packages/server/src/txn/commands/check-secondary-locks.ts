/** KvCheckSecondaryLocks: all locks of an async commit in one region, or why they are not all there. */

import type { Init, kvrpcpb } from '@tito/protocol';
import { lockInfo } from '../../mvcc/key-errors';
import { decodeKey } from '../../mvcc/key-encoding';
import type { Region } from '../../topology/region';
import { checkSecondaryLock } from '../actions/check-secondary-lock';
import { execute } from '../execute';
import { encodeInRegion } from '../keys-in-region';
import { raiseMaxTs } from '../max-ts';
import type { Storage } from '../storage';

type Response = Init<kvrpcpb.CheckSecondaryLocksResponse>;

export function checkSecondaryLocks(
  storage: Storage,
  region: Region,
  request: kvrpcpb.CheckSecondaryLocksRequest,
): Response | Promise<Response> {
  raiseMaxTs(storage, request.startVersion);
  const keys = encodeInRegion(region, request.keys);
  return execute(storage, region, keys, (txn): Response => {
    const locks: Init<kvrpcpb.LockInfo>[] = [];
    for (const key of keys) {
      const status = checkSecondaryLock(txn, storage.reader, key, request.startVersion);
      if (status.kind === 'committed') return { commitTs: status.commitTs };
      if (status.kind === 'rolledBack') return {};
      locks.push(lockInfo(decodeKey(key), status.lock));
    }
    return { locks };
  });
}
