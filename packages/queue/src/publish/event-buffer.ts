/**
 * The events of one transaction, from `publish` to the commit.
 *
 * Events are keyed by the sequence, a timestamp that the commit takes after all reads and locks: two transactions that
 * changed the same row, or of which one ended before the other began, have sequences in the order of their commits.
 * The commit must then happen within `COMMIT_WINDOW_MS` of the sequence, so that a reader knows which sequences are final.
 * Beside the events one notification tells readers which partitions to look at. Both keys are new in every transaction:
 * publishing never conflicts.
 */

import { type CommitHook, type Transaction, physicalMs } from '@tito/tikv';
import type { Catalog } from '../catalog/catalog';
import type { TopicRecord } from '../catalog/records';
import type { Topic } from '../catalog/topic';
import { COMMIT_WINDOW_MS, type QueueContext } from '../context';
import { DuplicateEventError, EventTooLargeError } from '../errors';
import { encodeEnvelope } from '../format/envelope-codec';
import { encodeRecordWithEvent, encodeRecord, decodeRecord } from '../format/json-record';
import { type Notification, encodeNotifications } from '../format/notification-codec';
import { partitionOf } from '../format/partition';
import { encodePayload } from '../format/payload-codec';
import { composePosition } from '../position';
import {
  type PublishLimits,
  type PublishOptions,
  type ResolvedPublishOptions,
  checkKey,
  resolvePublishOptions,
} from './publish-options';

/** What a delayed event keeps beside its envelope. */
export interface DelayedRecord {
  readonly topicId: number;
  readonly partition: number;
}

/** What a dedupe key keeps. */
export interface DedupeRecord {
  readonly expiresMs: number;
}

interface BufferedEvent {
  readonly topic: Topic<unknown> | string;
  readonly key: string;
  readonly payload: Uint8Array;
  readonly metadata: Uint8Array | null;
  readonly options: ResolvedPublishOptions;
  /** The stored dedupe record, read when the event was published. */
  readonly duplicate: Promise<Uint8Array | null>;
}

/** An event that moves from elsewhere into its topic, as it is. */
interface MovedEvent {
  readonly topicId: number;
  readonly partition: number;
  readonly envelope: Uint8Array;
}

export class EventBuffer implements CommitHook {
  readonly commitWindowMs = COMMIT_WINDOW_MS;
  readonly #context: QueueContext;
  readonly #catalog: Catalog;
  readonly #limits: PublishLimits;
  readonly #txn: Transaction;
  readonly #events: BufferedEvent[] = [];
  readonly #moved: MovedEvent[] = [];
  readonly #announcements: Notification[] = [];
  #topics: TopicRecord[] = [];
  #ignored = new Set<BufferedEvent>();
  #bytes = 0;

  readonly #onForgotten: () => void;

  /** `onForgotten`: a savepoint from before the first event was rolled back to; this buffer is used no more. */
  constructor(
    context: QueueContext,
    catalog: Catalog,
    limits: PublishLimits,
    txn: Transaction,
    onForgotten: () => void,
  ) {
    this.#context = context;
    this.#catalog = catalog;
    this.#limits = limits;
    this.#txn = txn;
    this.#onForgotten = onForgotten;
    txn.beforeCommit(this);
  }

  /** @throws InvalidArgumentError, InvalidPayloadError, EventTooLargeError; the transaction stays as it was */
  add(topic: Topic<unknown> | string, key: string, payload: unknown, options: PublishOptions): void {
    checkKey('key', key);
    const resolved = resolvePublishOptions(options);
    if (this.#hasDuplicate(topic, resolved)) return;
    const metadata = options.metadata === undefined ? null : encodePayload(options.metadata);
    const bytes = encodePayload(payload);
    this.#reserve(bytes.length + (metadata?.length ?? 0) + key.length);
    const duplicate = this.#readDuplicate(topic, resolved);
    this.#events.push({ topic, key, payload: bytes, metadata, options: resolved, duplicate });
  }

  /** Adds an event that was encoded before. */
  addMoved(event: MovedEvent): void {
    this.#moved.push(event);
  }

  /** Tells readers about something that is no event. */
  announce(notification: Notification): void {
    this.#announcements.push(notification);
  }

  savepoint(): () => void {
    const events = this.#events.length;
    const moved = this.#moved.length;
    const announcements = this.#announcements.length;
    const bytes = this.#bytes;
    return () => {
      this.#events.length = events;
      this.#moved.length = moved;
      this.#announcements.length = announcements;
      this.#bytes = bytes;
    };
  }

  forgotten(): void {
    this.#onForgotten();
  }

  async prepare(): Promise<void> {
    this.#topics = await Promise.all(this.#events.map((event) => this.#catalog.topic(event.topic)));
    for (const event of this.#events) {
      const { dedupe } = event.options;
      const stored = await event.duplicate;
      if (dedupe === null || stored === null || !this.#counts(stored)) continue;
      if (!dedupe.ignore) throw new DuplicateEventError({ topic: nameOf(event.topic) });
      this.#ignored.add(event);
    }
  }

  apply(sequence: bigint): void {
    const notifications = new Map<string, { topicId: number; partition: number; indexes: number[] }>();
    let earliestDueMs = Infinity;
    let index = 0;
    const write = (topicId: number, partition: number, envelope: Uint8Array): void => {
      this.#txn.put(this.#context.keys.event(topicId, partition, composePosition(sequence, index)), envelope);
      const place = `${topicId}/${partition}`;
      const known = notifications.get(place);
      if (known === undefined) notifications.set(place, { topicId, partition, indexes: [index] });
      else known.indexes.push(index);
      index++;
    };
    for (const [i, event] of this.#events.entries()) {
      if (this.#ignored.has(event)) continue;
      const topic = this.#topics[i] as TopicRecord;
      const partition = partitionOf(event.key, topic.partitions);
      const dueMs = dueOf(event.options, sequence);
      this.#writeDedupe(event, sequence);
      if (dueMs === null) {
        write(topic.id, partition, encode(event, null));
      } else {
        const record: DelayedRecord = { topicId: topic.id, partition };
        const key = this.#context.keys.delayed(dueMs, composePosition(sequence, index++));
        this.#txn.put(key, encodeRecordWithEvent(record, encode(event, physicalMs(sequence))));
        earliestDueMs = Math.min(earliestDueMs, dueMs);
      }
    }
    for (const { topicId, partition, envelope } of this.#moved) write(topicId, partition, envelope);
    this.#writeNotification(sequence, [...notifications.values()], earliestDueMs);
    this.#context.metrics.add('published', index);
  }

  committed(): void {
    this.#context.expectNews();
  }

  #writeNotification(
    sequence: bigint,
    events: readonly { topicId: number; partition: number; indexes: number[] }[],
    earliestDueMs: number,
  ): void {
    const items: Notification[] = events.map((event) => ({ kind: 'events', ...event }));
    if (earliestDueMs !== Infinity) items.push({ kind: 'delayed', dueMs: earliestDueMs });
    items.push(...this.#announcements);
    if (items.length > 0)
      this.#txn.put(this.#context.keys.notification(sequence), encodeNotifications(items));
  }

  #writeDedupe(event: BufferedEvent, sequence: bigint): void {
    const { dedupe } = event.options;
    if (dedupe === null) return;
    const key = this.#context.keys.dedupe(nameOf(event.topic), dedupe.key);
    const record: DedupeRecord = { expiresMs: physicalMs(sequence) + dedupe.forMs };
    // The key was read by this transaction, so a second writer of it conflicts and then sees the first.
    this.#txn.put(key, encodeRecord(record));
    this.#txn.put(this.#context.keys.dedupeExpiry(record.expiresMs, key), new Uint8Array(0));
  }

  #counts(stored: Uint8Array): boolean {
    const { expiresMs } = decodeRecord<DedupeRecord>('dedupe key', stored);
    return expiresMs > physicalMs(this.#txn.startTs ?? 0n);
  }

  /** True when this transaction publishes the dedupe key already and the second event is to be left out. */
  #hasDuplicate(topic: Topic<unknown> | string, { dedupe }: ResolvedPublishOptions): boolean {
    if (dedupe === null) return false;
    const same = (event: BufferedEvent): boolean =>
      event.options.dedupe?.key === dedupe.key && nameOf(event.topic) === nameOf(topic);
    if (!this.#events.some(same)) return false;
    if (!dedupe.ignore) throw new DuplicateEventError({ topic: nameOf(topic) });
    return true;
  }

  #readDuplicate(
    topic: Topic<unknown> | string,
    { dedupe }: ResolvedPublishOptions,
  ): Promise<Uint8Array | null> {
    if (dedupe === null) return Promise.resolve(null);
    const key = this.#context.keys.dedupe(nameOf(topic), dedupe.key);
    const reading = this.#txn.get(key);
    // `prepare` waits for it; a transaction that is given up before does not.
    reading.catch(() => undefined);
    return reading;
  }

  #reserve(bytes: number): void {
    const { maxEventBytes, maxEventsPerTransaction, maxBytesPerTransaction } = this.#limits;
    if (bytes > maxEventBytes) {
      throw new EventTooLargeError('the event is too large', { limit: maxEventBytes, actual: bytes });
    }
    if (this.#events.length >= maxEventsPerTransaction) {
      throw new EventTooLargeError('the transaction publishes too many events', {
        limit: maxEventsPerTransaction,
      });
    }
    if (this.#bytes + bytes > maxBytesPerTransaction) {
      throw new EventTooLargeError('the events of the transaction are too large', {
        limit: maxBytesPerTransaction,
        actual: this.#bytes + bytes,
      });
    }
    this.#bytes += bytes;
  }
}

function nameOf(topic: Topic<unknown> | string): string {
  return typeof topic === 'string' ? topic : topic.name;
}

/** When a delayed event is due; null for one that is due at its commit. */
function dueOf(options: ResolvedPublishOptions, sequence: bigint): number | null {
  const nowMs = physicalMs(sequence);
  const dueMs = options.atMs ?? (options.delayMs === null ? nowMs : nowMs + options.delayMs);
  return dueMs > nowMs ? dueMs : null;
}

function encode(event: BufferedEvent, createdMs: number | null): Uint8Array {
  const { key, payload, metadata, options } = event;
  return encodeEnvelope({ key, payload, metadata, createdMs, op: options.op, headers: options.headers });
}
