/** A region: a range of keys, its epoch, its peers, and who of them leads. An immutable value; a change is a new one. */

import { type Init, metapb } from '@tito/protocol';

export interface Peer {
  readonly id: bigint;
  readonly storeId: bigint;
}

export interface Region {
  readonly id: bigint;
  /** In PD's key space, one character per byte; empty is the beginning. */
  readonly start: string;
  /** Exclusive; empty is the end. */
  readonly end: string;
  /** Changes with the peers. */
  readonly confVer: bigint;
  /** Changes with the borders. */
  readonly version: bigint;
  readonly peers: readonly Peer[];
  /** `null` while there is none. */
  readonly leader: Peer | null;
  /** Grows with each change of the leader. */
  readonly term: bigint;
}

export function regionContains(region: Region, key: string): boolean {
  return key >= region.start && (region.end === '' || key < region.end);
}

/** The end as a bound of a scan. */
export function endBound(region: Region): string | null {
  return region.end === '' ? null : region.end;
}

export function peerOn(region: Region, storeId: bigint): Peer | undefined {
  return region.peers.find((peer) => peer.storeId === storeId);
}

export function regionMessage(region: Region): Init<metapb.Region> {
  return {
    id: region.id,
    startKey: Buffer.from(region.start, 'latin1'),
    endKey: Buffer.from(region.end, 'latin1'),
    regionEpoch: { confVer: region.confVer, version: region.version },
    peers: region.peers.map(peerMessage),
  };
}

export function peerMessage(peer: Peer): Init<metapb.Peer> {
  return { id: peer.id, storeId: peer.storeId, role: metapb.PeerRole.Voter };
}
