/** Looking at groups, and telling them what to do. */

import { type Transaction, physicalMs } from '@tito/tikv';
import type { Catalog, StartPosition } from '../catalog/catalog';
import type {
  AssignmentRecord,
  GroupLimits,
  GroupRecord,
  SubscriptionRecord,
  TopicRecord,
} from '../catalog/records';
import { checkRate } from '../consume/consume-options';
import { partitionsWithEvents } from '../consume/find-work';
import type { QueueContext } from '../context';
import { UnknownNameError } from '../errors';
import { decodeCheckpoint } from '../format/checkpoint-codec';
import { decodeRecord, encodeRecord } from '../format/json-record';
import type { SubscriptionId } from '../format/key-layout';
import { composePosition, formatOffset, sequenceOf } from '../position';

/** A group's reading of one topic. */
export interface GroupInfo {
  readonly group: string;
  readonly topic: string;
  readonly partitions: number;
  readonly paused: boolean;
  readonly limits: GroupLimits;
  /** How many consumers share the partitions; those with a range fixed by hand do not count. */
  readonly members: number;
  /** Rises with every seek. */
  readonly generation: number;
  /** The offset at which the generation began. */
  readonly start: string;
}

/** How far a group is behind. */
export interface GroupLag {
  /** Events that the group has not settled, parked ones included. */
  readonly events: number;
  /** False when there are more than were counted. */
  readonly isExact: boolean;
  /** Events that wait for a retry, or behind one of their key that does. */
  readonly parked: number;
  /** Age of the oldest event that is not settled, in milliseconds; 0 without any. */
  readonly oldestMs: number;
}

const MAX_COUNTED = 100_000;

export class Groups {
  readonly #context: QueueContext;
  readonly #catalog: Catalog;
  readonly #announce: (txn: Transaction, id: SubscriptionId) => void;

  constructor(
    context: QueueContext,
    catalog: Catalog,
    announce: (txn: Transaction, id: SubscriptionId) => void,
  ) {
    this.#context = context;
    this.#catalog = catalog;
    this.#announce = announce;
  }

  /** Every group with every topic that it reads, by name. */
  async list(): Promise<GroupInfo[]> {
    const { client, keys } = this.#context;
    const snapshot = client.snapshot();
    const [topics, groups] = [new Map<number, string>(), new Map<number, string>()];
    for await (const { key, value } of snapshot.scan(keys.topics()))
      topics.set(decodeRecord<TopicRecord>('topic', value).id, keys.nameIn(key));
    for await (const { key, value } of snapshot.scan(keys.groups()))
      groups.set(decodeRecord<GroupRecord>('group', value).id, keys.nameIn(key));
    const infos: GroupInfo[] = [];
    for await (const { key, value } of snapshot.scan(keys.subscriptions())) {
      const id = keys.subscriptionIn(key);
      const record = decodeRecord<SubscriptionRecord>('subscription', value);
      const assignment = await snapshot.get(keys.assignment(id));
      infos.push({
        group: groups.get(id.groupId) ?? `#${id.groupId}`,
        topic: topics.get(id.topicId) ?? `#${id.topicId}`,
        partitions: record.partitions,
        paused: record.paused,
        limits: record.limits ?? {},
        members:
          assignment === null ? 0 : decodeRecord<AssignmentRecord>('assignment', assignment).members.length,
        generation: record.generation,
        start: formatOffset(record.start),
      });
    }
    return infos.sort((a, b) => compareText(a.group, b.group) || compareText(a.topic, b.topic));
  }

  /** @throws UnknownNameError */
  async lag(group: string, topic: string): Promise<GroupLag> {
    const { client, keys } = this.#context;
    const { topic: record, ...id } = await this.#catalog.existing(group, topic);
    const snapshot = client.snapshot();
    const nowMs = physicalMs(await snapshot.timestamp());
    const subscription = decodeSubscription(await snapshot.get(keys.subscription(id)), group);
    const start = subscription.start > 0n ? sequenceOf(subscription.start) - 1n : 0n;
    const settledIn = new Map<number, { watermark: bigint; settled: ReadonlySet<bigint> }>();
    for await (const { key, value } of snapshot.scan(keys.checkpoints(id))) {
      const { generation, watermark, settled } = decodeCheckpoint(value);
      if (generation !== subscription.generation) continue;
      settledIn.set(keys.checkpointPartitionIn(key), { watermark, settled: new Set(settled) });
    }
    const watermarkOf = (partition: number): bigint => settledIn.get(partition)?.watermark ?? start;
    const all = Array.from({ length: record.partitions }, (_, partition) => partition);
    let [events, parked, oldest, isExact] = [0, 0, null as bigint | null, true];
    const meet = (position: bigint): void => {
      events++;
      if (oldest === null || position < oldest) oldest = position;
    };
    for await (const { key } of snapshot.scan(
      keys.parkedFrom(id, subscription.generation, 0, record.partitions - 1),
      { keyOnly: true, limit: MAX_COUNTED },
    )) {
      parked++;
      meet(keys.positionIn(key));
    }
    for (const partition of await partitionsWithEvents(snapshot, keys, id.topicId, all, watermarkOf)) {
      const settled = new Set(settledIn.get(partition)?.settled);
      for await (const { key } of snapshot.scan(keys.markers(id, subscription.generation, partition), {
        keyOnly: true,
      }))
        settled.add(keys.positionIn(key));
      const from = composePosition(watermarkOf(partition) + 1n, 0);
      for await (const { key } of snapshot.scan(keys.events(id.topicId, partition, from, partition), {
        keyOnly: true,
        limit: MAX_COUNTED,
      })) {
        const position = keys.positionIn(key);
        if (position >= subscription.start && !settled.has(position)) meet(position);
      }
      isExact = events < MAX_COUNTED;
      if (!isExact) break;
    }
    const oldestMs = oldest === null ? 0 : Math.max(0, nowMs - physicalMs(sequenceOf(oldest)));
    return { events, parked, isExact, oldestMs };
  }

  /**
   * Lets the group read the topic from another position. What it did since is forgotten: events after the position are
   * handled again, parked ones before it are not. Dead letters stay.
   *
   * @throws UnknownNameError, InvalidArgumentError
   */
  async seek(group: string, topic: string, to: StartPosition): Promise<void> {
    const start = await this.#catalog.startPosition(to);
    await this.#change(group, topic, (record) => ({ ...record, start, generation: record.generation + 1 }));
  }

  /** Starts no more handlers until `resume`; those that run go on. @throws UnknownNameError */
  async pause(group: string, topic: string): Promise<void> {
    await this.#change(group, topic, (record) => ({ ...record, paused: true }));
  }

  /** Limits handler starts from now on, in all processes; null: no limits. @throws UnknownNameError, InvalidArgumentError */
  async limit(group: string, topic: string, limits: GroupLimits | null): Promise<void> {
    checkRate('perSecond', limits?.perSecond);
    checkRate('perKeyPerSecond', limits?.perKeyPerSecond);
    await this.#change(group, topic, (record) => ({ ...record, limits: limits ?? undefined }));
  }

  /** @throws UnknownNameError */
  async resume(group: string, topic: string): Promise<void> {
    await this.#change(group, topic, (record) => ({ ...record, paused: false }));
  }

  async #change(
    group: string,
    topic: string,
    change: (record: SubscriptionRecord) => SubscriptionRecord,
  ): Promise<void> {
    const { groupId, topicId } = await this.#catalog.existing(group, topic);
    const key = this.#context.keys.subscription({ groupId, topicId });
    await this.#context.client.transaction(async (txn) => {
      const record = decodeSubscription(await txn.get(key), group);
      txn.put(key, encodeRecord(change(record)));
      this.#announce(txn, { groupId, topicId });
    });
  }
}

function decodeSubscription(stored: Uint8Array | null, group: string): SubscriptionRecord {
  if (stored === null) throw new UnknownNameError('group', group);
  return decodeRecord<SubscriptionRecord>('subscription', stored);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
