/** KvScan, both ways. The server does not clip the range to the region: a bound outside is an error. */

import type { Init, kvrpcpb } from '@tito/protocol';
import { aborted } from '../../mvcc/key-errors';
import { decodeKey, encodeKey } from '../../mvcc/key-encoding';
import { checkLock } from '../../mvcc/lock-conflict';
import { type ScanRange, scanRange } from '../../mvcc/scanner';
import type { Region } from '../../topology/region';
import { beginRead } from '../max-ts';
import type { Storage } from '../storage';

export function scan(
  storage: Storage,
  region: Region,
  request: kvrpcpb.ScanRequest,
): Init<kvrpcpb.ScanResponse> {
  const read = beginRead(storage, request.context, request.version);
  const range = rangeOf(request, region);
  for (const [key, lock] of storage.concurrency.locksIn(range.start, range.end))
    checkLock(key, lock, read, false);
  const pairs: Init<kvrpcpb.KvPair>[] = [];
  if (request.limit === 0 || isEmpty(range)) return { pairs };
  const { limit, sampleStep, keyOnly } = request;
  let row = 0;
  scanRange(storage.engine, storage.reader, range, read, (key, value, refusal) => {
    if (refusal) pairs.push({ error: refusal.keyError });
    else if (sampleStep === 0 || row++ % sampleStep === 0)
      pairs.push({ key: decodeKey(key), value: keyOnly ? undefined : (value as Uint8Array) });
    return pairs.length < limit;
  });
  return { pairs };
}

/** An empty end is the border of the region; an empty start of a reverse scan is a key like any other, the smallest. */
function rangeOf(request: kvrpcpb.ScanRequest, region: Region): ScanRange {
  const { startKey, endKey, reverse } = request;
  const start = encodeKey(startKey);
  const end = endKey.length === 0 ? null : encodeKey(endKey);
  const low = reverse ? (end ?? region.start) : start;
  const high = reverse ? start : end;
  const isInside =
    low >= region.start &&
    (region.end === '' || ((high !== null ? high <= region.end : true) && low < region.end));
  if (!isInside)
    throw aborted(
      'InvalidReqRange',
      `start: ${startKey.length} bytes, end: ${endKey.length} bytes, region: ${region.id}`,
    );
  return { start: low, end: high ?? (region.end === '' ? null : region.end), reverse };
}

function isEmpty({ start, end }: ScanRange): boolean {
  return end !== null && start >= end;
}
