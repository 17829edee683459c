/** A PD and its TiKV stores in this process, on real sockets. */

import { toLatin1 } from '@tito/protocol';
import { MemoryEngine } from './engine/memory-engine';
import { GrpcServer } from './grpc-server';
import { type EmbeddedClusterOptions, type ResolvedOptions, resolveOptions } from './options';
import { pdServices } from './pd/pd-services';
import { GcStates } from './pd/gc-states';
import { Keyspaces } from './pd/keyspaces';
import { MetaStore } from './pd/meta-store';
import { randomStream } from './random';
import { healthService, storeServices } from './service/store-service';
import { TimestampOracle } from './timestamp-oracle';
import { splitRegion } from './topology/split-region';
import { Topology } from './topology/topology';
import { type Storage, createStorage } from './txn/storage';

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
  readonly #topology: Topology;
  readonly #storage: Storage;
  readonly #pd: GrpcServer;
  readonly #stores: Map<bigint, GrpcServer>;
  #stopped: Promise<void> | null = null;

  private constructor(topology: Topology, storage: Storage, pd: GrpcServer, stores: Map<bigint, GrpcServer>) {
    this.#topology = topology;
    this.#storage = storage;
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
    const topology = new Topology(clusterIdOf(resolved.seed));
    const oracle = new TimestampOracle(resolved.clock);
    const { clock, mode } = resolved;
    const storage = createStorage({ engine: new MemoryEngine(), clock, oracle, topology, mode });
    const opened: GrpcServer[] = [];
    try {
      const stores = await openStores(resolved, topology, storage, opened);
      topology.bootstrap();
      const pd = await openPd(resolved, topology, oracle, opened);
      return new EmbeddedCluster(topology, storage, pd, stores);
    } catch (error) {
      for (const server of opened) server.close();
      throw error;
    }
  }

  /** `host:port` of each PD member. */
  get pdEndpoints(): string[] {
    return [this.#pd.address];
  }

  /** `host:port` of each store, in the order of their ids. */
  get storeAddresses(): string[] {
    return this.#topology.stores.map((store) => store.address);
  }

  /**
   * Splits the region that holds a key at that key, as a store does when a client asks.
   *
   * @param key in PD's key space: memcomparable for transactional keys, as it is for raw ones of API version 1
   * @returns false when a region begins there already
   */
  splitRegion(key: Uint8Array): boolean {
    const at = toLatin1(key);
    const region = this.#topology.regionOf(at);
    return region !== undefined && splitRegion(this.#topology, region, [at]) !== null;
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
    this.#pd.close();
    for (const store of this.#stores.values()) store.close();
    this.#storage.lockWaits.stop();
    await this.#storage.engine.close();
  }
}

async function openStores(
  { host, storePorts }: ResolvedOptions,
  topology: Topology,
  storage: Storage,
  opened: GrpcServer[],
): Promise<Map<bigint, GrpcServer>> {
  const stores = new Map<bigint, GrpcServer>();
  for (const port of storePorts) {
    const storeId = topology.allocateId();
    const server = await GrpcServer.listen(host, port, storeServices({ storeId, topology, storage }));
    opened.push(server);
    stores.set(storeId, server);
    const startedAtMs = storage.clock.nowMs();
    topology.putStore({ id: storeId, address: server.address, isUp: true, startedAtMs });
  }
  return stores;
}

async function openPd(
  { host, pdPort, clock, keyspaces }: ResolvedOptions,
  topology: Topology,
  oracle: TimestampOracle,
  opened: GrpcServer[],
): Promise<GrpcServer> {
  let clientUrl = '';
  const pd = {
    topology,
    oracle,
    clock,
    gcStates: new GcStates(clock),
    keyspaces: new Keyspaces(keyspaces, clock.nowMs()),
    metaStore: new MetaStore(),
    external: { timestamp: 0n },
    memberId: topology.clusterId ^ 1n,
    get clientUrl() {
      return clientUrl;
    },
  };
  const server = await GrpcServer.listen(host, pdPort, [...pdServices(pd), healthService()]);
  opened.push(server);
  clientUrl = `http://${server.address}`;
  return server;
}

/** Not zero, and beyond what a double holds, as real ones are. */
function clusterIdOf(seed: number): bigint {
  const random = randomStream(seed, 'cluster id');
  const word = (): bigint => BigInt(Math.floor(random() * 2 ** 32));
  return (1n << 62n) | ((word() & 0x3fffffffn) << 32n) | word();
}
