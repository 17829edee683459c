/** A PD and its TiKV stores in this process, on real sockets. */

import { InvalidArgumentError, toLatin1 } from '@tito/protocol';
import { type ClusterParts, createParts, settleShape } from './cluster-parts';
import { openDurability } from './durability';
import type { Faults } from './fault/faults';
import { type EmbeddedClusterOptions, resolveOptions } from './options';
import { PdControls } from './pd-controls';
import { StoreMachines } from './store-machines';
import { addPeer, removePeer } from './topology/change-peers';
import { mergeRegions } from './topology/merge-regions';
import type { Region } from './topology/region';
import { splitRegion } from './topology/split-region';
import { loseMemoryLocks } from './txn/memory-locks';

/** A region as it is at the moment; keys in PD's key space, an empty end is none. */
export interface RegionView {
  readonly id: bigint;
  readonly startKey: Uint8Array;
  readonly endKey: Uint8Array;
  readonly confVer: bigint;
  readonly version: bigint;
  readonly leaderStoreId: bigint | null;
  readonly storeIds: readonly bigint[];
}

/**
 * A cluster to develop and test against: what speaks to a real one speaks to this.
 *
 * @example
 * ```ts
 * const cluster = await EmbeddedCluster.start();
 * const client = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
 * // ...
 * await client.close();
 * await cluster.stop();
 * ```
 */
export class EmbeddedCluster {
  /** Scripted failures: see `FaultRule`. */
  readonly faults: Faults;
  /** PD's members, its view of the cluster, and the timestamps. */
  readonly pd: PdControls;
  readonly #parts: ClusterParts;
  readonly #stores: StoreMachines;
  #stopped: Promise<void> | null = null;

  private constructor(parts: ClusterParts, pd: PdControls, stores: StoreMachines) {
    this.faults = parts.faults;
    this.pd = pd;
    this.#parts = parts;
    this.#stores = stores;
  }

  /**
   * Starts PD and the stores; they answer when this returns.
   *
   * @throws InvalidArgumentError `PROTOCOL_INVALID_ARGUMENT`, UnsupportedOptionError `SERVER_UNSUPPORTED_OPTION`,
   * ListenError `SERVER_LISTEN_FAILED`, DirectoryInUseError `SERVER_DIRECTORY_IN_USE`,
   * DirectoryUnreadableError `SERVER_DIRECTORY_UNREADABLE`
   */
  static async start(options: EmbeddedClusterOptions = {}): Promise<EmbeddedCluster> {
    const resolved = resolveOptions(options);
    const parts = createParts(resolved, await openDurability(resolved));
    let stores: StoreMachines | null = null;
    try {
      stores = await StoreMachines.open(resolved, parts);
      await settleShape(resolved, parts);
      return new EmbeddedCluster(parts, await PdControls.open(resolved, parts), stores);
    } catch (error) {
      await stores?.close();
      await parts.durability.close();
      throw error;
    }
  }

  /** `host:port` of each PD member. */
  get pdEndpoints(): string[] {
    return this.pd.endpoints;
  }

  /** `host:port` of each store, in the order of their ids. */
  get storeAddresses(): string[] {
    return this.#parts.topology.stores.map((store) => store.address);
  }

  get storeIds(): bigint[] {
    return this.#stores.ids;
  }

  /** All regions in the order of their keys. */
  get regions(): RegionView[] {
    return this.#parts.topology.regions.map(viewOf);
  }

  /**
   * Splits the region that holds a key at that key, as a store does when a client asks.
   *
   * @param key in PD's key space: memcomparable for transactional keys, as it is for raw ones of API version 1
   * @returns false when a region begins there already
   */
  splitRegion(key: Uint8Array): boolean {
    return splitRegion(this.#parts.topology, this.#regionOf(key), [toLatin1(key)]) !== null;
  }

  /**
   * Merges the region that holds a key with the one after it.
   *
   * @returns false when it is the last one
   */
  mergeRegion(key: Uint8Array): boolean {
    const { topology } = this.#parts;
    const source = this.#regionOf(key);
    const target = topology.regionAfter(source);
    return target !== undefined && mergeRegions(topology, source, target) !== null;
  }

  /** Makes a store the leader of the region that holds a key. */
  transferLeader(key: Uint8Array, storeId: bigint): void {
    if (!this.#parts.topology.transferLeader(this.#regionOf(key), storeId))
      throw new InvalidArgumentError('storeId', 'the region has no peer on that store', { storeId });
  }

  /**
   * Puts a peer of the region that holds a key on another store.
   *
   * @returns false when there is one already
   */
  addPeer(key: Uint8Array, storeId: bigint): boolean {
    this.#stores.requireStore(storeId);
    return addPeer(this.#parts.topology, this.#regionOf(key), storeId) !== null;
  }

  /**
   * Takes the peer of the region that holds a key off a store; a leader hands over first.
   *
   * @returns false when there is none, or no other
   */
  removePeer(key: Uint8Array, storeId: bigint): boolean {
    return removePeer(this.#parts.topology, this.#regionOf(key), storeId) !== null;
  }

  /**
   * Takes a store off the network, as if its machine went down. Its regions get leaders elsewhere, where there are
   * peers, unless `keepLeaders` is set.
   */
  stopStore(storeId: bigint, { keepLeaders = false } = {}): Promise<void> {
    return this.#stores.stop(storeId, keepLeaders);
  }

  /** Brings a store back on its old address. */
  startStore(storeId: bigint): Promise<void> {
    return this.#stores.start(storeId);
  }

  /**
   * A store loses power and is back after `forMs`: connections are reset, and the pessimistic locks of the regions that it
   * led are gone, since TiKV keeps those in memory. Settles when it is back.
   */
  crashStore(storeId: bigint, { forMs = 0, keepLeaders = false } = {}): Promise<void> {
    return this.#stores.crash(storeId, forMs, keepLeaders);
  }

  /**
   * Nothing passes on any connection of a store for so long, as when its process is stopped or the network swallows every
   * packet; what was sent meanwhile arrives late. Needs `wireFaults`.
   */
  pauseStore(storeId: bigint, forMs = Infinity): void {
    this.#stores.pause(storeId, forMs);
  }

  /** Ends a pause. */
  resumeStore(storeId: bigint): void {
    this.#stores.resume(storeId);
  }

  /**
   * The connections that a store has stay open, and nothing passes on them ever again, as when its machine was replaced and
   * nobody told the clients. New connections work. Needs `wireFaults`.
   */
  abandonConnections(storeId: bigint): void {
    this.#stores.abandonConnections(storeId);
  }

  /** A store sends GOAWAY on every connection: calls under way may end, new ones need a new connection. */
  sendGoAway(storeId: bigint): void {
    this.#stores.goAway(storeId);
  }

  /**
   * Loses the pessimistic locks of the region that holds a key, which TiKV keeps in its leader's memory.
   *
   * @returns how many there were
   */
  losePessimisticLocks(key: Uint8Array): number {
    return loseMemoryLocks(this.#parts.storage, this.#regionOf(key));
  }

  /** Takes PD off the network. */
  stopPd(): Promise<void> {
    return this.pd.stop();
  }

  startPd(): Promise<void> {
    return this.pd.start();
  }

  /** Moves the timestamps to come ahead by so many milliseconds. */
  advanceTimestamps(ms: number): void {
    this.pd.advanceTimestamps(ms);
  }

  /** Ends every stream, closes every socket. What is under way fails. Safe to call again. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #stop(): Promise<void> {
    const { storage, gcWorker, faults } = this.#parts;
    faults.clear();
    gcWorker.stop();
    storage.lockWaits.stop();
    await Promise.all([this.pd.close(), this.#stores.close()]);
    await this.#parts.durability.close();
  }

  #regionOf(key: Uint8Array): Region {
    return this.#parts.topology.regionOf(toLatin1(key)) as Region;
  }
}

function viewOf(region: Region): RegionView {
  return {
    id: region.id,
    startKey: Buffer.from(region.start, 'latin1'),
    endKey: Buffer.from(region.end, 'latin1'),
    confVer: region.confVer,
    version: region.version,
    leaderStoreId: region.leader?.storeId ?? null,
    storeIds: region.peers.map((peer) => peer.storeId),
  };
}
