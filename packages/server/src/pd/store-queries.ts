/** Which stores there are and where they listen. */

import { type Init, metapb, pdpb } from '@tito/protocol';
import type { StoreState } from '../topology/topology';
import { VERSION } from './members';
import { type PdRoom, errorHeader, header, knownTopology } from './pd-room';

export function getStore(pd: PdRoom, request: pdpb.GetStoreRequest): Init<pdpb.GetStoreResponse> {
  const store = knownTopology(pd).store(request.storeId);
  if (!store) {
    const message = `invalid store ID ${request.storeId}, not found`;
    return { header: errorHeader(pd, pdpb.ErrorType.UNKNOWN, message) };
  }
  return { header: header(pd), store: storeMessage(pd, store), stats: { storeId: store.id } };
}

export function getAllStores(pd: PdRoom): Init<pdpb.GetAllStoresResponse> {
  return { header: header(pd), stores: knownTopology(pd).stores.map((store) => storeMessage(pd, store)) };
}

function storeMessage(pd: PdRoom, store: StoreState): Init<metapb.Store> {
  return {
    id: store.id,
    address: store.address,
    peerAddress: store.address,
    state: metapb.StoreState.Up,
    nodeState: metapb.NodeState.Serving,
    version: VERSION,
    startTimestamp: BigInt(Math.floor(store.startedAtMs / 1000)),
    lastHeartbeat: BigInt(Math.floor(pd.clock.nowMs())) * 1_000_000n,
  };
}
