/** Adds peers to a region and takes them away, as PD's schedulers do. Both change the epoch's `confVer`. */

import { type Region, peerOn } from './region';
import type { Topology } from './topology';

/** @returns the region with the peer, or `null` when there is one on that store already */
export function addPeer(topology: Topology, region: Region, storeId: bigint): Region | null {
  if (peerOn(region, storeId)) return null;
  const peers = [...region.peers, { id: topology.allocateId(), storeId }];
  return replaced(topology, region, { ...region, peers });
}

/**
 * A leader that goes hands its office to another peer first.
 *
 * @returns the region without the peer, or `null` when there is none on that store, or no other
 */
export function removePeer(topology: Topology, region: Region, storeId: bigint): Region | null {
  const peers = region.peers.filter((peer) => peer.storeId !== storeId);
  const [next] = peers;
  if (!next || peers.length === region.peers.length) return null;
  const isLed = region.leader?.storeId === storeId;
  const change = isLed ? { leader: next, term: region.term + 1n } : {};
  return replaced(topology, region, { ...region, ...change, peers });
}

function replaced(topology: Topology, region: Region, changed: Region): Region {
  const next = { ...changed, confVer: region.confVer + 1n };
  topology.replace([region], [next]);
  return next;
}
