/** The stores of a cluster as machines: each with an address of its own, each of which can fail in its own way. */

import { InvalidArgumentError } from '@tito/protocol';
import type { ClusterParts } from './cluster-parts';
import { GrpcServer } from './grpc-server';
import type { ResolvedOptions } from './options';
import { healthService, storeServices } from './service/store-service';
import type { StoreRoom } from './service/call';
import { loseMemoryLocks } from './txn/memory-locks';

export class StoreMachines {
  readonly #parts: ClusterParts;
  readonly #servers = new Map<bigint, GrpcServer>();

  private constructor(parts: ClusterParts) {
    this.#parts = parts;
  }

  /** @throws ListenError `SERVER_LISTEN_FAILED` */
  static async open(options: ResolvedOptions, parts: ClusterParts): Promise<StoreMachines> {
    const machines = new StoreMachines(parts);
    try {
      await machines.#open(options);
    } catch (error) {
      await machines.close();
      throw error;
    }
    return machines;
  }

  get ids(): bigint[] {
    return [...this.#servers.keys()];
  }

  /** Off the network. Its regions get leaders elsewhere, where there are peers, unless they are kept. */
  async stop(storeId: bigint, keepLeaders: boolean): Promise<void> {
    const server = this.#server(storeId);
    this.#setUp(storeId, false);
    if (!keepLeaders) this.#moveLeaders(storeId);
    await server.suspend();
  }

  async start(storeId: bigint): Promise<void> {
    await this.#server(storeId).resume();
    this.#setUp(storeId, true);
  }

  /** Out of power, and back after so long: what it had in memory only is gone. */
  async crash(storeId: bigint, forMs: number, keepLeaders: boolean): Promise<void> {
    const { topology, storage } = this.#parts;
    for (const region of topology.regions)
      if (region.leader?.storeId === storeId) loseMemoryLocks(storage, region);
    await this.stop(storeId, keepLeaders);
    if (forMs > 0) await new Promise((resolve) => setTimeout(resolve, forMs).unref());
    await this.start(storeId);
  }

  pause(storeId: bigint, forMs: number): void {
    this.#server(storeId).wire.relay.pause(forMs);
  }

  resume(storeId: bigint): void {
    this.#server(storeId).wire.relay.resume();
  }

  abandonConnections(storeId: bigint): void {
    this.#server(storeId).wire.relay.abandon();
  }

  goAway(storeId: bigint): void {
    this.#server(storeId).wire.goAway();
  }

  /** @throws InvalidArgumentError `PROTOCOL_INVALID_ARGUMENT` when there is no such store */
  requireStore(storeId: bigint): void {
    this.#server(storeId);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#servers.values()].map((server) => server.close()));
  }

  async #open({ host, storePorts, tls, wireFaults }: ResolvedOptions): Promise<void> {
    const { topology, storage, faults, durability } = this.#parts;
    const rooms = new Map<bigint, StoreRoom>();
    for (const [i, port] of storePorts.entries()) {
      const storeId = durability.records.current?.storeIds[i] ?? topology.allocateId();
      const crash = (forMs: number): void => void this.crash(storeId, forMs, false).catch(() => undefined);
      const room = { storeId, topology, storage, crash };
      rooms.set(storeId, room);
      const services = [...storeServices(room, faults, rooms), healthService()];
      const server = await GrpcServer.listen({ host, port, services, tls, hasRelay: wireFaults });
      this.#servers.set(storeId, server);
      const startedAtMs = storage.clock.nowMs();
      topology.putStore({ id: storeId, address: server.address, isUp: true, startedAtMs });
    }
  }

  #server(storeId: bigint): GrpcServer {
    const server = this.#servers.get(storeId);
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
