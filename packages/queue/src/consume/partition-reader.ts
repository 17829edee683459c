/** Reads events of claimed partitions: pages of a backlog, exact positions of the tail, and what a claim must know. */

import { type KeyValue, type KvReader, addMilliseconds } from '@tito/tikv';
import type { TopicRecord } from '../catalog/records';
import { COMMIT_WINDOW_MS, type QueueContext } from '../context';
import { decodeEnvelope } from '../format/envelope-codec';
import { decodeRecordWithEvent } from '../format/json-record';
import type { SubscriptionId } from '../format/key-layout';
import { composePosition, sequenceOf } from '../position';
import type { Delivery } from './event-fence';
import type { ParkedRecord } from './failure-records';
import type { BacklogPass, OwnedPartition } from './owned-partition';

/** A snapshot must end well before it can be garbage-collected. */
const MAX_PASS_MS = 60_000;

export interface ParkedDelivery {
  readonly delivery: Delivery;
  readonly dueMs: number;
}

export class PartitionReader {
  readonly #context: QueueContext;
  readonly #id: SubscriptionId;
  readonly #topic: TopicRecord;

  constructor(context: QueueContext, id: SubscriptionId, topic: TopicRecord) {
    this.#context = context;
    this.#id = id;
    this.#topic = topic;
  }

  /**
   * The next page of a partition's backlog: the events that are new to its owner.
   *
   * Pages belong to passes; a pass reads at one snapshot. When it reaches the end, everything visible at its snapshot has
   * been met, and unless the tail had news since, the tail takes over. A pass that grows old is given up for a new one,
   * which begins no later than the commit window before the old snapshot: what lies behind may have appeared since.
   */
  async readPage(owner: OwnedPartition, limit: number): Promise<Delivery[]> {
    const { client, keys, clock } = this.#context;
    if (owner.pass !== null && clock.now() - owner.pass.beganMs > MAX_PASS_MS) endPass(owner, owner.pass);
    if (owner.pass === null) {
      const snapshot = client.snapshot();
      owner.pass = { snapshot, timestamp: await snapshot.timestamp(), beganMs: clock.now() };
    }
    const { pass } = owner;
    const range = keys.events(this.#topic.id, owner.id, owner.cursor, owner.id);
    const pairs: KeyValue[] = [];
    for await (const pair of pass.snapshot.scan(range, { limit, batchSize: limit })) pairs.push(pair);
    const found: Delivery[] = [];
    for (const { key, value } of pairs) {
      const position = keys.positionIn(key);
      if (owner.progress.meet(position)) found.push(this.#delivery(owner, position, value));
    }
    const last = pairs.at(-1);
    if (last === undefined || pairs.length < limit) {
      owner.coveredTo = pass.timestamp;
      owner.finalTo = windowStart(pass);
      if (owner.newsAt <= pass.timestamp) owner.mode = 'tail';
      endPass(owner, pass, windowStart(pass));
    } else {
      const position = keys.positionIn(last.key);
      owner.finalTo = smaller(sequenceOf(position) - 1n, windowStart(pass));
      owner.cursor = position + 1n;
    }
    return found;
  }

  /** The events at these positions. Those that retention has deleted are settled. */
  async readPositions(
    reader: KvReader,
    wanted: readonly (readonly [OwnedPartition, bigint])[],
  ): Promise<Delivery[]> {
    const keys = wanted.map(([owner, position]) =>
      this.#context.keys.event(this.#topic.id, owner.id, position),
    );
    const values = await reader.batchGet(keys);
    return wanted.flatMap(([owner, position], i) => {
      const value = values[i] ?? null;
      if (value !== null) return [this.#delivery(owner, position, value)];
      owner.progress.settle(position, 'checkpoint');
      return [];
    });
  }

  /**
   * What is stored about a partition that was worked on before: settles the events that have a marker, and returns the
   * parked ones. At one snapshot: an owner that died may just have parked an event, and its marker must not be seen
   * without the parked event.
   */
  async readHistory(owner: OwnedPartition): Promise<ParkedDelivery[]> {
    const snapshot = this.#context.client.snapshot();
    await snapshot.timestamp();
    const [parked] = await Promise.all([
      this.#readParked(snapshot, owner),
      this.#readMarkers(snapshot, owner),
    ]);
    return parked;
  }

  /** Parked events. Their envelopes stay in the store until their turn. */
  readParked(owner: OwnedPartition): Promise<ParkedDelivery[]> {
    return this.#readParked(this.#context.client.snapshot(), owner);
  }

  async #readMarkers(reader: KvReader, owner: OwnedPartition): Promise<void> {
    const range = this.#context.keys.markers(this.#id, owner.generation, owner.id);
    for await (const { key } of reader.scan(range, { keyOnly: true, batchSize: 1024 })) {
      owner.progress.settle(this.#context.keys.positionIn(key), 'marker');
    }
  }

  async #readParked(reader: KvReader, owner: OwnedPartition): Promise<ParkedDelivery[]> {
    const parked: ParkedDelivery[] = [];
    const range = this.#context.keys.parkedIn(this.#id, owner.generation, owner.id);
    for await (const { key, value } of reader.scan(range, { batchSize: 64 })) {
      const record = decodeRecordWithEvent<ParkedRecord>('parked event', value);
      const delivery = {
        ...this.#delivery(owner, this.#context.keys.positionIn(key), record.event),
        bytes: null,
        starts: record.value.starts,
      };
      parked.push({ delivery, dueMs: record.value.dueMs });
    }
    return parked;
  }

  #delivery(owner: OwnedPartition, position: bigint, bytes: Uint8Array): Delivery {
    return { key: keyOf(owner, bytes), position, owner, bytes, starts: 0 };
  }
}

/** The next pass begins at the cursor, or where events may have appeared behind it. */
function endPass(owner: OwnedPartition, pass: BacklogPass, cursor = sequenceOf(owner.cursor)): void {
  owner.cursor = composePosition(smaller(cursor, windowStart(pass)), 0);
  owner.pass = null;
}

/** Up to this sequence nothing can appear that was not visible to the pass. */
function windowStart(pass: BacklogPass): bigint {
  return addMilliseconds(pass.timestamp, -COMMIT_WINDOW_MS);
}

/** The ordering key; events that cannot be read share one of their partition, so that they fail in order too. */
function keyOf(owner: OwnedPartition, bytes: Uint8Array): string {
  try {
    return `k${decodeEnvelope(bytes).key}`;
  } catch {
    return `p${owner.id}`;
  }
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
