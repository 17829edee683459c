/** Raw requests for keys by name: get, put, delete, their batches, compare-and-swap, time to live. */

import { type Init, equalBytes, type kvrpcpb } from '@tito/protocol';
import { type KeyError, KeyRefusal, aborted } from '../mvcc/key-errors';
import type { Region } from '../topology/region';
import { requireKeyInRegion, requireProposedInRegion } from '../topology/region-check';
import { MAX_ENTRY_BYTES, requireEntrySize } from '../txn/entry-size';
import type { Storage } from '../txn/storage';
import { isLive, secondsLeft } from './raw-record';
import {
  type Answer,
  type RawFamily,
  deleteInto,
  liveRecord,
  nowSeconds,
  rawFamily,
  rawKey,
  readLive,
  requireRawKeySize,
  requireTtlAllowed,
  writeRaw,
} from './raw-store';

export function rawGet(
  storage: Storage,
  region: Region,
  request: kvrpcpb.RawGetRequest,
): Init<kvrpcpb.RawGetResponse> {
  const family = rawFamily(storage, request.cf);
  const key = rawKey(storage, request.key);
  requireKeyInRegion(region, key);
  const record = readLive(storage, family, key);
  return record ? { value: record.value } : { notFound: true };
}

export function rawBatchGet(
  storage: Storage,
  region: Region,
  request: kvrpcpb.RawBatchGetRequest,
): Init<kvrpcpb.RawBatchGetResponse> {
  const family = rawFamily(storage, request.cf);
  const pairs: Init<kvrpcpb.KvPair>[] = [];
  for (const userKey of request.keys) {
    const key = rawKey(storage, userKey);
    const refusal = refusalOf(() => requireKeyInRegion(region, key));
    const record = refusal ? null : readLive(storage, family, key);
    if (refusal) pairs.push({ error: refusal });
    else if (record) pairs.push({ key: userKey, value: record.value });
  }
  return { pairs };
}

function refusalOf(check: () => void): KeyError | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof KeyRefusal) return error.keyError;
    throw error;
  }
}

export function rawPut(
  storage: Storage,
  region: Region,
  request: kvrpcpb.RawPutRequest,
): Answer<kvrpcpb.RawPutResponse> {
  const family = rawFamily(storage, request.cf);
  requireTtlAllowed(storage, [request.ttl]);
  if (!request.forCas) requireRawKeySize(storage, request.key);
  const key = rawKey(storage, request.key);
  requireProposedInRegion(region, key);
  requirePairsFit(storage, region, family, [{ key, value: request.value, ttl: request.ttl }]);
  return writeRaw(storage, region, [key], (batch) => {
    batch.put(family, key, liveRecord(storage, request.value, request.ttl));
    return {};
  });
}

export function rawBatchPut(
  storage: Storage,
  region: Region,
  request: kvrpcpb.RawBatchPutRequest,
): Answer<kvrpcpb.RawBatchPutResponse> {
  const { pairs, ttls, forCas } = request;
  const family = rawFamily(storage, request.cf);
  if (pairs.length === 0) throw aborted('an empty request');
  requireTtlAllowed(storage, ttls);
  const isCounted = ttls.length <= 1 || ttls.length === pairs.length;
  if (storage.mode !== 'V1' && !isCounted)
    throw aborted('The length of ttls does not equal to the length of pairs');
  if (!forCas) for (const { key } of pairs) requireRawKeySize(storage, key);
  // Without TTL nobody counts: pairs beyond a list of several are dropped, as in TiKV.
  const taken = isCounted ? pairs : pairs.slice(0, ttls.length);
  const writes = taken.map(({ key, value }, i) => ({
    key: rawKey(storage, key),
    value,
    ttl: (ttls.length === 1 ? ttls[0] : ttls[i]) ?? 0n,
  }));
  for (const { key } of writes) requireProposedInRegion(region, key);
  requirePairsFit(storage, region, family, writes);
  const keys = writes.map(({ key }) => key);
  return writeRaw(storage, region, keys, (batch) => {
    for (const { key, value, ttl } of writes) batch.put(family, key, liveRecord(storage, value, ttl));
    return {};
  });
}

export function rawDelete(
  storage: Storage,
  region: Region,
  request: kvrpcpb.RawDeleteRequest,
): Answer<kvrpcpb.RawDeleteResponse> {
  const family = rawFamily(storage, request.cf);
  if (!request.forCas) requireRawKeySize(storage, request.key);
  const key = rawKey(storage, request.key);
  requireProposedInRegion(region, key);
  return writeRaw(storage, region, [key], (batch) => {
    deleteInto(storage, batch, family, key);
    return {};
  });
}

export function rawBatchDelete(
  storage: Storage,
  region: Region,
  request: kvrpcpb.RawBatchDeleteRequest,
): Answer<kvrpcpb.RawBatchDeleteResponse> {
  const family = rawFamily(storage, request.cf);
  if (request.keys.length === 0) throw aborted('an empty request');
  if (!request.forCas) for (const key of request.keys) requireRawKeySize(storage, key);
  const keys = request.keys.map((key) => rawKey(storage, key));
  for (const key of keys) requireProposedInRegion(region, key);
  return writeRaw(storage, region, keys, (batch) => {
    for (const key of keys) deleteInto(storage, batch, family, key);
    return {};
  });
}

export function rawCompareAndSwap(
  storage: Storage,
  region: Region,
  request: kvrpcpb.RawCASRequest,
): Answer<kvrpcpb.RawCASResponse> {
  const family = rawFamily(storage, request.cf);
  requireTtlAllowed(storage, [request.ttl]);
  const key = rawKey(storage, request.key);
  requireKeyInRegion(region, key);
  return writeRaw(storage, region, [key], (batch) => {
    const record = readLive(storage, family, key);
    const before: Init<kvrpcpb.RawCASResponse> = record
      ? { previousValue: record.value }
      : { previousNotExist: true };
    const matches = request.previousNotExist
      ? record === null
      : record !== null && equalBytes(record.value, request.previousValue);
    if (!matches) return before;
    if (request.delete) deleteInto(storage, batch, family, key);
    else batch.put(family, key, liveRecord(storage, request.value, request.ttl));
    return { ...before, succeed: true };
  });
}

export function rawGetKeyTtl(
  storage: Storage,
  region: Region,
  request: kvrpcpb.RawGetKeyTTLRequest,
): Init<kvrpcpb.RawGetKeyTTLResponse> {
  const family = rawFamily(storage, request.cf);
  // A real server without TTL stops at this call.
  if (storage.mode === 'V1') throw aborted('ttl is not enabled, so keys have none');
  const key = rawKey(storage, request.key);
  requireKeyInRegion(region, key);
  const record = storage.engine.get(family, key);
  const nowS = nowSeconds(storage);
  if (record && isLive(record, nowS)) return { ttl: BigInt(secondsLeft(record, nowS)) };
  // A deletion that is remembered answers as a key without an end.
  return record?.isDeleted ? {} : { notFound: true };
}

/** Looked at closely only where the values alone come near the limit. */
function requirePairsFit(
  { mode }: Storage,
  region: Region,
  family: RawFamily,
  pairs: readonly { key: string; value: Uint8Array; ttl: bigint }[],
): void {
  if (pairs.reduce((sum, { value }) => sum + value.length, 0) < MAX_ENTRY_BYTES / 2) return;
  const name = family.name.slice('raw-'.length) as 'default';
  const puts = pairs.map(({ key, value, ttl }) => {
    const extra = mode === 'V1' ? 0 : mode === 'V1TTL' ? 8 : ttl === 0n ? 1 : 9;
    return { family: name, keyBytes: key.length, valueBytes: value.length + extra };
  });
  requireEntrySize(region, puts, false);
}
