/**
 * Names and the small numeric ids that keys carry instead: created once in a transaction, then cached.
 *
 * Two processes that meet a new name at the same time conflict on its key; one creates it, the other finds it.
 */

import { type Transaction, composeTimestamp, InvalidArgumentError } from '@tito/tikv';
import type { QueueContext } from '../context';
import { parseDuration } from '../duration';
import { TopicMismatchError, UnknownNameError } from '../errors';
import { decodeRecord, encodeRecord } from '../format/json-record';
import type { SubscriptionId } from '../format/key-layout';
import { composePosition, parseOffset } from '../position';
import type { GroupRecord, SubscriptionRecord, TopicRecord } from './records';
import { type Topic, type TopicOptions, checkName, topic } from './topic';

/**
 * Where a group begins: with the oldest event kept, with what is published from now on, with what was published at a time
 * or later, or with the event of an offset.
 */
export type StartPosition = 'earliest' | 'latest' | Date | `${bigint}.${number}`;

/** Many processes may start at the same time, and all of them create what is new. */
const CREATION = { attempts: 1000, timeoutMs: 30_000 };
const DEFAULT_PARTITIONS = 1024;
const DEFAULT_RETENTION_MS = parseDuration('7d', 'retention');

export class Catalog {
  readonly #context: QueueContext;
  readonly #topics = new Map<string, Promise<TopicRecord>>();
  readonly #groups = new Map<string, Promise<number>>();
  #creating: Promise<unknown> = Promise.resolve();

  constructor(context: QueueContext) {
    this.#context = context;
  }

  /**
   * The topic's record; creates it, or changes its retention to what is declared.
   *
   * @throws TopicMismatchError when it exists with another number of partitions
   */
  async topic(declared: Topic<unknown> | string): Promise<TopicRecord> {
    const wanted = typeof declared === 'string' ? topic(declared) : declared;
    const record = await remember(this.#topics, wanted.name, () =>
      this.#loadTopic(wanted.name, wanted.options),
    );
    checkPinned(wanted.name, wanted.options, record);
    if (!differs(record, wanted.options)) return record;
    this.#topics.delete(wanted.name);
    return remember(this.#topics, wanted.name, () => this.#storeTopic(wanted.name, wanted.options));
  }

  /** The group's id; creates the group. */
  group(name: string): Promise<number> {
    checkName('group', name);
    return remember(this.#groups, name, async () => {
      const key = this.#context.keys.group(name);
      const stored = await this.#context.client.getLatest(key);
      if (stored !== null) return decodeRecord<GroupRecord>('group', stored).id;
      return this.#create(async (txn) => {
        const existing = await txn.get(key);
        if (existing !== null) return decodeRecord<GroupRecord>('group', existing).id;
        const id = await this.#nextId(txn);
        txn.put(key, encodeRecord({ id }));
        return id;
      });
    });
  }

  /** The group's reading of the topic, created to begin at `from` when the group is new to it. */
  async subscribe(id: SubscriptionId, partitions: number, from: StartPosition): Promise<SubscriptionRecord> {
    const key = this.#context.keys.subscription(id);
    const start = await this.startPosition(from);
    return this.#context.client.transaction(async (txn) => {
      const existing = await txn.get(key);
      if (existing !== null) return decodeRecord<SubscriptionRecord>('subscription', existing);
      const record: SubscriptionRecord = { generation: 1, start, paused: false, partitions };
      txn.put(key, encodeRecord(record));
      return record;
    });
  }

  /** @throws InvalidArgumentError */
  async startPosition(from: StartPosition): Promise<bigint> {
    if (from === 'earliest') return 0n;
    if (from === 'latest') return composePosition((await this.#context.client.timestamp()) + 1n, 0);
    if (typeof from === 'string') return parseOffset(from);
    if (!(from instanceof Date) || !(from.getTime() >= 0)) {
      throw new InvalidArgumentError('from', "a start is 'earliest', 'latest', a date or an offset");
    }
    return composePosition(composeTimestamp(from.getTime()), 0);
  }

  /** @throws UnknownNameError */
  async existingTopic(name: string): Promise<TopicRecord> {
    const stored = await this.#context.client.getLatest(this.#context.keys.topic(name));
    if (stored === null) throw new UnknownNameError('topic', name);
    return decodeRecord<TopicRecord>('topic', stored);
  }

  /** The ids of names that must exist. */
  async existing(
    group: string,
    topicName: string,
  ): Promise<SubscriptionId & { readonly topic: TopicRecord }> {
    const [groupBytes, topicBytes] = await Promise.all([
      this.#context.client.getLatest(this.#context.keys.group(group)),
      this.#context.client.getLatest(this.#context.keys.topic(topicName)),
    ]);
    if (groupBytes === null) throw new UnknownNameError('group', group);
    if (topicBytes === null) throw new UnknownNameError('topic', topicName);
    const record = decodeRecord<TopicRecord>('topic', topicBytes);
    return { groupId: decodeRecord<GroupRecord>('group', groupBytes).id, topicId: record.id, topic: record };
  }

  async #loadTopic(name: string, options: TopicOptions): Promise<TopicRecord> {
    const stored = await this.#context.client.getLatest(this.#context.keys.topic(name));
    return stored === null ? this.#storeTopic(name, options) : decodeRecord<TopicRecord>('topic', stored);
  }

  #storeTopic(name: string, options: TopicOptions): Promise<TopicRecord> {
    const key = this.#context.keys.topic(name);
    return this.#create(async (txn) => {
      const stored = await txn.get(key);
      const existing = stored === null ? null : decodeRecord<TopicRecord>('topic', stored);
      if (existing !== null) checkPinned(name, options, existing);
      if (existing !== null && !differs(existing, options)) return existing;
      const record: TopicRecord = {
        id: existing?.id ?? (await this.#nextId(txn)),
        partitions: existing?.partitions ?? options.partitions ?? DEFAULT_PARTITIONS,
        retentionMs: retentionOf(options) ?? existing?.retentionMs ?? DEFAULT_RETENTION_MS,
        requireAck: options.requireAck ?? existing?.requireAck ?? true,
      };
      txn.put(key, encodeRecord(record));
      return record;
    });
  }

  /** One creation at a time: those of one process would only conflict at the last id. */
  #create<T>(work: (txn: Transaction) => Promise<T>): Promise<T> {
    const created = this.#creating.then(() => this.#context.client.transaction(work, CREATION));
    this.#creating = created.catch(() => undefined);
    return created;
  }

  async #nextId(txn: Transaction): Promise<number> {
    const key = this.#context.keys.lastId();
    const stored = await txn.get(key);
    const id = stored === null ? 1 : decodeRecord<GroupRecord>('last id', stored).id + 1;
    txn.put(key, encodeRecord({ id }));
    return id;
  }
}

function retentionOf(options: TopicOptions): number | undefined {
  return options.retention === undefined ? undefined : parseDuration(options.retention, 'retention');
}

function checkPinned(name: string, declared: TopicOptions, stored: TopicRecord): void {
  if (declared.partitions === undefined || declared.partitions === stored.partitions) return;
  throw new TopicMismatchError({
    topic: name,
    property: 'partitions',
    stored: stored.partitions,
    declared: declared.partitions,
  });
}

function differs(stored: TopicRecord, declared: TopicOptions): boolean {
  return (
    (retentionOf(declared) ?? stored.retentionMs) !== stored.retentionMs ||
    (declared.requireAck ?? stored.requireAck) !== stored.requireAck
  );
}

/** The cached promise, or a new one that is forgotten when it fails. */
function remember<T>(cache: Map<string, Promise<T>>, name: string, load: () => Promise<T>): Promise<T> {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const loading = load();
  cache.set(name, loading);
  loading.catch(() => {
    if (cache.get(name) === loading) cache.delete(name);
  });
  return loading;
}
