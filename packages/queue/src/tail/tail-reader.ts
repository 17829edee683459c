/**
 * The one poll of a process: reads what was published since the last poll and tells every consumer at once.
 *
 * One scan and one timestamp per poll, whatever the number of topics, groups and partitions. It runs while it has
 * listeners. Every poll is complete: all that became visible up to its snapshot is told together, so that an event is
 * never told before an earlier one of the same key.
 */

import { type Snapshot, addMilliseconds } from '@tito/tikv';
import type { Timer } from '../clock';
import { COMMIT_WINDOW_MS, type QueueContext } from '../context';
import type { SubscriptionId } from '../format/key-layout';
import { type Notification, decodeNotifications } from '../format/notification-codec';
import { composePosition } from '../position';
import { type PaceOptions, PollPace } from './poll-pace';
import { TailWindow } from './tail-window';

/** What one poll found. */
export interface TailPoll {
  readonly snapshot: Snapshot;
  readonly timestamp: bigint;
  /** The snapshot of the poll before. */
  readonly previous: bigint;
  /** Notifications were deleted unread, since the poll before was long ago, or could not be read. */
  readonly hasGap: boolean;
  /** Positions by topic id and partition, unordered. */
  readonly events: ReadonlyMap<number, ReadonlyMap<number, readonly bigint[]>>;
  readonly controls: readonly SubscriptionId[];
  /** The earliest due time of new delayed events; Infinity without any. */
  readonly earliestDueMs: number;
}

export type TailListener = (poll: TailPoll) => Promise<void>;

/** Notifications are kept at least twice as long. */
export const NOTIFICATION_GAP_MS = 5 * 60_000;
const BATCH = 1024;
const RETRY_MS = [50, 200, 500, 1000];

export class TailReader {
  readonly #context: QueueContext;
  readonly #pace: PollPace;
  readonly #listeners = new Set<TailListener>();
  #window: TailWindow | null = null;
  #timer: Timer | null = null;
  #polling: Promise<void> | null = null;
  #pollAgain = false;
  #failures = 0;
  #polledAtMs: number | null = null;

  constructor(context: QueueContext, pace: PaceOptions) {
    this.#context = context;
    this.#pace = new PollPace(pace);
  }

  /** When the last poll succeeded, by the local clock; null before the first, and without listeners. */
  get polledAtMs(): number | null {
    return this.#polledAtMs;
  }

  /** Calls the listener with every poll from now on, one at a time; returns how to end that. */
  listen(listener: TailListener): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) {
      this.#polledAtMs = this.#context.clock.now();
      this.#schedule(0);
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#pause();
    };
  }

  /** A transaction of this process has committed news: look at once. */
  expectNews(): void {
    if (this.#listeners.size === 0) return;
    if (this.#polling === null) this.#schedule(0);
    else this.#pollAgain = true;
  }

  /** Resolves when the poll that runs now has ended. */
  async settled(): Promise<void> {
    await this.#polling;
  }

  #schedule(delayMs: number): void {
    this.#timer?.cancel();
    this.#timer = this.#context.clock.setTimer(() => {
      this.#timer = null;
      this.#polling ??= this.#run().finally(() => (this.#polling = null));
    }, delayMs);
  }

  #pause(): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#window = null;
    this.#polledAtMs = null;
  }

  async #run(): Promise<void> {
    const began = this.#context.clock.now();
    let delayMs: number;
    this.#pollAgain = false;
    try {
      const hasNews = await this.#poll();
      this.#failures = 0;
      this.#polledAtMs = this.#context.clock.now();
      if (this.#pollAgain) this.#pace.expect();
      delayMs = this.#pace.next(hasNews, this.#context.clock.now() - began);
    } catch (error) {
      this.#context.report(error, 'poll');
      delayMs = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)] as number;
    }
    if (this.#listeners.size > 0 && this.#timer === null) this.#schedule(delayMs);
  }

  async #poll(): Promise<boolean> {
    const snapshot = this.#context.client.snapshot();
    const timestamp = await snapshot.timestamp();
    this.#context.oracleTime.observe(timestamp);
    const window = (this.#window ??= new TailWindow(COMMIT_WINDOW_MS, timestamp));
    const { previous } = window;
    let hasGap = addMilliseconds(previous, NOTIFICATION_GAP_MS) < timestamp;
    const events = new Map<number, Map<number, bigint[]>>();
    const controls = new Map<string, SubscriptionId>();
    const found: bigint[] = [];
    let earliestDueMs = Infinity;
    for await (const { key, value } of snapshot.scan(this.#context.keys.notificationsAfter(window.after), {
      batchSize: BATCH,
    })) {
      const sequence = this.#context.keys.sequenceIn(key);
      if (!window.isNews(sequence)) continue;
      found.push(sequence);
      const items = this.#decode(value);
      hasGap ||= items === null;
      for (const item of items ?? []) {
        if (item.kind === 'events') addEvents(events, item.topicId, item.partition, sequence, item.indexes);
        else if (item.kind === 'delayed') earliestDueMs = Math.min(earliestDueMs, item.dueMs);
        else controls.set(`${item.groupId}/${item.topicId}`, item);
      }
    }
    const poll = {
      snapshot,
      timestamp,
      previous,
      hasGap,
      events,
      controls: [...controls.values()],
      earliestDueMs,
    };
    await Promise.all([...this.#listeners].map((listener) => listener(poll)));
    window.advance(timestamp, found);
    this.#context.metrics.add('polls');
    this.#context.metrics.add('polledNotifications', found.length);
    return found.length > 0;
  }

  /** Null for a notification that cannot be read: consumers then look at the events themselves. */
  #decode(value: Uint8Array): Notification[] | null {
    try {
      return decodeNotifications(value);
    } catch (error) {
      this.#context.report(error, 'read notification');
      return null;
    }
  }
}

function addEvents(
  events: Map<number, Map<number, bigint[]>>,
  topicId: number,
  partition: number,
  sequence: bigint,
  indexes: readonly number[],
): void {
  const partitions = events.get(topicId) ?? new Map<number, bigint[]>();
  const positions = partitions.get(partition) ?? [];
  for (const index of indexes) positions.push(composePosition(sequence, index));
  partitions.set(partition, positions);
  events.set(topicId, partitions);
}
