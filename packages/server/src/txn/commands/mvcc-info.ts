/** MvccGetByKey and MvccGetByStartTs: everything that is stored about a key, for people who look for faults. */

import { type Init, MAX_TIMESTAMP, kvrpcpb } from '@tito/protocol';
import { lockOp } from '../../mvcc/key-errors';
import {
  type EncodedKey,
  decodeKey,
  encodeKey,
  keyOfVersion,
  timestampOfVersion,
  versionKey,
} from '../../mvcc/key-encoding';
import type { LockRecord } from '../../mvcc/lock-record';
import { DEFAULT, WRITE, type WriteRecord, WriteType } from '../../mvcc/write-record';
import { type Region, endBound } from '../../topology/region';
import { requireKeyInRegion } from '../../topology/region-check';
import type { Storage } from '../storage';

const { Op } = kvrpcpb;

const WRITE_OPS: Readonly<Record<WriteType, kvrpcpb.Op>> = {
  [WriteType.Put]: Op.Put,
  [WriteType.Delete]: Op.Del,
  [WriteType.Lock]: Op.Lock,
  [WriteType.Rollback]: Op.Rollback,
};

export function mvccGetByKey(
  storage: Storage,
  region: Region,
  request: kvrpcpb.MvccGetByKeyRequest,
): Init<kvrpcpb.MvccGetByKeyResponse> {
  const key = encodeKey(request.key);
  requireKeyInRegion(region, key);
  return { info: infoOf(storage, key) };
}

/** The first key of the region with a record of that transaction; locks alone are not found. */
export function mvccGetByStartTs(
  storage: Storage,
  region: Region,
  { startTs }: kvrpcpb.MvccGetByStartTsRequest,
): Init<kvrpcpb.MvccGetByStartTsResponse> {
  for (const [version, write] of storage.engine.entries(WRITE, region.start, endBound(region))) {
    if (write.startTs !== startTs) continue;
    const key = keyOfVersion(version);
    return { key: decodeKey(key), info: infoOf(storage, key) };
  }
  return { info: {} };
}

function infoOf({ engine, reader }: Storage, key: EncodedKey): Init<kvrpcpb.MvccInfo> {
  const lock = reader.loadLock(key);
  const [first, last] = [versionKey(key, MAX_TIMESTAMP), versionKey(key, 0n) + '\0'];
  const writes: Init<kvrpcpb.MvccWrite>[] = [];
  for (const [version, write] of engine.entries(WRITE, first, last))
    writes.push(writeMessage(timestampOfVersion(version), write));
  const values: Init<kvrpcpb.MvccValue>[] = [];
  for (const [version, value] of engine.entries(DEFAULT, first, last))
    values.push({ startTs: timestampOfVersion(version), value });
  return { lock: lock && lockMessage(lock), writes, values };
}

function lockMessage(lock: LockRecord): Init<kvrpcpb.MvccLock> {
  return {
    type: lockOp(lock.type),
    startTs: lock.startTs,
    primary: lock.primary,
    shortValue: lock.shortValue ?? undefined,
    lastChangeTs: lock.lastChange?.ts ?? 0n,
    versionsToLastChange: lock.lastChange?.versions ?? 0n,
  };
}

function writeMessage(commitTs: bigint, write: WriteRecord): Init<kvrpcpb.MvccWrite> {
  return {
    type: WRITE_OPS[write.type],
    startTs: write.startTs,
    commitTs,
    shortValue: write.shortValue ?? undefined,
    hasOverlappedRollback: write.hasOverlappedRollback,
    hasGcFence: write.gcFence !== null,
    gcFence: write.gcFence ?? 0n,
  };
}
