/** KvGet. */

import type { Init, kvrpcpb } from '@tito/protocol';
import { encodeKey } from '../../mvcc/key-encoding';
import { checkLock } from '../../mvcc/lock-conflict';
import { getValue } from '../../mvcc/point-getter';
import type { Region } from '../../topology/region';
import { requireKeyInRegion } from '../../topology/region-check';
import { beginRead } from '../max-ts';
import type { Storage } from '../storage';

export function get(
  storage: Storage,
  region: Region,
  request: kvrpcpb.GetRequest,
): Init<kvrpcpb.GetResponse> {
  const read = beginRead(storage, request.context, request.version, request.needCommitTs);
  const key = encodeKey(request.key);
  const unstored = storage.concurrency.lockOf(key);
  if (unstored) checkLock(key, unstored, read, false);
  requireKeyInRegion(region, key);
  const found = getValue(storage.reader, key, read);
  if (!found) return { notFound: true };
  return { value: found.value, commitTs: request.needCommitTs ? found.commitTs : 0n };
}
