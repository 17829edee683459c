/** PD as the owner of a cluster sees it: where its members listen, and how they can fail. */

import { InvalidArgumentError } from '@tito/protocol';
import type { ClusterParts } from './cluster-parts';
import { GrpcServer } from './grpc-server';
import type { ResolvedOptions } from './options';
import { PdGate } from './pd/pd-gate';
import { type PdRoom, createPdRoom } from './pd/pd-room';
import { pdServices } from './pd/pd-services';
import { healthService } from './service/store-service';

export class PdControls {
  readonly #parts: ClusterParts;
  readonly #room: PdRoom;
  readonly #servers: GrpcServer[] = [];

  private constructor(options: ResolvedOptions, parts: ClusterParts) {
    this.#parts = parts;
    this.#room = roomOf(options, parts);
  }

  /**
   * @internal
   * @throws ListenError `SERVER_LISTEN_FAILED`
   */
  static async open(options: ResolvedOptions, parts: ClusterParts): Promise<PdControls> {
    const controls = new PdControls(options, parts);
    try {
      await controls.#open(options);
    } catch (error) {
      await controls.close();
      throw error;
    }
    return controls;
  }

  /** `host:port` of each member. */
  get endpoints(): string[] {
    return this.#servers.map((server) => server.address);
  }

  /** Which member leads, from 0 on; `null` while none does. */
  get leader(): number | null {
    const { members, leader } = this.#room.membership;
    return leader ? members.indexOf(leader) : null;
  }

  /** Makes another member the leader, after `gapMs` without any. The others answer `not leader`, as PD's followers do. */
  async transferLeader(member: number, { gapMs = 0 } = {}): Promise<void> {
    const { membership } = this.#room;
    const next = membership.members[member];
    if (!next) throw new InvalidArgumentError('member', 'there is no such member', { member });
    membership.leader = null;
    if (gapMs > 0) await new Promise((resolve) => setTimeout(resolve, gapMs).unref());
    membership.leader = next;
  }

  /** Takes a member off the network, or all of them. A leader that goes has no successor by itself: see `transferLeader`. */
  async stop(member?: number): Promise<void> {
    await Promise.all(this.#chosen(member).map((server) => server.suspend()));
  }

  async start(member?: number): Promise<void> {
    await Promise.all(this.#chosen(member).map((server) => server.resume()));
  }

  /** Nothing passes on any connection of PD for so long. Needs `wireFaults`. */
  pause(forMs: number, member?: number): void {
    for (const server of this.#chosen(member)) server.wire.relay.pause(forMs);
  }

  /** The connections that there are stay open, and nothing passes on them ever again. Needs `wireFaults`. */
  abandonConnections(member?: number): void {
    for (const server of this.#chosen(member)) server.wire.relay.abandon();
  }

  /** Sends GOAWAY on every connection. */
  goAway(member?: number): void {
    for (const server of this.#chosen(member)) server.wire.goAway();
  }

  /** From now on PD answers questions about regions and stores as they are now, whatever changes, until `releaseView`. */
  holdView(): void {
    this.#room.oldView = this.#parts.topology.copy();
  }

  /** PD hears of everything that happened meanwhile. */
  releaseView(): void {
    this.#room.oldView = null;
  }

  /** Moves the timestamps to come ahead by so many milliseconds. */
  advanceTimestamps(ms: number): void {
    this.#parts.oracle.jump(ms);
  }

  /**
   * Who asks for a timestamp from now on gets it when so many milliseconds are over. Settles then. Meanwhile it is one of
   * the cluster's fault rules.
   */
  async stallTimestamps(ms: number): Promise<void> {
    const gate = this.#parts.faults.gate({ rpc: ['pd.Tso', 'pd.GetMinTS'] }, 'recv', 'inf');
    await new Promise((resolve) => setTimeout(resolve, ms).unref());
    gate.open();
  }

  /** @internal */
  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()));
  }

  async #open({ host, pdPort, tls, wireFaults }: ResolvedOptions): Promise<void> {
    const { membership } = this.#room;
    for (const [i, member] of membership.members.entries()) {
      const port = pdPort === 0 ? 0 : pdPort + i;
      const gate = new PdGate(
        membership,
        member,
        (forMs) => void this.#crash(i, forMs).catch(() => undefined),
      );
      const services = [...pdServices(this.#room, this.#parts.faults, gate), healthService()];
      const server = await GrpcServer.listen({ host, port, services, tls, hasRelay: wireFaults });
      this.#servers.push(server);
      member.clientUrl = `${tls ? 'https' : 'http'}://${server.address}`;
    }
  }

  async #crash(member: number, forMs: number): Promise<void> {
    await this.stop(member);
    if (forMs > 0) await new Promise((resolve) => setTimeout(resolve, forMs).unref());
    await this.start(member);
  }

  #chosen(member: number | undefined): readonly GrpcServer[] {
    if (member === undefined) return this.#servers;
    const server = this.#servers[member];
    if (!server) throw new InvalidArgumentError('member', 'there is no such member', { member });
    return [server];
  }
}

function roomOf(
  { pdMembers, keyspaces }: ResolvedOptions,
  { topology, oracle, storage, gcWorker, durability: { records } }: ClusterParts,
): PdRoom {
  return createPdRoom({
    topology,
    oracle,
    clock: storage.clock,
    members: pdMembers,
    keyspaces,
    onGcSafePoint: (safePoint) => gcWorker.advance(safePoint),
    onSafePoints: (txnSafePoint, gcSafePoint) => records.change({ txnSafePoint, gcSafePoint }),
    safePoints: { txn: records.current?.txnSafePoint ?? 0n, gc: records.current?.gcSafePoint ?? 0n },
  });
}
