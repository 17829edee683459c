/**
 * The shape of the cluster: stores, regions, and the one counter that all their ids come from. PD and the stores look at
 * the same one, so PD is never behind.
 */

import BTree from 'sorted-btree';
import { type Peer, type Region, regionContains } from './region';

export interface StoreState {
  readonly id: bigint;
  readonly address: string;
  readonly isUp: boolean;
  readonly startedAtMs: number;
}

export class Topology {
  readonly clusterId: bigint;
  #lastId: bigint;
  readonly #stores = new Map<bigint, StoreState>();
  readonly #regions = new Map<bigint, Region>();
  readonly #byStart = new BTree<string, Region>(undefined, (a, b) => (a < b ? -1 : a > b ? 1 : 0));

  /** Called after each change of the shape: ids, regions, leaders. */
  onChange: () => void = () => undefined;

  constructor(clusterId: bigint) {
    this.clusterId = clusterId;
    this.#lastId = 0n;
  }

  /** The last id that was given. */
  get lastId(): bigint {
    return this.#lastId;
  }

  /** The last of `count` new ids. */
  allocateId(count = 1): bigint {
    this.#lastId += BigInt(count);
    this.onChange();
    return this.#lastId;
  }

  get stores(): readonly StoreState[] {
    return [...this.#stores.values()];
  }

  store(id: bigint): StoreState | undefined {
    return this.#stores.get(id);
  }

  putStore(store: StoreState): void {
    this.#stores.set(store.id, store);
  }

  get regions(): readonly Region[] {
    return this.#byStart.valuesArray();
  }

  region(id: bigint): Region | undefined {
    return this.#regions.get(id);
  }

  /** The region that holds a key; regions leave no holes. */
  regionOf(key: string): Region | undefined {
    const found = this.#byStart.getPairOrNextLower(key)?.[1];
    return found && regionContains(found, key) ? found : undefined;
  }

  /** The neighbour that ends where the region begins. */
  regionBefore(region: Region): Region | undefined {
    const found = this.#byStart.nextLowerPair(region.start)?.[1];
    return found?.end === region.start ? found : undefined;
  }

  regionAfter(region: Region): Region | undefined {
    return region.end === '' ? undefined : this.regionOf(region.end);
  }

  /** Regions that overlap [start, end), in order, at most `limit`; an empty end has no bound. */
  regionsIn(start: string, end: string, limit = Infinity): Region[] {
    const found: Region[] = [];
    let region = this.regionOf(start);
    while (region && found.length < limit && (end === '' || region.start < end)) {
      found.push(region);
      region = this.regionAfter(region);
    }
    return found;
  }

  /** Puts regions in the place of others, in one step. */
  replace(gone: readonly Region[], come: readonly Region[]): void {
    for (const region of gone) {
      this.#regions.delete(region.id);
      this.#byStart.delete(region.start);
    }
    for (const region of come) {
      this.#regions.set(region.id, region);
      this.#byStart.set(region.start, region);
    }
    this.onChange();
  }

  /** The shape of a cluster that was there before. */
  restore(lastId: bigint, regions: readonly Region[]): void {
    this.#lastId = lastId;
    this.replace([], regions);
  }

  /** The shape as it is now, which later changes leave alone. */
  copy(): Topology {
    const copy = new Topology(this.clusterId);
    copy.restore(this.#lastId, this.regions);
    for (const store of this.stores) copy.putStore(store);
    return copy;
  }

  /** Makes the peer on a store the leader; false when there is none. */
  transferLeader(region: Region, storeId: bigint): boolean {
    const leader = region.peers.find((peer) => peer.storeId === storeId);
    if (!leader) return false;
    if (leader.id !== region.leader?.id)
      this.replace([region], [{ ...region, leader, term: region.term + 1n }]);
    return true;
  }

  /** The first region of a new cluster: everything, with a peer on each store, led by the first. */
  bootstrap(): void {
    const id = this.allocateId();
    const peers: Peer[] = this.stores.map((store) => ({ id: this.allocateId(), storeId: store.id }));
    const leader = peers[0] ?? null;
    this.replace([], [{ id, start: '', end: '', confVer: 1n, version: 1n, peers, leader, term: 6n }]);
  }
}
