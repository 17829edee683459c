/** What a cluster consists of, for people and tools: members of PD, stores, regions. Every call asks PD anew. */

import { type KeyRange, type KeyspaceCodec, metapb, pdpb } from '@tito/protocol';
import type { CallOptions } from '../kv-reader';
import type { Backoffer } from '../retry/backoffer';
import type { PdClient } from './pd-client';
import { RegionQueries } from './region-queries';
import { SafePoints } from './safe-points';

/** A member of the placement driver. */
export interface MemberInfo {
  readonly name: string;
  readonly id: bigint;
  readonly clientUrls: readonly string[];
  readonly version: string;
  readonly isLeader: boolean;
}

/** A store. Sizes in bytes, as it reported them last; 0 when PD was told nothing yet. */
export interface StoreInfo {
  readonly id: bigint;
  readonly address: string;
  readonly state: 'up' | 'offline' | 'tombstone';
  readonly version: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly regionCount: number;
  readonly capacityBytes: bigint;
  readonly availableBytes: bigint;
}

/** A region. Keys are those of transactions; an empty one is no bound. */
export interface RegionInfo {
  readonly id: bigint;
  readonly start: Uint8Array;
  readonly end: Uint8Array;
  readonly epoch: { readonly version: bigint; readonly confVer: bigint };
  /** Null while none is elected. */
  readonly leaderStoreId: bigint | null;
  readonly peerStoreIds: readonly bigint[];
}

const service = pdpb.PDService;
const STATES = {
  [metapb.StoreState.Up]: 'up',
  [metapb.StoreState.Offline]: 'offline',
  [metapb.StoreState.Tombstone]: 'tombstone',
} as const;

export class ClusterView {
  readonly #pd: PdClient;
  readonly #regions: RegionQueries;
  readonly #safePoints: SafePoints;
  readonly #codec: KeyspaceCodec;
  readonly #backoffer: (options?: CallOptions) => Backoffer;

  constructor(pd: PdClient, codec: KeyspaceCodec, backoffer: (options?: CallOptions) => Backoffer) {
    this.#pd = pd;
    this.#regions = new RegionQueries(pd);
    this.#safePoints = new SafePoints(pd);
    this.#codec = codec;
    this.#backoffer = backoffer;
  }

  /**
   * The members of the placement driver.
   *
   * @throws RegionUnavailableError, DeadlineExceededError, OperationAbortedError; so do the other calls
   *
   * @example
   * ```ts
   * const leader = (await client.cluster.members()).find((member) => member.isLeader);
   * ```
   */
  async members(options?: CallOptions): Promise<readonly MemberInfo[]> {
    const { members, leader } = await this.#pd.call(service.getMembers, {}, this.#backoffer(options));
    return members.map(({ name, memberId, clientUrls, binaryVersion }) => ({
      name,
      id: memberId,
      clientUrls,
      version: binaryVersion,
      isLeader: memberId === leader?.memberId,
    }));
  }

  /** The stores, without those that were removed for good. */
  async stores(options?: CallOptions): Promise<readonly StoreInfo[]> {
    const backoffer = this.#backoffer(options);
    const stores = await this.#regions.getAllStores(backoffer);
    return Promise.all(stores.map((store) => this.#storeInfo(store, backoffer)));
  }

  /** The regions that a range of transactional keys touches, in order; all of them by default. */
  async *regions(
    range: KeyRange = EVERYTHING,
    options?: CallOptions,
  ): AsyncGenerator<RegionInfo, void, undefined> {
    const pdRange = { start: this.#codec.toPdKey(range.start), end: this.#codec.toPdKey(range.end) };
    for await (const { region, leader } of this.#regions.regionsIn(pdRange, this.#backoffer(options))) {
      if (region) yield regionInfo(region, leader, this.#codec);
    }
  }

  /** The timestamp below which nothing can be read any more: 0 while nobody collects garbage. */
  safePoint(options?: CallOptions): Promise<bigint> {
    return this.#safePoints.forReads(this.#backoffer(options));
  }

  async #storeInfo(store: metapb.Store, backoffer: Backoffer): Promise<StoreInfo> {
    const { stats } = await this.#pd.call(service.getStore, { storeId: store.id }, backoffer);
    return {
      id: store.id,
      address: store.address,
      state: STATES[store.state],
      version: store.version,
      labels: Object.fromEntries(store.labels.map(({ key, value }) => [key, value])),
      regionCount: stats?.regionCount ?? 0,
      capacityBytes: stats?.capacity ?? 0n,
      availableBytes: stats?.available ?? 0n,
    };
  }
}

const EVERYTHING: KeyRange = { start: new Uint8Array(0), end: new Uint8Array(0) };

function regionInfo(
  { id, startKey, endKey, regionEpoch, peers }: metapb.Region,
  leader: metapb.Peer | undefined,
  codec: KeyspaceCodec,
): RegionInfo {
  return {
    id,
    start: codec.fromPdKey(startKey),
    end: codec.fromPdKey(endKey),
    epoch: { version: regionEpoch?.version ?? 0n, confVer: regionEpoch?.confVer ?? 0n },
    leaderStoreId: leader === undefined || leader.storeId === 0n ? null : leader.storeId,
    peerStoreIds: peers.map(({ storeId }) => storeId),
  };
}
