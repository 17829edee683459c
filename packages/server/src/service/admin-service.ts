/** Calls of a store that are about regions, the store itself, or what is stored as such. */

import { type Init, type kvrpcpb, tikvpb, toLatin1 } from '@tito/protocol';
import { encodeKey } from '../mvcc/key-encoding';
import { LOCK } from '../mvcc/lock-record';
import { type Region, regionMessage } from '../topology/region';
import { requireProposedInRegion } from '../topology/region-check';
import { messageOnly } from '../topology/region-errors';
import { splitRegion } from '../topology/split-region';
import { deleteRange } from '../txn/commands/delete-range';
import { mvccGetByKey, mvccGetByStartTs } from '../txn/commands/mvcc-info';
import { admitVersion } from './api-version';
import type { AnyCall, Call, StoreRoom } from './call';
import { unsafeDestroyRange } from './destroy-range';

const rpc = tikvpb.TikvService;
const asText = ({ abort }: { abort?: string | undefined }): { error: string } => ({
  error: abort ?? 'error',
});

function split(
  { topology, storage }: StoreRoom,
  request: kvrpcpb.SplitRegionRequest,
  region: Region,
): Init<kvrpcpb.SplitRegionResponse> {
  const userKeys = request.splitKeys.length > 0 ? request.splitKeys : [request.splitKey];
  if (userKeys.some((key) => key.length === 0)) throw messageOnly('Coprocessor: no split key is specified.');
  const isPlain = request.isRawKv && storage.mode !== 'V2';
  const keys = userKeys.map((key) => (isPlain ? toLatin1(key) : encodeKey(key)));
  for (const key of keys) requireProposedInRegion(region, key);
  const parts = splitRegion(topology, region, keys);
  if (!parts) throw messageOnly('Coprocessor: no valid key found for split.');
  const regions = parts.map(regionMessage);
  return regions.length === 2 ? { regions, left: regions[0], right: regions[1] } : { regions };
}

const splitRegionCall: Call<kvrpcpb.SplitRegionRequest, kvrpcpb.SplitRegionResponse> = {
  method: rpc.splitRegion,
  run: split,
  refuse: (error) => ({ errors: [error] }),
};

const deleteRangeCall: Call<kvrpcpb.DeleteRangeRequest, kvrpcpb.DeleteRangeResponse> = {
  method: rpc.kvDeleteRange,
  admit: (storage, { context, startKey, endKey }) =>
    admitVersion(storage, context, { command: 'delete_range', kind: 'txn', ranges: [[startKey, endKey]] }),
  run: ({ storage }, request, region) => deleteRange(storage, region, request),
  refuse: asText,
};

const destroyRangeCall: Call<kvrpcpb.UnsafeDestroyRangeRequest, kvrpcpb.UnsafeDestroyRangeResponse> = {
  method: rpc.unsafeDestroyRange,
  isForStore: true,
  run: ({ storage }, request) => unsafeDestroyRange(storage, request),
  refuse: asText,
};

const mvccByKeyCall: Call<kvrpcpb.MvccGetByKeyRequest, kvrpcpb.MvccGetByKeyResponse> = {
  method: rpc.mvccGetByKey,
  run: ({ storage }, request, region) => mvccGetByKey(storage, region, request),
  refuse: asText,
};

const mvccByStartTsCall: Call<kvrpcpb.MvccGetByStartTsRequest, kvrpcpb.MvccGetByStartTsResponse> = {
  method: rpc.mvccGetByStartTs,
  run: ({ storage }, request, region) => mvccGetByStartTs(storage, region, request),
  refuse: asText,
};

/** A call about the store as a whole, which no check of a request can refuse. */
function storeCall<Request, Response>(
  method: Call<Request & { context: undefined }, Response>['method'],
  run: (room: StoreRoom, request: Request) => Init<Response>,
): AnyCall {
  return { method, isForStore: true, run, refuse: () => ({}) } as AnyCall;
}

/** Below it there are no locks, so a read there sees all that it ever will. */
function safeTs({ storage }: StoreRoom): bigint {
  let safe = storage.oracle.current();
  for (const [, lock] of storage.engine.entries(LOCK, '', null))
    if (lock.startTs <= safe) safe = lock.startTs - 1n;
  return safe;
}

export const adminCalls: Readonly<Record<string, AnyCall>> = {
  splitRegion: splitRegionCall,
  kvDeleteRange: deleteRangeCall,
  unsafeDestroyRange: destroyRangeCall,
  mvccGetByKey: mvccByKeyCall,
  mvccGetByStartTs: mvccByStartTsCall,
  getLockWaitInfo: storeCall(rpc.getLockWaitInfo as never, ({ storage }) => ({
    entries: storage.lockWaits.entries(),
  })),
  getLockWaitHistory: storeCall(rpc.getLockWaitHistory as never, () => ({})),
  getStoreSafeTs: storeCall(rpc.getStoreSafeTs as never, (room) => ({ safeTs: safeTs(room) })),
  getHealthFeedback: storeCall(rpc.getHealthFeedback as never, ({ storeId }) => ({
    healthFeedback: { storeId, feedbackSeqNo: 1n, slowScore: 1 },
  })),
  broadcastTxnStatus: storeCall(rpc.broadcastTxnStatus as never, () => ({})),
};
