/** The events that a group has given up: to look at, to try again, to throw away. */

import type { Transaction } from '@tito/tikv';
import type { GroupRecord, SubscriptionRecord, TopicRecord } from '../catalog/records';
import type { DeadLetterRecord, DeathReason, FailureText, ParkedRecord } from '../consume/failure-records';
import type { QueueContext } from '../context';
import { UnknownNameError } from '../errors';
import { decodeRecord, decodeRecordWithEvent, encodeRecordWithEvent } from '../format/json-record';
import type { SubscriptionId } from '../format/key-layout';
import { formatOffset, parseOffset } from '../position';
import { type QueueEvent, decodeEvent } from '../queue-event';

export interface DeadLetter {
  readonly topic: string;
  /** Identifies the dead letter, with its topic. */
  readonly offset: string;
  readonly partition: number;
  /** Null when the stored bytes cannot be read. */
  readonly event: QueueEvent | null;
  readonly attempts: number;
  readonly reason: DeathReason;
  readonly failure: FailureText | null;
  readonly firstFailedAt: Date;
  readonly diedAt: Date;
}

export interface DeadLetterSelection {
  /** Only of this topic. */
  readonly topic?: string | undefined;
  /** Only these; all without it. */
  readonly offsets?: readonly string[] | undefined;
  /** At most so many; 100 by default for `list`, no limit for `redrive` and `purge`. */
  readonly limit?: number | undefined;
}

const DEFAULT_LIMIT = 100;
const PER_TRANSACTION = 64;

export class DeadLetters {
  readonly #context: QueueContext;
  readonly #group: string;
  readonly #announce: (txn: Transaction, id: SubscriptionId) => void;

  constructor(
    context: QueueContext,
    group: string,
    announce: (txn: Transaction, id: SubscriptionId) => void,
  ) {
    this.#context = context;
    this.#group = group;
    this.#announce = announce;
  }

  /** The oldest first, topic by topic. @throws UnknownNameError */
  async list(selection: DeadLetterSelection = {}): Promise<DeadLetter[]> {
    const topics = await this.#topicNames();
    const found = await this.#find({ ...selection, limit: selection.limit ?? DEFAULT_LIMIT });
    return found.map(({ key, value }) => {
      const { value: record, event } = decodeRecordWithEvent<DeadLetterRecord>('dead letter', value);
      const topic = topics.get(this.#context.keys.deadLetterIn(key).topicId) ?? '';
      const position = this.#context.keys.positionIn(key);
      return {
        topic,
        offset: formatOffset(position),
        partition: record.partition,
        event: readable(() =>
          decodeEvent({ topic, partition: record.partition, position, attempt: record.attempts }, event),
        ),
        attempts: record.attempts,
        reason: record.reason,
        failure: record.failure,
        firstFailedAt: new Date(record.firstFailedMs),
        diedAt: new Date(record.diedMs),
      };
    });
  }

  /**
   * Gives events back to the group, with all their attempts before them. They come after whatever of their keys was
   * handled since. Returns how many.
   *
   * @throws UnknownNameError
   */
  redrive(selection: DeadLetterSelection = {}): Promise<number> {
    return this.#each(selection, async (txn, key, value) => {
      const { keys } = this.#context;
      const id = keys.deadLetterIn(key);
      const stored = await txn.get(keys.subscription(id));
      if (stored === null) return;
      const { generation } = decodeRecord<SubscriptionRecord>('subscription', stored);
      const { value: record, event } = decodeRecordWithEvent<DeadLetterRecord>('dead letter', value);
      const parked: ParkedRecord = { attempts: 0, dueMs: 0, starts: 0, firstFailedMs: null, failure: null };
      txn.put(
        keys.parked(id, generation, record.partition, keys.positionIn(key)),
        encodeRecordWithEvent(parked, event),
      );
      this.#announce(txn, id);
    });
  }

  /** Deletes events for good. Returns how many. @throws UnknownNameError */
  purge(selection: DeadLetterSelection = {}): Promise<number> {
    return this.#each(selection, () => Promise.resolve());
  }

  /** Deletes the selected dead letters, doing more with each in the same transaction. */
  async #each(
    selection: DeadLetterSelection,
    work: (txn: Transaction, key: Uint8Array, value: Uint8Array) => Promise<void>,
  ): Promise<number> {
    const found = await this.#find(selection);
    let count = 0;
    for (let i = 0; i < found.length; i += PER_TRANSACTION) {
      const batch = found.slice(i, i + PER_TRANSACTION);
      count += await this.#context.client.transaction(async (txn) => {
        const values = await txn.batchGet(batch.map(({ key }) => key));
        let done = 0;
        for (const [j, { key }] of batch.entries()) {
          const value = values[j] ?? null;
          if (value === null) continue;
          await work(txn, key, value);
          txn.delete(key);
          done++;
        }
        return done;
      });
    }
    return count;
  }

  async #find({
    topic,
    offsets,
    limit,
  }: DeadLetterSelection): Promise<{ key: Uint8Array; value: Uint8Array }[]> {
    const { client, keys } = this.#context;
    const topics = topic === undefined ? null : await this.#topicNames();
    const wanted = offsets === undefined ? null : new Set(offsets.map(parseOffset));
    const found: { key: Uint8Array; value: Uint8Array }[] = [];
    for await (const pair of client.snapshot().scan(keys.deadLettersOf(await this.#groupId()))) {
      if (found.length >= (limit ?? Infinity)) break;
      if (topics !== null && topics.get(keys.deadLetterIn(pair.key).topicId) !== topic) continue;
      if (wanted === null || wanted.has(keys.positionIn(pair.key))) found.push(pair);
    }
    return found;
  }

  async #groupId(): Promise<number> {
    const stored = await this.#context.client.getLatest(this.#context.keys.group(this.#group));
    if (stored === null) throw new UnknownNameError('group', this.#group);
    return decodeRecord<GroupRecord>('group', stored).id;
  }

  async #topicNames(): Promise<Map<number, string>> {
    const { client, keys } = this.#context;
    const names = new Map<number, string>();
    for await (const { key, value } of client.snapshot().scan(keys.topics()))
      names.set(decodeRecord<TopicRecord>('topic', value).id, keys.nameIn(key));
    return names;
  }
}

function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
