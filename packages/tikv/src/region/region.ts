/** A region as the client knows it: a range of keys, its shape, who leads it. Keys are as requests carry them. */

import { type KeyRange, type metapb, encodeMessage, kvrpcpb } from '@tito/protocol';
import { tellRegion } from '../diagnostics';

export interface RegionShape extends KeyRange {
  readonly id: bigint;
  readonly epoch: metapb.RegionEpoch;
  readonly peers: readonly metapb.Peer[];
}

export class Region implements RegionShape {
  readonly id: bigint;
  readonly start: Uint8Array;
  readonly end: Uint8Array;
  readonly epoch: metapb.RegionEpoch;
  readonly peers: readonly metapb.Peer[];
  /** The cache's own time of the last use. */
  usedAt = 0;
  #leader: metapb.Peer;
  #route: Uint8Array | null = null;
  /** To other peers than the leader, by their ids. */
  #otherRoutes: Map<bigint, Uint8Array> | null = null;

  constructor({ id, start, end, epoch, peers }: RegionShape, leader: metapb.Peer) {
    this.id = id;
    this.start = start;
    this.end = end;
    this.epoch = epoch;
    this.peers = peers;
    this.#leader = leader;
  }

  /** The peer to ask; changes when the region names another one. */
  get leader(): metapb.Peer {
    return this.#leader;
  }

  set leader(peer: metapb.Peer) {
    if (peer.id !== this.#leader.id) tellRegion('leaderMoved', this.id, peer.storeId);
    this.#leader = peer;
    this.#route = null;
  }

  /**
   * Where a request goes and how the store can tell that it went there by a current map: part of the encoding of
   * `kvrpcpb.Context`, the same bytes for all requests until the leader changes.
   */
  get route(): Uint8Array {
    this.#route ??= this.#encodeRoute(this.#leader);
    return this.#route;
  }

  /** The same for another peer. */
  routeTo(peer: metapb.Peer): Uint8Array {
    const routes = (this.#otherRoutes ??= new Map<bigint, Uint8Array>());
    let route = routes.get(peer.id);
    if (!route) routes.set(peer.id, (route = this.#encodeRoute(peer)));
    return route;
  }

  #encodeRoute(peer: metapb.Peer): Uint8Array {
    return encodeMessage(kvrpcpb.Context, { regionId: this.id, regionEpoch: this.epoch, peer });
  }
}
