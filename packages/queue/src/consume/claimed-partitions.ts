/**
 * Which of the wanted partitions this process works on: finds those with work, claims them, and gives them back.
 *
 * Partitions without work are never claimed and cost nothing. A partition that another live member holds is tried again
 * when its owner announces that it gave it back, from time to time, and after `HANDOFF_MS` by force if the group's
 * assignment says that it is ours.
 */

import type { SubscriptionRecord, TopicRecord } from '../catalog/records';
import type { QueueContext } from '../context';
import { decodeCheckpoint } from '../format/checkpoint-codec';
import { decodeRecord } from '../format/json-record';
import type { SubscriptionId } from '../format/key-layout';
import type { Ownership } from '../membership/ownership';
import type { Member } from '../membership/session';
import { composePosition, sequenceOf } from '../position';
import type { Checkpoints } from './checkpoints';
import { partitionsWithEvents, partitionsWithParked } from './find-work';
import { OwnedPartition } from './owned-partition';
import type { ParkedDelivery, PartitionReader } from './partition-reader';

/** What a claimed partition comes with. */
export interface Arrival {
  readonly owner: OwnedPartition;
  readonly parked: readonly ParkedDelivery[];
}

export interface ClaimSettings {
  readonly context: QueueContext;
  readonly id: SubscriptionId;
  readonly topic: TopicRecord;
  readonly member: Member;
  readonly ownership: Ownership;
  readonly checkpoints: Checkpoints;
  readonly reader: PartitionReader;
}

/** An owner has so long to finish what runs when a partition is to move. */
export const HANDOFF_MS = 10_000;
const CLAIMS_PER_TRANSACTION = 64;
const READS_AT_ONCE = 8;

export class ClaimedPartitions {
  readonly #settings: ClaimSettings;
  readonly #owned = new Map<number, OwnedPartition>();
  /** Partitions held by others, and since when we want them. */
  readonly #held = new Map<number, number>();
  readonly #toClaim = new Set<number>();
  #wanted: ReadonlySet<number> = new Set();

  constructor(settings: ClaimSettings) {
    this.#settings = settings;
  }

  get owned(): ReadonlyMap<number, OwnedPartition> {
    return this.#owned;
  }

  get hasHeld(): boolean {
    return this.#held.size > 0;
  }

  wants(partition: number): boolean {
    return this.#wanted.has(partition);
  }

  /** Replaces the wanted partitions; returns the owned ones that are wanted no more. */
  want(partitions: ReadonlySet<number>): OwnedPartition[] {
    this.#wanted = partitions;
    for (const partition of this.#held.keys()) if (!partitions.has(partition)) this.#held.delete(partition);
    for (const partition of this.#toClaim) if (!partitions.has(partition)) this.#toClaim.delete(partition);
    return [...this.#owned.values()].filter((owner) => !partitions.has(owner.id));
  }

  /** Notes that a wanted partition has work. */
  request(partition: number): void {
    if (this.#wanted.has(partition) && !this.#owned.has(partition) && !this.#held.has(partition))
      this.#toClaim.add(partition);
  }

  /** Notes that held partitions may be free now. */
  requestHeld(): void {
    for (const partition of this.#held.keys()) this.#toClaim.add(partition);
  }

  /** Notes every wanted partition that has work and is not ours. */
  async discover(): Promise<void> {
    const { context, id, topic } = this.#settings;
    const idle = [...this.#wanted]
      .filter((p) => !this.#owned.has(p) && p < topic.partitions)
      .sort((a, b) => a - b);
    if (idle.length === 0) return;
    const snapshot = context.client.snapshot();
    const keys = idle.map((partition) => context.keys.checkpoint(id, partition));
    const [stored, ...values] = await snapshot.batchGet([context.keys.subscription(id), ...keys]);
    if (stored === null || stored === undefined) return;
    const subscription = decodeRecord<SubscriptionRecord>('subscription', stored);
    const watermarks = new Map<number, bigint>();
    for (const [i, partition] of idle.entries()) {
      const value = values[i] ?? null;
      const checkpoint = value === null ? null : decodeCheckpoint(value);
      const isCurrent = checkpoint?.generation === subscription.generation;
      watermarks.set(partition, isCurrent ? checkpoint.watermark : startWatermark(subscription));
    }
    const [withEvents, withParked] = await Promise.all([
      partitionsWithEvents(
        snapshot,
        context.keys,
        topic.id,
        idle,
        (partition) => watermarks.get(partition) ?? 0n,
      ),
      partitionsWithParked(snapshot, context.keys, id, subscription.generation, idle),
    ]);
    for (const partition of [...withEvents, ...withParked]) this.request(partition);
  }

  /** Claims some of what was noted; returns what arrived. Call again while `hasRequests`. */
  async claimNext(): Promise<Arrival[]> {
    const { context, member, ownership, checkpoints, reader } = this.#settings;
    const batch = [...this.#toClaim].slice(0, CLAIMS_PER_TRANSACTION);
    if (batch.length === 0) return [];
    const now = context.clock.now();
    const isOverdue = (partition: number): boolean => now - (this.#held.get(partition) ?? now) >= HANDOFF_MS;
    const force = new Set(ownership.mayForce ? batch.filter(isOverdue) : []);
    const result = await checkpoints.claim(batch, member.id, force);
    for (const partition of batch) this.#toClaim.delete(partition);
    for (const partition of result.held) if (!this.#held.has(partition)) this.#held.set(partition, now);
    context.metrics.add('claims', result.claimed.length);
    const arrivals: Arrival[] = [];
    for (let i = 0; i < result.claimed.length; i += READS_AT_ONCE) {
      const some = result.claimed.slice(i, i + READS_AT_ONCE).map(async (claim): Promise<Arrival> => {
        const owner = new OwnedPartition(claim, firstPosition(claim.watermark, result.subscription));
        return { owner, parked: claim.hasHistory ? await reader.readHistory(owner) : [] };
      });
      arrivals.push(...(await Promise.all(some)));
    }
    for (const { owner } of arrivals) {
      this.#held.delete(owner.id);
      // Requested again while it arrived: claiming it twice would fence off ourselves.
      this.#toClaim.delete(owner.id);
      this.#owned.set(owner.id, owner);
    }
    return arrivals;
  }

  get hasRequests(): boolean {
    return this.#toClaim.size > 0;
  }

  /** Forgets a partition that another process claimed; it is tried again as if it were held. */
  lose(owner: OwnedPartition, reason: unknown): void {
    const isCurrent = this.#owned.get(owner.id) === owner;
    if (isCurrent) this.#owned.delete(owner.id);
    owner.abort.abort(reason);
    if (isCurrent && this.#wanted.has(owner.id)) this.#held.set(owner.id, this.#settings.context.clock.now());
    this.#settings.context.metrics.add('lost');
  }

  /** Gives partitions back; nothing of them runs any more. */
  async release(owners: readonly OwnedPartition[]): Promise<void> {
    for (const owner of owners) if (this.#owned.get(owner.id) === owner) this.#owned.delete(owner.id);
    for (let i = 0; i < owners.length; i += CLAIMS_PER_TRANSACTION) {
      await this.#settings.checkpoints.release(owners.slice(i, i + CLAIMS_PER_TRANSACTION));
    }
  }

  /** Forgets everything, without telling anyone: the session is over, or the group's progress was set anew. */
  dropAll(reason: unknown): OwnedPartition[] {
    const owners = [...this.#owned.values()];
    this.#owned.clear();
    this.#held.clear();
    this.#toClaim.clear();
    for (const owner of owners) owner.abort.abort(reason);
    return owners;
  }
}

/** The watermark of a partition on which the group has not worked. */
export function startWatermark({ start }: SubscriptionRecord): bigint {
  return start > 0n ? sequenceOf(start) - 1n : 0n;
}

function firstPosition(watermark: bigint, { start }: SubscriptionRecord): bigint {
  const next = composePosition(watermark + 1n, 0);
  return next > start ? next : start;
}
