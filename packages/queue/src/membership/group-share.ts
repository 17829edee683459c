/**
 * A member's share of the partitions of a subscription.
 *
 * There is no coordinator. Every member computes the same plan from the live sessions and the stored assignment, and who
 * finds that they differ stores the plan; of several that do so at the same time one commits, and the others find nothing
 * left to do. Changes are announced, so that all members hear of them with their next poll; the watch notices sessions that
 * expire silently.
 */

import { type Transaction, physicalMs, toHex } from '@tito/tikv';
import type { AssignmentRecord } from '../catalog/records';
import { type Timer, sleep } from '../clock';
import type { QueueContext } from '../context';
import { decodeRecord, encodeRecord } from '../format/json-record';
import type { SubscriptionId } from '../format/key-layout';
import type { Ownership } from './ownership';
import { type Assignment, planAssignment } from './plan-assignment';
import type { MemberWatch } from './member-watch';
import { type Member, liveMembers } from './session';

export interface GroupShareSettings {
  readonly context: QueueContext;
  readonly id: SubscriptionId;
  readonly partitions: number;
  readonly watch: MemberWatch;
  readonly member: Member;
  /** Tells the other members, in the transaction's commit, to look at the assignment. */
  readonly announce: (txn: Transaction) => void;
}

/** Looks at least so often, should an announcement be missed. */
const LOOK_EVERY_MS = 300_000;
const RETRY_MS = 250;

export class GroupShare implements Ownership {
  readonly mayForce = true;
  readonly #settings: GroupShareSettings;
  readonly #stopping = new AbortController();
  #changed: (partitions: ReadonlySet<number>) => void = () => undefined;
  #owned: ReadonlySet<number> | null = null;
  #timer: Timer | null = null;
  #looking: Promise<void> | null = null;
  #lookAgain = false;
  #unwatch: () => void = () => undefined;

  constructor(settings: GroupShareSettings) {
    this.#settings = settings;
  }

  async start(changed: (partitions: ReadonlySet<number>) => void): Promise<void> {
    const { id, watch } = this.#settings;
    this.#changed = changed;
    this.#unwatch = watch.watch(id, () => this.refresh());
    await this.#look();
    this.#schedule();
  }

  refresh(): void {
    if (this.#stopping.signal.aborted) return;
    this.#lookAgain = true;
    void this.#look();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#unwatch();
    this.#timer?.cancel();
    await this.#looking;
    await this.#settings.member.leave();
    await this.#rebalance();
  }

  #schedule(): void {
    if (this.#stopping.signal.aborted) return;
    const { context } = this.#settings;
    const delayMs = LOOK_EVERY_MS * (0.75 + context.random() / 2);
    this.#timer = context.clock.setTimer(() => void this.#look().then(() => this.#schedule()), delayMs);
  }

  /** One look at a time; what was announced during one is looked at by another. */
  #look(): Promise<void> {
    this.#looking ??= this.#lookUntilDone().finally(() => (this.#looking = null));
    return this.#looking;
  }

  async #lookUntilDone(): Promise<void> {
    do {
      this.#lookAgain = false;
      try {
        this.#take(await this.#rebalance());
      } catch (error) {
        const { context } = this.#settings;
        context.report(error, 'share partitions');
        this.#lookAgain = true;
        await sleep(context.clock, RETRY_MS, this.#stopping.signal);
      }
    } while (this.#lookAgain && !this.#stopping.signal.aborted);
  }

  #take({ members, owners }: Assignment): void {
    if (this.#stopping.signal.aborted) return;
    const self = members.indexOf(toHex(this.#settings.member.id));
    const owned = new Set(owners.flatMap((owner, partition) => (owner === self ? [partition] : [])));
    const isSame =
      this.#owned !== null && owned.size === this.#owned.size && [...owned].every((p) => this.#owned?.has(p));
    this.#owned = owned;
    if (!isSame) this.#changed(owned);
  }

  /** Stores the plan where it differs from the assignment; returns the plan. */
  #rebalance(): Promise<Assignment> {
    const { context, id, partitions, announce } = this.#settings;
    const key = context.keys.assignment(id);
    return context.client.transaction(async (txn) => {
      const stored = await txn.get(key);
      const record = stored === null ? null : decodeRecord<AssignmentRecord>('assignment', stored);
      const current: Assignment =
        record === null
          ? { members: [], owners: [] }
          : { members: record.members, owners: unpack(record.owners) };
      const plan = planAssignment(current, await this.#readMembers(txn), partitions);
      if (!isSamePlan(plan, current)) {
        const next: AssignmentRecord = {
          version: (record?.version ?? 0) + 1,
          members: plan.members,
          owners: pack(plan.owners),
        };
        txn.put(key, encodeRecord(next));
        announce(txn);
      }
      return plan;
    });
  }

  async #readMembers(txn: Transaction): Promise<string[]> {
    const { context, id } = this.#settings;
    const members: string[] = [];
    const nowMs = physicalMs(txn.startTs ?? 0n);
    for await (const { key, value } of txn.scan(context.keys.sessions())) {
      for (const member of liveMembers(context.keys.sessionIn(key), value, nowMs)) {
        if (member.wantsShare && member.groupId === id.groupId && member.topicId === id.topicId)
          members.push(member.id);
      }
    }
    return members;
  }
}

function isSamePlan(a: Assignment, b: Assignment): boolean {
  return (
    a.members.length === b.members.length &&
    a.members.every((member, i) => member === b.members[i]) &&
    a.owners.length === b.owners.length &&
    a.owners.every((owner, i) => owner === b.owners[i])
  );
}

function pack(owners: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(owners.length * 2);
  const view = new DataView(bytes.buffer);
  for (const [i, owner] of owners.entries()) view.setUint16(i * 2, owner);
  return bytes;
}

function unpack(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / 2 }, (_, i) => view.getUint16(i * 2));
}
