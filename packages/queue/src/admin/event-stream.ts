/**
 * A topic's events as they come, for looking: no group, nothing stored.
 *
 * The past is read from the store, partition by partition, at snapshots later than the first poll; what polls bring from then
 * on follows. Both together have every event, and each once: those of the overlap are remembered while they can come twice.
 */

import { addMilliseconds } from '@tito/tikv';
import type { TopicRecord } from '../catalog/records';
import { COMMIT_WINDOW_MS, type QueueContext } from '../context';
import { TailOverrunError } from '../errors';
import { partitionsWithEvents } from '../consume/find-work';
import { composePosition, sequenceOf } from '../position';
import { type QueueEvent, decodeEvent } from '../queue-event';
import type { TailPoll, TailReader } from '../tail/tail-reader';

export interface StreamSettings {
  readonly context: QueueContext;
  readonly tail: TailReader;
  readonly name: string;
  readonly topic: TopicRecord;
  /** Events before this position are left out. */
  readonly start: bigint;
  readonly signal: AbortSignal | undefined;
}

interface Place {
  readonly partition: number;
  readonly position: bigint;
}

/** A reader that is so many events behind is told to begin again. */
const MAX_BEHIND = 100_000;
const PAGE = 128;

/** @throws TailOverrunError when the reader is too slow, CorruptRecordError for an event that cannot be read */
export async function* streamEvents(settings: StreamSettings): AsyncGenerator<QueueEvent, void, void> {
  const { tail, signal } = settings;
  const arrived = new ArrivedEvents(settings);
  const unlisten = tail.listen((poll) => Promise.resolve(arrived.take(poll)));
  const onAbort = (): void => arrived.wake();
  const isOver = (): boolean => signal?.aborted === true;
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    await arrived.polled(signal);
    const seen = new Set<bigint>();
    for await (const event of readPast(settings, seen)) {
      if (isOver()) return;
      yield event;
    }
    while (!isOver()) {
      const places = await arrived.next(signal);
      const fresh = places.filter(({ position }) => !seen.delete(position));
      for (let at = 0; at < fresh.length; at += PAGE) {
        for (const event of await readPlaces(settings, fresh.slice(at, at + PAGE))) {
          if (isOver()) return;
          yield event;
          arrived.lastOffset = event.offset;
        }
      }
    }
  } finally {
    unlisten();
    signal?.removeEventListener('abort', onAbort);
  }
}

/** What polls brought and nobody has taken yet. */
class ArrivedEvents {
  readonly #settings: StreamSettings;
  #places: Place[] = [];
  #hasPolled = false;
  #isOverrun = false;
  #wake: (() => void) | null = null;
  lastOffset: string | null = null;

  constructor(settings: StreamSettings) {
    this.#settings = settings;
  }

  take(poll: TailPoll): void {
    this.#hasPolled = true;
    if (poll.hasGap) this.#isOverrun = true;
    const places: Place[] = [];
    for (const [partition, positions] of poll.events.get(this.#settings.topic.id) ?? [])
      for (const position of positions)
        if (position >= this.#settings.start) places.push({ partition, position });
    this.#places.push(...places.sort((a, b) => (a.position < b.position ? -1 : 1)));
    if (this.#places.length > MAX_BEHIND) {
      this.#isOverrun = true;
      this.#places = [];
    }
    this.wake();
  }

  wake(): void {
    this.#wake?.();
    this.#wake = null;
  }

  async polled(signal: AbortSignal | undefined): Promise<void> {
    while (!this.#hasPolled && signal?.aborted !== true) await this.#woken();
  }

  async next(signal: AbortSignal | undefined): Promise<Place[]> {
    while (this.#places.length === 0 && !this.#isOverrun && signal?.aborted !== true) await this.#woken();
    if (this.#isOverrun) throw new TailOverrunError(this.#settings.name, this.lastOffset);
    return this.#places.splice(0);
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }
}

/** Every event from the start on that is visible by now; notes those that a poll may bring again. */
async function* readPast(settings: StreamSettings, seen: Set<bigint>): AsyncGenerator<QueueEvent> {
  const { context, topic, start } = settings;
  const { client, keys } = context;
  const all = Array.from({ length: topic.partitions }, (_, partition) => partition);
  const before = start > 0n ? sequenceOf(start) - 1n : 0n;
  const began = addMilliseconds(await client.timestamp(), -2 * COMMIT_WINDOW_MS);
  const withEvents = await partitionsWithEvents(client.snapshot(), keys, topic.id, all, () => before);
  for (const partition of withEvents) {
    const range = keys.events(topic.id, partition, start, partition);
    for await (const { key, value } of client.snapshot().scan(range, { batchSize: PAGE })) {
      const position = keys.positionIn(key);
      if (position >= composePosition(began, 0)) seen.add(position);
      yield decodeEvent({ topic: settings.name, partition, position, attempt: 1 }, value);
    }
  }
}

async function readPlaces(settings: StreamSettings, places: readonly Place[]): Promise<QueueEvent[]> {
  const { context, topic, name } = settings;
  const keys = places.map(({ partition, position }) => context.keys.event(topic.id, partition, position));
  const values = await context.client.snapshot().batchGet(keys);
  return places.flatMap(({ partition, position }, i) => {
    const value = values[i] ?? null;
    // Deleted by retention since.
    if (value === null) return [];
    return [decodeEvent({ topic: name, partition, position, attempt: 1 }, value)];
  });
}
