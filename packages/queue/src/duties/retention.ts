/**
 * Deletes what is no longer needed: events past their topic's retention that every group has settled, old notifications,
 * expired dedupe keys, sessions that are long over, and what seeks left behind.
 */

import { type KeyRange, addMilliseconds, physicalMs } from '@tito/tikv';
import type { SessionRecord, SubscriptionRecord, TopicRecord } from '../catalog/records';
import { sleep } from '../clock';
import type { QueueContext } from '../context';
import { decodeCheckpoint } from '../format/checkpoint-codec';
import { decodeRecord } from '../format/json-record';
import type { SubscriptionId } from '../format/key-layout';
import type { LeasedWork } from '../membership/lease';
import { sequenceOf } from '../position';
import type { DedupeRecord } from '../publish/event-buffer';
import { NOTIFICATION_GAP_MS } from '../tail/tail-reader';

const SWEEP_EVERY_MS = 60_000;
const DELETES_PER_TRANSACTION = 512;
const SESSION_GRACE_MS = 3_600_000;

export function sweepRegularly(context: QueueContext): LeasedWork {
  return async (signal) => {
    while (!signal.aborted) {
      await sleep(context.clock, SWEEP_EVERY_MS * (0.5 + context.random()), signal);
      if (!signal.aborted)
        await sweep(context, signal).catch((error: unknown) => context.report(error, 'retention'));
    }
  };
}

/** One sweep over everything. Returns how many keys were deleted. */
export async function sweep(context: QueueContext, signal?: AbortSignal): Promise<number> {
  const { client, keys } = context;
  const now = await client.timestamp();
  const subscriptions = await readSubscriptions(context);
  let deleted = 0;
  for await (const { value } of client.snapshot().scan(keys.topics())) {
    const topic = decodeRecord<TopicRecord>('topic', value);
    const readers = subscriptions.filter(({ id }) => id.topicId === topic.id);
    deleted += await sweepTopic(context, topic, addMilliseconds(now, -topic.retentionMs), readers, signal);
  }
  deleted += await deleteRange(
    context,
    keys.notificationsBefore(addMilliseconds(now, -2 * NOTIFICATION_GAP_MS)),
    signal,
  );
  for (const { id, record } of subscriptions) {
    for (const range of keys.generationsBefore(id, record.generation))
      deleted += await deleteRange(context, range, signal);
  }
  deleted += await sweepDedupeKeys(context, physicalMs(now), signal);
  deleted += await sweepSessions(context, physicalMs(now) - SESSION_GRACE_MS);
  context.metrics.add('swept', deleted);
  return deleted;
}

interface Subscription {
  readonly id: SubscriptionId;
  readonly record: SubscriptionRecord;
}

async function readSubscriptions({ client, keys }: QueueContext): Promise<Subscription[]> {
  const found: Subscription[] = [];
  for await (const { key, value } of client.snapshot().scan(keys.subscriptions())) {
    found.push({
      id: keys.subscriptionIn(key),
      record: decodeRecord<SubscriptionRecord>('subscription', value),
    });
  }
  return found;
}

/** Deletes a topic's events up to a sequence, but none that a group still needs. */
async function sweepTopic(
  context: QueueContext,
  topic: TopicRecord,
  cut: bigint,
  readers: readonly Subscription[],
  signal?: AbortSignal,
): Promise<number> {
  const { client, keys } = context;
  const isAckNeeded = topic.requireAck && readers.length > 0;
  const watermarks = isAckNeeded
    ? await Promise.all(readers.map((reader) => readWatermarks(context, reader)))
    : [];
  let deleted = 0;
  for (let partition = 0; partition < topic.partitions;) {
    if (signal?.aborted === true) break;
    // Jumps to the next partition that has events at all.
    let next = topic.partitions;
    for await (const { key } of client
      .snapshot()
      .scan(keys.events(topic.id, partition, 0n, topic.partitions - 1), { limit: 1, keyOnly: true })) {
      next = keys.partitionIn(key);
    }
    if (next >= topic.partitions) break;
    const needed = watermarks.map((ofReader) => ofReader(next));
    const upTo = needed.reduce((least, watermark) => (watermark < least ? watermark : least), cut);
    deleted += await deleteRange(context, keys.eventsUpTo(topic.id, next, upTo), signal);
    partition = next + 1;
  }
  return deleted;
}

/** Up to which sequence a group has settled each partition. */
async function readWatermarks(
  { client, keys }: QueueContext,
  { id, record }: Subscription,
): Promise<(partition: number) => bigint> {
  const start = record.start > 0n ? sequenceOf(record.start) - 1n : 0n;
  const watermarks = new Map<number, bigint>();
  for await (const { key, value } of client.snapshot().scan(keys.checkpoints(id))) {
    const checkpoint = decodeCheckpoint(value);
    if (checkpoint.generation === record.generation)
      watermarks.set(keys.checkpointPartitionIn(key), checkpoint.watermark);
  }
  return (partition) => watermarks.get(partition) ?? start;
}

async function sweepDedupeKeys(context: QueueContext, nowMs: number, signal?: AbortSignal): Promise<number> {
  const { client, keys } = context;
  let deleted = 0;
  for (;;) {
    const count = await client.transaction(async (txn) => {
      const expired: Uint8Array[] = [];
      const range = keys.dedupeExpiredBy(nowMs);
      for await (const { key } of txn.scan(range, { keyOnly: true, limit: DELETES_PER_TRANSACTION / 2 }))
        expired.push(key);
      const records = await txn.batchGet(expired.map((key) => keys.dedupeIn(key)));
      for (const [i, key] of expired.entries()) {
        const stored = records[i] ?? null;
        txn.delete(key);
        // The key may have been published again since, with a later expiry.
        if (stored !== null && decodeRecord<DedupeRecord>('dedupe key', stored).expiresMs <= nowMs)
          txn.delete(keys.dedupeIn(key));
      }
      return expired.length;
    });
    deleted += count;
    if (count === 0 || signal?.aborted === true) return deleted;
  }
}

async function sweepSessions({ client, keys }: QueueContext, overBeforeMs: number): Promise<number> {
  return client.transaction(async (txn) => {
    let deleted = 0;
    for await (const { key, value } of txn.scan(keys.sessions())) {
      if (decodeRecord<SessionRecord>('session', value).expiresMs >= overBeforeMs) continue;
      txn.delete(key);
      deleted++;
    }
    return deleted;
  });
}

async function deleteRange({ client }: QueueContext, range: KeyRange, signal?: AbortSignal): Promise<number> {
  let deleted = 0;
  for (;;) {
    const count = await client.transaction(async (txn) => {
      let found = 0;
      for await (const { key } of txn.scan(range, {
        keyOnly: true,
        limit: DELETES_PER_TRANSACTION,
        batchSize: DELETES_PER_TRANSACTION,
      })) {
        txn.delete(key);
        found++;
      }
      return found;
    });
    deleted += count;
    if (count < DELETES_PER_TRANSACTION || signal?.aborted === true) return deleted;
  }
}
