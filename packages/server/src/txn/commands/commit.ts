/** KvCommit: all keys or none. */

import type { Init, kvrpcpb } from '@tito/protocol';
import { aborted } from '../../mvcc/key-errors';
import type { Region } from '../../topology/region';
import { commitKey } from '../actions/commit';
import { execute } from '../execute';
import { encodeInRegion } from '../keys-in-region';
import type { Storage } from '../storage';

type Response = Init<kvrpcpb.CommitResponse>;

export function commit(
  storage: Storage,
  region: Region,
  request: kvrpcpb.CommitRequest,
): Response | Promise<Response> {
  const { startVersion, commitVersion } = request;
  if (commitVersion <= startVersion)
    throw aborted('InvalidTxnTso', `start_ts: ${startVersion}, commit_ts: ${commitVersion}`);
  const keys = encodeInRegion(region, request.keys);
  return execute(storage, region, keys, (txn) => {
    for (const key of keys) {
      const lock = commitKey(txn, storage.reader, key, startVersion, commitVersion);
      if (lock && lock.forUpdateTs !== 0n) storage.txnStatusCache.noteCommit(startVersion);
    }
    return { commitVersion };
  });
}
