/**
 * Which region holds a key, and where its leader is: asked from PD once, kept until a store says that it is wrong.
 */

import { type KeyRange, compareBytes, type KeyspaceCodec, metapb, rangeContains } from '@tito/protocol';
import { BACKOFF } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { ServerError } from '../errors';
import { Region } from './region';

/** What the cache asks PD for. */
export interface RegionSource {
  getRegion(key: Uint8Array, backoffer: Backoffer): Promise<RegionAnswer>;
  getPrevRegion(key: Uint8Array, backoffer: Backoffer): Promise<RegionAnswer>;
  getStore(id: bigint, backoffer: Backoffer): Promise<metapb.Store | null>;
}

export interface RegionAnswer {
  readonly region: metapb.Region | undefined;
  readonly leader: metapb.Peer | undefined;
}

export class RegionCache {
  readonly #source: RegionSource;
  readonly #codec: KeyspaceCodec;
  /** Ordered by start key, none overlapping. */
  #regions: Region[] = [];
  readonly #addresses = new Map<bigint, string>();
  readonly #asked = new Map<bigint, Promise<string | null>>();
  #loading: Promise<unknown> = Promise.resolve();

  constructor(source: RegionSource, codec: KeyspaceCodec) {
    this.#source = source;
    this.#codec = codec;
  }

  /** The region that holds `key`. */
  async locate(key: Uint8Array, backoffer: Backoffer): Promise<Region> {
    return (
      this.#find(key) ??
      this.#load(
        () => this.#find(key),
        () => this.#source.getRegion(this.#codec.toPdKey(key), backoffer),
        backoffer,
      )
    );
  }

  /** The region that holds the keys just before `end`; an empty `end` asks for the last region. */
  async locateBefore(end: Uint8Array, backoffer: Backoffer): Promise<Region> {
    const find = (): Region | undefined => this.#findBefore(end);
    const ask = (): Promise<RegionAnswer> =>
      end.length === 0
        ? this.#source.getRegion(new Uint8Array(1024).fill(0xff), backoffer)
        : this.#askBefore(end, backoffer);
    return find() ?? this.#load(find, ask, backoffer);
  }

  /** Where a store listens; null when the cluster knows it no more. */
  addressOf(storeId: bigint, backoffer: Backoffer): Promise<string | null> | string {
    const known = this.#addresses.get(storeId);
    if (known !== undefined) return known;
    const asked = this.#asked.get(storeId) ?? this.#askAddress(storeId, backoffer);
    this.#asked.set(storeId, asked);
    return asked;
  }

  async #askAddress(storeId: bigint, backoffer: Backoffer): Promise<string | null> {
    try {
      const store = await this.#source.getStore(storeId, backoffer);
      if (!store || store.state === metapb.StoreState.Tombstone || store.address === '') return null;
      this.#addresses.set(storeId, store.address);
      return store.address;
    } finally {
      this.#asked.delete(storeId);
    }
  }

  forgetStore(storeId: bigint): void {
    this.#addresses.delete(storeId);
  }

  /** Forgets a region that a store no longer knows in this shape. */
  forget(region: Region): void {
    this.#regions = this.#regions.filter((one) => one !== region);
  }

  /** Takes over what a store says about its regions, with the old leader's store as the likely leader. */
  learn(regions: readonly metapb.Region[], leaderStoreId: bigint): void {
    for (const region of regions) {
      const leader = region.peers.find((peer) => peer.storeId === leaderStoreId) ?? region.peers[0];
      if (leader) this.#insert(this.#toRegion(region, leader));
    }
  }

  /**
   * One question to PD at a time: of many callers that miss at once, the first one's answer serves those whose keys are
   * in the same region.
   */
  #load(
    find: () => Region | undefined,
    ask: () => Promise<RegionAnswer>,
    backoffer: Backoffer,
  ): Promise<Region> {
    const loaded = this.#loading.then(async () => find() ?? this.#ask(ask, backoffer));
    this.#loading = loaded.catch(() => undefined);
    return loaded;
  }

  async #ask(ask: () => Promise<RegionAnswer>, backoffer: Backoffer): Promise<Region> {
    for (;;) {
      const { region, leader } = await ask();
      const peer = leader && leader.id !== 0n ? leader : region?.peers[0];
      if (region && peer) {
        const found = this.#toRegion(region, peer);
        this.#insert(found);
        return found;
      }
      await backoffer.backOff(BACKOFF.pdRpc, new ServerError({ message: 'PD knows no region for the key' }));
    }
  }

  async #askBefore(end: Uint8Array, backoffer: Backoffer): Promise<RegionAnswer> {
    const pdKey = this.#codec.toPdKey(end);
    const answer = await this.#source.getRegion(pdKey, backoffer);
    if (!answer.region || compareBytes(answer.region.startKey, pdKey) < 0) return answer;
    return this.#source.getPrevRegion(pdKey, backoffer);
  }

  #toRegion(region: metapb.Region, leader: metapb.Peer): Region {
    const shape = {
      id: region.id,
      start: this.#codec.fromPdKey(region.startKey),
      end: this.#codec.fromPdKey(region.endKey),
      epoch: region.regionEpoch ?? { confVer: 0n, version: 0n },
      peers: region.peers,
    };
    return new Region(shape, leader);
  }

  /** A region with an older epoch than what is known of its range is dropped. */
  #insert(region: Region): void {
    const overlapping = this.#regions.filter((one) => overlaps(one, region));
    if (overlapping.some((one) => one.epoch.version > region.epoch.version)) return;
    const rest = this.#regions.filter((one) => one.id !== region.id && !overlaps(one, region));
    rest.splice(lowerBound(rest, region.start), 0, region);
    this.#regions = rest;
  }

  #find(key: Uint8Array): Region | undefined {
    const candidate = this.#regions[lowerBound(this.#regions, key, true) - 1];
    return candidate && rangeContains(candidate, key) ? candidate : undefined;
  }

  #findBefore(end: Uint8Array): Region | undefined {
    const candidate =
      end.length === 0 ? this.#regions.at(-1) : this.#regions[lowerBound(this.#regions, end) - 1];
    if (!candidate) return undefined;
    return candidate.end.length === 0 || (end.length > 0 && compareBytes(end, candidate.end) <= 0)
      ? candidate
      : undefined;
  }
}

/** How many regions start before `key`, or at it when `inclusive`. */
function lowerBound(regions: readonly Region[], key: Uint8Array, inclusive = false): number {
  let low = 0;
  let high = regions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compareBytes((regions[middle] as Region).start, key);
    if (order < 0 || (inclusive && order === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function overlaps(a: KeyRange, b: KeyRange): boolean {
  const startsBeforeEnd = (x: KeyRange, y: KeyRange): boolean =>
    y.end.length === 0 || compareBytes(x.start, y.end) < 0;
  return startsBeforeEnd(a, b) && startsBeforeEnd(b, a);
}
