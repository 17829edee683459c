import { describe, expect, test } from '@jest/globals';
import { type QueueEvent, topic } from '../src';
import { publishAll, until, useQueueCluster } from './support/queue-cluster';

const cluster = useQueueCluster();
const mail = topic<unknown>('mail', { partitions: 4 });

describe('publishing', () => {
  test('carries bigint, dates and bytes exactly', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const payload = {
      amount: 2n ** 70n,
      at: new Date(1234),
      bytes: Uint8Array.of(0, 255),
      list: [1, undefined, null],
    };
    const events: QueueEvent[] = [];
    await queue.consume(mail, async (event) => void events.push(event), { group: 'g' }).ready();
    await publishAll(client, queue, mail, [['k', payload]]);
    await until(() => events.length === 1);
    expect(events[0]!.payload).toStrictEqual(payload);
  });

  test('never conflicts with other publishers of the same key', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    await publishAll(client, queue, mail, [['k', 0]]);
    const transactions = await Promise.all(Array.from({ length: 10 }, () => client.begin()));
    for (const txn of transactions) queue.publish(txn, mail, 'k', 1);
    await Promise.all(transactions.map((txn) => txn.commit()));
    const seen: unknown[] = [];
    await queue
      .consume(mail, async (event) => void seen.push(event.payload), { group: 'g', from: 'earliest' })
      .ready();
    await until(() => seen.length === 11);
  });

  test('is undone by a rollback to a savepoint, whether events came before it or not', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    await publishAll(client, queue, mail, [['k', 0]]);
    for (const first of [[1], []]) {
      const txn = await client.begin();
      for (const payload of first) queue.publish(txn, mail, 'k', payload);
      const savepoint = txn.savepoint();
      queue.publish(txn, mail, 'k', 'undone');
      savepoint.rollback();
      queue.publish(txn, mail, 'k', 2);
      await txn.commit();
    }
    const seen: unknown[] = [];
    await queue
      .consume(mail, async (event) => void seen.push(event.payload), { group: 'g', from: 'earliest' })
      .ready();
    await until(() => seen.length >= 4);
    expect(seen).toEqual([0, 1, 2, 2]);
  });

  test('adds no timestamp and one request to a transaction that only writes', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    await publishAll(client, queue, mail, [['k', 0]]);
    const before = client.counters;
    await publishAll(client, queue, mail, [
      ['k', 1],
      ['l', 2],
    ]);
    const after = client.counters;
    expect(after.timestamps - before.timestamps).toBe(1);
    expect((after.requests['KvPrewrite'] ?? 0) - (before.requests['KvPrewrite'] ?? 0)).toBe(1);
    expect(after.requests['KvGet'] ?? 0).toBe(before.requests['KvGet'] ?? 0);
  });

  test('refuses bad input at once and leaves the transaction as it was', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client, limits: { maxEventBytes: 100, maxEventsPerTransaction: 2 } });
    const txn = await client.begin();
    const attempts: [() => void, string][] = [
      [() => queue.publish(txn, mail, '\ud800', 1), 'PROTOCOL_INVALID_ARGUMENT'],
      [() => queue.publish(txn, mail, 'k'.repeat(2000), 1), 'PROTOCOL_INVALID_ARGUMENT'],
      [() => queue.publish(txn, mail, 'k', () => 1), 'QUEUE_INVALID_PAYLOAD'],
      [() => queue.publish(txn, mail, 'k', 'x'.repeat(200)), 'QUEUE_EVENT_TOO_LARGE'],
      [() => queue.publish(txn, mail, 'k', 1, { delay: '5 minutes' as '5m' }), 'PROTOCOL_INVALID_ARGUMENT'],
      [() => queue.publish(txn, mail, 'k', 1, { delay: '5m', at: new Date() }), 'PROTOCOL_INVALID_ARGUMENT'],
      [
        () => queue.publish(txn, mail, 'k', 1, { headers: { a: 1 as unknown as string } }),
        'PROTOCOL_INVALID_ARGUMENT',
      ],
      [() => queue.publish(txn, '', 'k', 1), 'PROTOCOL_INVALID_ARGUMENT'],
    ];
    for (const [attempt, code] of attempts) expect(attempt).toThrow(expect.objectContaining({ code }));
    expect(await txn.commit()).toBeNull();
    const full = await client.begin();
    queue.publish(full, mail, 'k', 1);
    queue.publish(full, mail, 'k', 2);
    expect(() => queue.publish(full, mail, 'k', 3)).toThrow(
      expect.objectContaining({ code: 'QUEUE_EVENT_TOO_LARGE' }),
    );
    await full.rollback();
  });

  test('refuses a topic that is declared with another number of partitions than it has', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    await publishAll(client, queue, mail, [['k', 1]]);
    const other = await cluster.queue({ client });
    await expect(
      publishAll(client, other, topic('mail', { partitions: 8 }), [['k', 1]]),
    ).rejects.toMatchObject({
      code: 'QUEUE_TOPIC_MISMATCH',
      details: { topic: 'mail', property: 'partitions', stored: 4, declared: 8 },
    });
    await publishAll(client, other, topic('mail'), [['k', 1]]);
  });

  test('publishes at most one event per dedupe key while the key counts', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const publish = (n: number, onDuplicate: 'error' | 'ignore', dedupeFor: '1d' | '1ms' = '1d') =>
      client.transaction(async (txn) =>
        queue.publish(txn, mail, 'k', n, { dedupeKey: 'order 7', onDuplicate, dedupeFor }),
      );
    await publish(1, 'error');
    await expect(publish(2, 'error')).rejects.toMatchObject({
      code: 'QUEUE_DUPLICATE_EVENT',
      details: { topic: 'mail' },
    });
    await publish(3, 'ignore');
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, (_, n) =>
        client.transaction(async (txn) => queue.publish(txn, mail, 'k', 10 + n, { dedupeKey: 'raced' })),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    const seen: unknown[] = [];
    await queue
      .consume(mail, async (event) => void seen.push(event.payload), { group: 'g', from: 'earliest' })
      .ready();
    await until(() => seen.length === 2);
    expect(seen[0]).toBe(1);
  });

  test('delivers delayed events when they are due, never before, with the time of their publication', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const seen: { n: unknown; at: number; createdAt: Date }[] = [];
    const consumer = queue.consume(
      mail,
      async (event) => void seen.push({ n: event.payload, at: Date.now(), createdAt: event.createdAt }),
      { group: 'g' },
    );
    await consumer.ready();
    const began = Date.now();
    await client.transaction(async (txn) => {
      queue.publish(txn, mail, 'k', 'later', { delay: '600ms' });
      queue.publish(txn, mail, 'k', 'soon', { at: new Date(began + 300) });
      queue.publish(txn, mail, 'k', 'past', { at: new Date(began - 1000) });
      queue.publish(txn, mail, 'k', 'now');
    });
    await until(() => seen.length === 4);
    expect(seen.map(({ n }) => n)).toEqual(['past', 'now', 'soon', 'later']);
    expect(seen[2]!.at - began).toBeGreaterThanOrEqual(300);
    expect(seen[3]!.at - began).toBeGreaterThanOrEqual(600);
    expect(seen[3]!.createdAt.getTime() - began).toBeLessThan(300);
  });
});
