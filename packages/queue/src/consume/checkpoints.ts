/**
 * The transactions on checkpoints: claiming partitions, storing progress, giving partitions back.
 *
 * A claim raises the epoch. Every other transaction of an owner reads the checkpoint first and changes nothing under
 * another epoch than its own; if a claim commits between that read and its commit, both write the checkpoint or the same
 * marker, and one of them conflicts. So an owner that was declared dead can do no harm, however late it wakes up.
 */

import { type Transaction, equalBytes, toHex } from '@tito/tikv';
import type { SubscriptionRecord } from '../catalog/records';
import type { QueueContext } from '../context';
import { UnknownNameError } from '../errors';
import { type Checkpoint, NO_MEMBER, decodeCheckpoint, encodeCheckpoint } from '../format/checkpoint-codec';
import { decodeRecord } from '../format/json-record';
import type { SubscriptionId } from '../format/key-layout';
import { readLiveMembers } from '../membership/session';
import { sequenceOf } from '../position';
import type { ClaimedPartition, OwnedPartition } from './owned-partition';
import type { WatermarkAdvance } from './partition-progress';

export interface ClaimResult {
  readonly subscription: SubscriptionRecord;
  readonly claimed: readonly ClaimedPartition[];
  /** Partitions that another live member works on. */
  readonly held: readonly number[];
}

/** What to store about one partition. */
export interface ProgressUpdate {
  readonly partition: OwnedPartition;
  readonly advance: WatermarkAdvance | null;
}

export class Checkpoints {
  readonly #context: QueueContext;
  readonly #id: SubscriptionId;
  readonly #announce: (txn: Transaction) => void;

  /** @param announce tells the group's other members, in the transaction's commit, to look at the checkpoints */
  constructor(context: QueueContext, id: SubscriptionId, announce: (txn: Transaction) => void) {
    this.#context = context;
    this.#id = id;
    this.#announce = announce;
  }

  /**
   * Claims the partitions that no other live member holds.
   *
   * @param force partitions to claim even so, since their owner had its time to give them back
   */
  claim(partitions: readonly number[], member: Uint8Array, force: ReadonlySet<number>): Promise<ClaimResult> {
    return this.#context.client.transaction(async (txn) => {
      const [stored, ...values] = await txn.batchGet([
        this.#context.keys.subscription(this.#id),
        ...partitions.map((partition) => this.#key(partition)),
      ]);
      if (stored === null || stored === undefined)
        throw new UnknownNameError('group', String(this.#id.groupId));
      const subscription = decodeRecord<SubscriptionRecord>('subscription', stored);
      const current = values.map((value) => (value === null ? null : decodeCheckpoint(value)));
      const others = current.flatMap((c) => (c === null || isFree(c, member) ? [] : [c.member]));
      const live = await readLiveMembers(this.#context, txn, others);
      const claimed: ClaimedPartition[] = [];
      const held: number[] = [];
      for (const [i, partition] of partitions.entries()) {
        const before = current[i] ?? null;
        const isHeld = before !== null && !isFree(before, member) && live.has(toHex(before.member));
        if (isHeld && !force.has(partition)) {
          held.push(partition);
          continue;
        }
        const next = nextCheckpoint(before, subscription, member, txn.startTs ?? 0n);
        txn.put(this.#key(partition), encodeCheckpoint(next));
        const hasHistory = before !== null && before.generation === subscription.generation;
        claimed.push({ partition, hasHistory, ...next });
      }
      return { subscription, claimed, held };
    });
  }

  /** Stores progress. Returns the partitions that another process has claimed; for the others the update is stored. */
  store(updates: readonly ProgressUpdate[]): Promise<Set<OwnedPartition>> {
    return this.#write(updates, (txn, { partition, advance }, before) => {
      const watermark = advance?.watermark ?? before.watermark;
      const settled = partition.progress
        .settledInCheckpoint()
        .filter((position) => sequenceOf(position) > watermark);
      txn.put(this.#key(partition.id), encodeCheckpoint({ ...before, watermark, settled }));
      for (const position of advance?.markers ?? []) {
        txn.delete(this.#context.keys.marker(this.#id, partition.generation, partition.id, position));
      }
    });
  }

  /** Gives partitions back, so that the next owner need not wait. */
  async release(partitions: readonly OwnedPartition[]): Promise<void> {
    await this.#write(
      partitions.map((partition) => ({ partition, advance: null })),
      (txn, { partition }, before) => {
        const settled = partition.progress
          .settledInCheckpoint()
          .filter((position) => sequenceOf(position) > before.watermark);
        txn.put(this.#key(partition.id), encodeCheckpoint({ ...before, member: NO_MEMBER, settled }));
      },
      true,
    );
  }

  /** The checkpoint when the epoch is still the owner's; null when the partition was claimed by another. */
  async readFenced(
    txn: Transaction,
    partition: OwnedPartition,
    also: Uint8Array,
  ): Promise<readonly [Checkpoint | null, Uint8Array | null]> {
    const [stored, other] = await txn.batchGet([this.#key(partition.id), also]);
    const checkpoint = stored === null || stored === undefined ? null : decodeCheckpoint(stored);
    return [checkpoint?.epoch === partition.epoch ? checkpoint : null, other ?? null];
  }

  async #write(
    updates: readonly ProgressUpdate[],
    write: (txn: Transaction, update: ProgressUpdate, before: Checkpoint) => void,
    announce = false,
  ): Promise<Set<OwnedPartition>> {
    if (updates.length === 0) return new Set();
    return this.#context.client.transaction(async (txn) => {
      const values = await txn.batchGet(updates.map(({ partition }) => this.#key(partition.id)));
      const lost = new Set<OwnedPartition>();
      for (const [i, update] of updates.entries()) {
        const value = values[i] ?? null;
        const before = value === null ? null : decodeCheckpoint(value);
        if (before?.epoch === update.partition.epoch) write(txn, update, before);
        else lost.add(update.partition);
      }
      if (announce && lost.size < updates.length) this.#announce(txn);
      return lost;
    });
  }

  #key(partition: number): Uint8Array {
    return this.#context.keys.checkpoint(this.#id, partition);
  }
}

function isFree(checkpoint: Checkpoint, member: Uint8Array): boolean {
  return equalBytes(checkpoint.member, NO_MEMBER) || equalBytes(checkpoint.member, member);
}

function nextCheckpoint(
  before: Checkpoint | null,
  subscription: SubscriptionRecord,
  member: Uint8Array,
  now: bigint,
): Checkpoint {
  const isSame = before !== null && before.generation === subscription.generation;
  // An owner that did not give the partition back may have died of an event that it ran.
  const diedOwner = isSame && !isFree(before, member);
  return {
    epoch: (before?.epoch ?? 0) + 1,
    generation: subscription.generation,
    member,
    watermark: isSame
      ? before.watermark
      : sequenceOf(subscription.start) - (subscription.start > 0n ? 1n : 0n),
    cautiousTo: diedOwner ? now : isSame ? before.cautiousTo : 0n,
    settled: isSame ? before.settled : [],
  };
}
