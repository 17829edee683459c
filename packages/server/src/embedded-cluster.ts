/** A PD and its TiKV stores in this process, on real sockets. */

import { InvalidArgumentError, toLatin1 } from '@tito/protocol';
import { type Durability, openDurability } from './durability';
import { Faults } from './fault/faults';
import { GrpcServer } from './grpc-server';
import { type EmbeddedClusterOptions, type ResolvedOptions, resolveOptions } from './options';
import { createPdRoom } from './pd/pd-room';
import { pdServices } from './pd/pd-services';
import { randomStream } from './random';
import { healthService, storeServices } from './service/store-service';
import { TimestampOracle } from './timestamp-oracle';
import { mergeRegions } from './topology/merge-regions';
import type { Region } from './topology/region';
import { RegionGrowth } from './topology/region-growth';
import { splitRegion } from './topology/split-region';
import { Topology } from './topology/topology';
import { GcWorker } from './txn/gc-worker';
import { type Storage, createStorage } from './txn/storage';

/** What a cluster is made of. */
interface Parts {
  readonly topology: Topology;
  readonly oracle: TimestampOracle;
  readonly storage: Storage;
  readonly faults: Faults;
  readonly gcWorker: GcWorker;
  readonly durability: Durability;
}

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
  readonly #parts: Parts;
  readonly #pd: GrpcServer;
  readonly #stores: ReadonlyMap<bigint, GrpcServer>;
  #stopped: Promise<void> | null = null;

  private constructor(parts: Parts, pd: GrpcServer, stores: ReadonlyMap<bigint, GrpcServer>) {
    this.faults = parts.faults;
    this.#parts = parts;
    this.#pd = pd;
    this.#stores = stores;
  }

  /**
   * Starts PD and the stores; they answer when this returns.
   *
   * @throws InvalidArgumentError `PROTOCOL_INVALID_ARGUMENT`, UnsupportedOptionError `SERVER_UNSUPPORTED_OPTION`,
   * ListenError `SERVER_LISTEN_FAILED`
   */
  static async start(options: EmbeddedClusterOptions = {}): Promise<EmbeddedCluster> {
    const resolved = resolveOptions(options);
    const parts = createParts(resolved, await openDurability(resolved));
    const opened: GrpcServer[] = [];
    try {
      const stores = await openStores(resolved, parts, opened);
      await settleShape(resolved, parts);
      const pd = await openPd(resolved, parts, opened);
      return new EmbeddedCluster(parts, pd, stores);
    } catch (error) {
      await Promise.all(opened.map((server) => server.close()));
      await parts.durability.close();
      throw error;
    }
  }

  /** `host:port` of each PD member. */
  get pdEndpoints(): string[] {
    return [this.#pd.address];
  }

  /** `host:port` of each store, in the order of their ids. */
  get storeAddresses(): string[] {
    return this.#parts.topology.stores.map((store) => store.address);
  }

  get storeIds(): bigint[] {
    return [...this.#stores.keys()];
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
   * Takes a store off the network, as if its machine went down. Its regions get leaders elsewhere, where there are
   * peers, unless `keepLeaders` is set.
   */
  async stopStore(storeId: bigint, { keepLeaders = false } = {}): Promise<void> {
    const server = this.#serverOf(storeId);
    this.#setUp(storeId, false);
    if (!keepLeaders) this.#moveLeaders(storeId);
    await server.suspend();
  }

  /** Brings a store back on its old address. */
  async startStore(storeId: bigint): Promise<void> {
    await this.#serverOf(storeId).resume();
    this.#setUp(storeId, true);
  }

  /** Takes PD off the network. */
  async stopPd(): Promise<void> {
    await this.#pd.suspend();
  }

  async startPd(): Promise<void> {
    await this.#pd.resume();
  }

  /** Moves the timestamps to come ahead by so many milliseconds. */
  advanceTimestamps(ms: number): void {
    this.#parts.oracle.jump(ms);
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
    await Promise.all([this.#pd.close(), ...[...this.#stores.values()].map((store) => store.close())]);
    await this.#parts.durability.close();
  }

  #regionOf(key: Uint8Array): Region {
    return this.#parts.topology.regionOf(toLatin1(key)) as Region;
  }

  #serverOf(storeId: bigint): GrpcServer {
    const server = this.#stores.get(storeId);
    if (!server) throw new InvalidArgumentError('storeId', 'there is no such store', { storeId });
    return server;
  }

  #setUp(storeId: bigint, isUp: boolean): void {
    const { topology } = this.#parts;
    const store = topology.store(storeId);
    if (store) topology.putStore({ ...store, isUp });
  }

  #moveLeaders(storeId: bigint): void {
    const { topology } = this.#parts;
    for (const region of topology.regions) {
      if (region.leader?.storeId !== storeId) continue;
      const next = region.peers.find((peer) => topology.store(peer.storeId)?.isUp === true);
      if (next) topology.transferLeader(region, next.storeId);
    }
  }
}

function createParts(
  { seed, clock, mode, regionSplitBytes }: ResolvedOptions,
  durability: Durability,
): Parts {
  const { engine, records, clockBound } = durability;
  const topology = new Topology(records.current?.clusterId ?? clusterIdOf(seed));
  if (records.current) topology.restore(records.current.lastId, records.current.regions);
  const oracle = new TimestampOracle(clock, clockBound);
  const growth = new RegionGrowth(topology, randomStream(seed, 'region growth'), regionSplitBytes);
  const storage = createStorage({ engine, clock, oracle, topology, growth, mode });
  if (records.current) storage.concurrency.raise(oracle.next());
  return { topology, oracle, storage, faults: new Faults(seed), gcWorker: new GcWorker(engine), durability };
}

/** A new cluster gets its first region; from now on the shape is stored whenever it changes. */
async function settleShape(
  { mode, keyspaces }: ResolvedOptions,
  { topology, durability }: Parts,
): Promise<void> {
  const { records, engine, clockBound } = durability;
  if (!records.current) {
    topology.bootstrap();
    records.create({
      clusterId: topology.clusterId,
      lastId: topology.lastId,
      storeIds: topology.stores.map((store) => store.id),
      regions: topology.regions,
      mode,
      keyspaces,
      clockBoundMs: clockBound?.durableMs ?? 0,
      txnSafePoint: 0n,
      gcSafePoint: 0n,
    });
  } else if (records.current.keyspaces.length !== keyspaces.length) records.change({ keyspaces });
  topology.onChange = () => records.change({ lastId: topology.lastId, regions: topology.regions });
  await engine.durable();
}

async function openStores(
  { host, storePorts }: ResolvedOptions,
  { topology, storage, faults, durability }: Parts,
  opened: GrpcServer[],
): Promise<Map<bigint, GrpcServer>> {
  const stores = new Map<bigint, GrpcServer>();
  for (const [i, port] of storePorts.entries()) {
    const storeId = durability.records.current?.storeIds[i] ?? topology.allocateId();
    const services = [...storeServices({ storeId, topology, storage }, faults), healthService()];
    const server = await GrpcServer.listen(host, port, services);
    opened.push(server);
    stores.set(storeId, server);
    const startedAtMs = storage.clock.nowMs();
    topology.putStore({ id: storeId, address: server.address, isUp: true, startedAtMs });
  }
  return stores;
}

async function openPd(
  { host, pdPort, keyspaces }: ResolvedOptions,
  { topology, oracle, storage, faults, gcWorker, durability: { records } }: Parts,
  opened: GrpcServer[],
): Promise<GrpcServer> {
  const pd = createPdRoom({
    topology,
    oracle,
    clock: storage.clock,
    keyspaces,
    onGcSafePoint: (safePoint) => gcWorker.advance(safePoint),
    onSafePoints: (txnSafePoint, gcSafePoint) => records.change({ txnSafePoint, gcSafePoint }),
    safePoints: { txn: records.current?.txnSafePoint ?? 0n, gc: records.current?.gcSafePoint ?? 0n },
  });
  const server = await GrpcServer.listen(host, pdPort, [...pdServices(pd, faults), healthService()]);
  opened.push(server);
  pd.clientUrl = `http://${server.address}`;
  return server;
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

/** Not zero, and beyond what a double holds, as real ones are. */
function clusterIdOf(seed: number): bigint {
  const random = randomStream(seed, 'cluster id');
  const word = (): bigint => BigInt(Math.floor(random() * 2 ** 32));
  return (1n << 62n) | ((word() & 0x3fffffffn) << 32n) | word();
}
