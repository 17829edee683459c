/**
 * Which region holds a key, and where its leader is: asked from PD once, kept until a store says that it is wrong.
 */

import { type KeyspaceCodec, MalformedKeyError, compareBytes, type metapb } from '@tito/protocol';
import { tellRegion } from '../diagnostics';
import { ServerError } from '../errors';
import { BACKOFF } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { type Clock, systemClock } from '../retry/clock';
import { Region } from './region';
import { RegionIndex } from './region-index';
import { RegionLoader } from './region-loader';
import { type KnownStore, StoreDirectory } from './store-directory';

/** Above the encoding of every key that a store takes. */
const AFTER_ALL_KEYS = new Uint8Array(1024).fill(0xff);

/**
 * Regions that were not used for so long are forgotten when others are learnt, so that a client that has been everywhere
 * does not keep everything. Looked for at most so often.
 */
const IDLE_SWEEPS = 10;
const SWEEP_MS = 60_000;

/** What the cache asks PD for. Keys are as PD knows them. */
export interface RegionSource {
  getRegion(key: Uint8Array, backoffer: Backoffer): Promise<RegionAnswer>;
  getPrevRegion(key: Uint8Array, backoffer: Backoffer): Promise<RegionAnswer>;
  /** In order, at most `limit`; an empty `end` is no bound. */
  scanRegions(
    start: Uint8Array,
    end: Uint8Array,
    limit: number,
    backoffer: Backoffer,
  ): Promise<readonly RegionAnswer[]>;
  getStore(id: bigint, backoffer: Backoffer): Promise<metapb.Store | null>;
}

export interface RegionAnswer {
  readonly region: metapb.Region | undefined;
  readonly leader: metapb.Peer | undefined;
}

export class RegionCache {
  readonly #source: RegionSource;
  readonly #codec: KeyspaceCodec;
  readonly #index = new RegionIndex();
  readonly #loader: RegionLoader;
  readonly #stores: StoreDirectory;
  readonly #clock: Clock;
  #sweeps = 0;
  #sweptAtMs: number;

  constructor(source: RegionSource, codec: KeyspaceCodec, clock: Clock = systemClock) {
    this.#source = source;
    this.#codec = codec;
    this.#clock = clock;
    this.#sweptAtMs = clock.now();
    this.#stores = new StoreDirectory((id, backoffer) => source.getStore(id, backoffer));
    this.#loader = new RegionLoader({
      isKnown: (key) => this.#index.find(key) !== undefined,
      askOne: (key, backoffer) => this.#askOne(key, backoffer),
      askRange: (start, end, limit, backoffer) => this.#askRange(start, end, limit, backoffer),
    });
  }

  /** The region that holds `key`, at once when it is known. */
  locate(key: Uint8Array, backoffer: Backoffer): Promise<Region> | Region {
    const known = this.#index.find(key);
    if (known === undefined) return this.#load(key, backoffer);
    known.usedAt = this.#sweeps;
    return known;
  }

  /** The region that holds the keys just before `end`; an empty `end` asks for the last region. */
  async locateBefore(end: Uint8Array, backoffer: Backoffer): Promise<Region> {
    for (;;) {
      const known = this.#index.findBefore(end);
      if (known) {
        known.usedAt = this.#sweeps;
        return known;
      }
      const { region, leader } = await this.#askBefore(end, backoffer);
      this.#learn(region, leader);
      if (!this.#index.findBefore(end)) await backoffer.backOff(BACKOFF.pdRpc, noRegion());
    }
  }

  knownStore(storeId: bigint): KnownStore | undefined {
    return this.#stores.known(storeId);
  }

  /** At once when it is known; null when the cluster knows it no more. */
  store(storeId: bigint, backoffer: Backoffer): Promise<KnownStore | null> | KnownStore {
    return this.#stores.get(storeId, backoffer);
  }

  forgetStore(storeId: bigint): void {
    this.#stores.forget(storeId);
  }

  /** Forgets a region that a store no longer knows in this shape. */
  forget(region: Region): void {
    tellRegion('forgotten', region.id, null);
    this.#index.remove(region);
  }

  /** Takes over what a store says about its regions, with the old leader's store as the likely leader. */
  learn(regions: readonly metapb.Region[], leaderStoreId: bigint): void {
    for (const region of regions) {
      this.#learn(
        region,
        region.peers.find((peer) => peer.storeId === leaderStoreId),
      );
    }
  }

  async #load(key: Uint8Array, backoffer: Backoffer): Promise<Region> {
    for (;;) {
      await backoffer.waitFor(this.#loader.load(key, () => backoffer.shared()));
      const found = this.#index.find(key);
      if (found) return found;
    }
  }

  async #askOne(key: Uint8Array, backoffer: Backoffer): Promise<void> {
    for (;;) {
      const { region, leader } = await this.#source.getRegion(this.#codec.toPdKey(key), backoffer);
      const error = this.#learn(region, leader);
      if (this.#index.find(key)) return;
      await backoffer.backOff(BACKOFF.pdRpc, error ?? noRegion());
    }
  }

  async #askRange(start: Uint8Array, end: Uint8Array, limit: number, backoffer: Backoffer): Promise<void> {
    const pdStart = this.#codec.toPdKey(start);
    const regions = await this.#source.scanRegions(pdStart, this.#codec.toPdKey(end), limit, backoffer);
    for (const { region, leader } of regions) this.#learn(region, leader);
  }

  async #askBefore(end: Uint8Array, backoffer: Backoffer): Promise<RegionAnswer> {
    if (end.length === 0) return this.#source.getRegion(AFTER_ALL_KEYS, backoffer);
    const pdKey = this.#codec.toPdKey(end);
    const answer = await this.#source.getRegion(pdKey, backoffer);
    // Where a region begins at `end`, the one before it is meant.
    if (!answer.region || compareBytes(answer.region.startKey, pdKey) < 0) return answer;
    return this.#source.getPrevRegion(pdKey, backoffer);
  }

  /** What is wrong with the region, if anything is. A region whose leader is not known is asked at its first peer. */
  #learn(region: metapb.Region | undefined, leader: metapb.Peer | undefined): unknown {
    const peer = leader && leader.id !== 0n ? leader : region?.peers[0];
    if (!region || !peer) return noRegion();
    try {
      const shape = {
        id: region.id,
        start: this.#codec.fromPdKey(region.startKey),
        end: this.#codec.fromPdKey(region.endKey),
        epoch: region.regionEpoch ?? { confVer: 0n, version: 0n },
        peers: region.peers,
      };
      const learnt = new Region(shape, peer);
      learnt.usedAt = this.#sweeps;
      if (this.#index.insert(learnt)) tellRegion('loaded', region.id, peer.storeId);
      this.#sweep();
      return null;
    } catch (error) {
      // The border was made by somebody who takes the keys for raw ones; it may go away.
      if (error instanceof MalformedKeyError) return error;
      throw error;
    }
  }

  #sweep(): void {
    const now = this.#clock.now();
    if (now - this.#sweptAtMs < SWEEP_MS) return;
    this.#sweptAtMs = now;
    this.#sweeps++;
    for (const { id } of this.#index.removeAll(({ usedAt }) => usedAt < this.#sweeps - IDLE_SWEEPS))
      tellRegion('forgotten', id, null);
  }
}

function noRegion(): ServerError {
  return new ServerError({ message: 'PD knows no region for the key' });
}
