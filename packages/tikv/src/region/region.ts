/** A region as the client knows it: a range of keys, its shape, who leads it. Keys are as requests carry them. */

import { type KeyRange, type kvrpcpb, type metapb } from '@tito/protocol';
import type { Init } from '@tito/protocol';

export interface Region extends KeyRange {
  readonly id: bigint;
  readonly epoch: metapb.RegionEpoch;
  readonly peers: readonly metapb.Peer[];
  /** The peer to ask; changes when the region names another one. */
  leader: metapb.Peer;
}

/** Where a request goes and how the store can tell that it went there by a current map. */
export function contextOf(region: Region): Init<kvrpcpb.Context> {
  return { regionId: region.id, regionEpoch: region.epoch, peer: region.leader };
}

export function isSameShape(a: Region, b: Region): boolean {
  return a.id === b.id && a.epoch.version === b.epoch.version && a.epoch.confVer === b.epoch.confVer;
}
