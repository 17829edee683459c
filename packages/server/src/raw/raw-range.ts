/** Raw requests for ranges: scan, several scans, delete, checksum. */

import { type Init, type kvrpcpb } from '@tito/protocol';
import { aborted } from '../mvcc/key-errors';
import { type Region, endBound } from '../topology/region';
import { requireProposedInRegion, requireSeekInRegion } from '../topology/region-check';
import { messageOnly } from '../topology/region-errors';
import type { Storage } from '../txn/storage';
import { crc64Xz } from './crc64';
import { RAW_DEFAULT, isLive } from './raw-record';
import {
  type Answer,
  type RawFamily,
  nowSeconds,
  rawFamily,
  rawKey,
  requireRawKeySize,
  userKeyOf,
  writeRaw,
} from './raw-store';

interface RawRange {
  readonly start: string;
  readonly end: string | null;
  readonly reverse: boolean;
}

interface RawLimits {
  readonly limit: number;
  readonly keyOnly: boolean;
}

export function rawScan(
  storage: Storage,
  region: Region,
  request: kvrpcpb.RawScanRequest,
): Init<kvrpcpb.RawScanResponse> {
  const family = rawFamily(storage, request.cf);
  const range = rangeInRegion(storage, region, request.startKey, request.endKey, request.reverse);
  return { kvs: scanInto([], storage, family, range, request) };
}

export function rawBatchScan(
  storage: Storage,
  region: Region,
  request: kvrpcpb.RawBatchScanRequest,
): Init<kvrpcpb.RawBatchScanResponse> {
  const { ranges, reverse } = request;
  const family = rawFamily(storage, request.cf);
  const bounds = ranges.map(({ startKey, endKey }, i) => ({
    startKey,
    // A range without an end goes on to where the next one starts.
    endKey: endKey.length > 0 ? endKey : (ranges[i + 1]?.startKey ?? endKey),
  }));
  requireOrderedRanges(storage, bounds, reverse);
  const kvs: Init<kvrpcpb.KvPair>[] = [];
  for (const { startKey, endKey } of bounds) {
    const range = rangeInRegion(storage, region, startKey, endKey, reverse);
    scanInto(kvs, storage, family, range, { limit: request.eachLimit, keyOnly: request.keyOnly });
  }
  return { kvs };
}

function requireOrderedRanges(
  storage: Storage,
  ranges: readonly { startKey: Uint8Array; endKey: Uint8Array }[],
  reverse: boolean,
): void {
  const areOrdered = ranges.every(({ startKey, endKey }) => {
    if (endKey.length === 0) return true;
    const [start, end] = [rawKey(storage, startKey), rawKey(storage, endKey)];
    return reverse ? start > end : start < end;
  });
  if (!areOrdered) throw aborted('Invalid KeyRanges');
}

/** The far bound is clipped to the region; the near one, where the seek begins, must be in it. */
function rangeInRegion(
  storage: Storage,
  region: Region,
  startKey: Uint8Array,
  endKey: Uint8Array,
  reverse: boolean,
): RawRange {
  const near = rawKey(storage, startKey);
  const far = endKey.length === 0 ? null : rawKey(storage, endKey);
  requireSeekInRegion(region, near);
  const border = endBound(region);
  if (!reverse) return { start: near, end: lower(far, border), reverse };
  return { start: far !== null && far > region.start ? far : region.start, end: near, reverse };
}

function lower(a: string | null, b: string | null): string | null {
  if (a === null) return b;
  return b === null || a < b ? a : b;
}

function scanInto(
  kvs: Init<kvrpcpb.KvPair>[],
  storage: Storage,
  family: RawFamily,
  { start, end, reverse }: RawRange,
  { limit, keyOnly }: RawLimits,
): Init<kvrpcpb.KvPair>[] {
  if (limit === 0 || (end !== null && start >= end)) return kvs;
  const nowS = nowSeconds(storage);
  const entries = reverse
    ? storage.engine.entriesReversed(family, start, end)
    : storage.engine.entries(family, start, end);
  let left = limit;
  for (const [key, record] of entries) {
    if (!isLive(record, nowS)) continue;
    kvs.push({ key: userKeyOf(storage, key), value: keyOnly ? undefined : record.value });
    if (--left === 0) break;
  }
  return kvs;
}

export function rawDeleteRange(
  storage: Storage,
  region: Region,
  request: kvrpcpb.RawDeleteRangeRequest,
): Answer<kvrpcpb.RawDeleteRangeResponse> {
  const family = rawFamily(storage, request.cf);
  requireRawKeySize(storage, request.startKey);
  requireRawKeySize(storage, request.endKey);
  const start = rawKey(storage, request.startKey);
  const end = request.endKey.length === 0 ? null : rawKey(storage, request.endKey);
  if (end !== null && start >= end) throw messageOnly('invalid delete range command, start_key >= end_key');
  requireProposedInRegion(region, start);
  if (end !== null) requireSeekInRegion(region, end);
  else if (region.end !== '') requireSeekInRegion(region, '\uffff');
  return writeRaw(storage, region, [start], (batch) => {
    batch.deleteRange(family, start, end);
    return {};
  });
}

export function rawChecksum(
  storage: Storage,
  region: Region,
  request: kvrpcpb.RawChecksumRequest,
): Init<kvrpcpb.RawChecksumResponse> {
  const nowS = nowSeconds(storage);
  let checksum = 0n;
  let totalKvs = 0n;
  let totalBytes = 0n;
  for (const { startKey, endKey } of request.ranges) {
    const { start, end } = rangeInRegion(storage, region, startKey, endKey, false);
    if (end !== null && start >= end) continue;
    for (const [stored, record] of storage.engine.entries(RAW_DEFAULT, start, end)) {
      if (!isLive(record, nowS)) continue;
      const key = userKeyOf(storage, stored);
      checksum ^= crc64Xz(key, record.value);
      totalKvs++;
      totalBytes += BigInt(key.length + record.value.length);
    }
  }
  return { checksum, totalKvs, totalBytes };
}
