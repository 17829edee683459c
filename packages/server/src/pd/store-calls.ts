/** What stores tell PD. The embedded ones have no need to; tests and tools may. */

import { type Init, metapb, pdpb } from '@tito/protocol';
import { type PdRoom, errorHeader, header } from './pd-room';

export function putStore(pd: PdRoom, { store }: pdpb.PutStoreRequest): Init<pdpb.PutStoreResponse> {
  if (!store || store.id === 0n || store.address === '')
    return { header: errorHeader(pd, pdpb.ErrorType.UNKNOWN, 'invalid put store') };
  if (store.state === metapb.StoreState.Tombstone)
    return { header: errorHeader(pd, pdpb.ErrorType.STORE_TOMBSTONE, 'store is tombstone') };
  const twin = pd.topology.stores.find(({ id, address }) => id !== store.id && address === store.address);
  if (twin)
    return { header: errorHeader(pd, pdpb.ErrorType.UNKNOWN, `duplicated store address: ${store.address}`) };
  const known = pd.topology.store(store.id);
  const startedAtMs = known?.startedAtMs ?? pd.clock.nowMs();
  pd.topology.putStore({ id: store.id, address: store.address, isUp: known?.isUp ?? true, startedAtMs });
  return { header: header(pd) };
}

export function storeHeartbeat(pd: PdRoom): Init<pdpb.StoreHeartbeatResponse> {
  return { header: header(pd), state: metapb.NodeState.Serving };
}

/** PD speaks on this stream only when it wants something. */
export function regionHeartbeat(): null {
  return null;
}

export function acknowledge(pd: PdRoom): { header: Init<pdpb.ResponseHeader> } {
  return { header: header(pd) };
}
