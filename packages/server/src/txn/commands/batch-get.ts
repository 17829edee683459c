/** KvBatchGet: found keys in the order asked for, missing ones left out, refused ones in their place. */

import type { Init, kvrpcpb } from '@tito/protocol';
import { KeyRefusal } from '../../mvcc/key-errors';
import { encodeKey } from '../../mvcc/key-encoding';
import { type ReadContext, checkLock } from '../../mvcc/lock-conflict';
import { getValue } from '../../mvcc/point-getter';
import type { Region } from '../../topology/region';
import { requireKeyInRegion } from '../../topology/region-check';
import { beginRead } from '../max-ts';
import type { Storage } from '../storage';

export function batchGet(
  storage: Storage,
  region: Region,
  request: kvrpcpb.BatchGetRequest,
): Init<kvrpcpb.BatchGetResponse> {
  const read = beginRead(storage, request.context, request.version, request.needCommitTs);
  const keys = request.keys.map((key) => ({ key, encoded: encodeKey(key) }));
  for (const { encoded } of keys) {
    const unstored = storage.concurrency.lockOf(encoded);
    if (unstored) checkLock(encoded, unstored, read, false);
  }
  const pairs: Init<kvrpcpb.KvPair>[] = [];
  for (const { key, encoded } of keys) {
    const pair = readPair(storage, region, key, encoded, read);
    if (pair) pairs.push(pair);
  }
  return { pairs };
}

function readPair(
  storage: Storage,
  region: Region,
  key: Uint8Array,
  encoded: string,
  read: ReadContext,
): Init<kvrpcpb.KvPair> | null {
  try {
    requireKeyInRegion(region, encoded);
    const found = getValue(storage.reader, encoded, read);
    if (!found) return null;
    return { key, value: found.value, commitTs: read.needCommitTs ? found.commitTs : 0n };
  } catch (error) {
    if (error instanceof KeyRefusal) return { error: error.keyError };
    throw error;
  }
}
