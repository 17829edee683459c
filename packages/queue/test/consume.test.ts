import { describe, expect, test } from '@jest/globals';
import { COMMIT_WINDOW_MS, type QueueEvent, topic } from '../src';
import { publishAll, until, useQueueCluster } from './support/queue-cluster';

const cluster = useQueueCluster();
const orders = topic<{ n: number }>('orders', { partitions: 8 });

describe('a consumer', () => {
  test('receives what was committed after it was ready, with everything that was published about it', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const events: QueueEvent<{ n: number }>[] = [];
    const consumer = queue.consume(orders, async (event) => void events.push(event), { group: 'g' });
    await consumer.ready();
    await client.transaction(async (txn) => {
      queue.publish(
        txn,
        orders,
        'k',
        { n: 1 },
        { headers: { trace: 't1' }, metadata: { by: 'admin' }, op: 'update' },
      );
    });
    await until(() => events.length === 1);
    expect(events[0]).toMatchObject({
      topic: 'orders',
      key: 'k',
      op: 'update',
      payload: { n: 1 },
      metadata: { by: 'admin' },
      headers: { trace: 't1' },
      attempt: 1,
    });
    expect(events[0]!.offset).toMatch(/^\d+\.0$/);
    expect(Math.abs(events[0]!.createdAt.getTime() - Date.now())).toBeLessThan(10_000);
  });

  test('receives nothing of transactions that were rolled back', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const seen: number[] = [];
    await queue.consume(orders, async (event) => void seen.push(event.payload.n), { group: 'g' }).ready();
    const txn = await client.begin();
    queue.publish(txn, orders, 'k', { n: 1 });
    await txn.rollback();
    await publishAll(client, queue, orders, [['k', { n: 2 }]]);
    await until(() => seen.length === 1);
    expect(seen).toEqual([2]);
  });

  test("begins with the oldest event when the group is created 'earliest', and with new ones when 'latest'", async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    await publishAll(client, queue, orders, [
      ['a', { n: 1 }],
      ['b', { n: 2 }],
    ]);
    const [early, late]: [number[], number[]] = [[], []];
    await queue
      .consume(orders, async (event) => void early.push(event.payload.n), {
        group: 'early',
        from: 'earliest',
      })
      .ready();
    await queue
      .consume(orders, async (event) => void late.push(event.payload.n), { group: 'late', from: 'latest' })
      .ready();
    await publishAll(client, queue, orders, [['c', { n: 3 }]]);
    await until(() => early.length === 3 && late.length === 1);
    expect([early.sort(), late]).toEqual([[1, 2, 3], [3]]);
  });

  test('handles the events of one key in order, and different keys side by side', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const seen = new Map<string, number[]>();
    let running = 0;
    let most = 0;
    const runningKeys = new Set<string>();
    const consumer = queue.consume(
      orders,
      async (event) => {
        expect(runningKeys.has(event.key)).toBe(false);
        runningKeys.add(event.key);
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 2));
        running--;
        runningKeys.delete(event.key);
        seen.set(event.key, [...(seen.get(event.key) ?? []), event.payload.n]);
      },
      { group: 'g', concurrency: 8 },
    );
    await consumer.ready();
    for (let n = 0; n < 20; n++) {
      await publishAll(
        client,
        queue,
        orders,
        [0, 1, 2, 3].map((k) => [`key${k}`, { n }] as const),
      );
    }
    await until(() => [...seen.values()].reduce((sum, list) => sum + list.length, 0) === 80);
    for (const list of seen.values()) expect(list).toEqual(Array.from({ length: 20 }, (_, n) => n));
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(8);
  });

  test('commits the effects of the handler together with the acknowledgement', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const key = Buffer.from('counter');
    let runs = 0;
    const consumer = queue.consume(
      orders,
      async (_event, { txn }) => {
        runs++;
        const count = Number(Buffer.from((await txn.get(key)) ?? '0').toString());
        txn.put(key, Buffer.from(String(count + 1)));
      },
      { group: 'g', concurrency: 8 },
    );
    await consumer.ready();
    // Handlers of different keys conflict on the counter and are run again.
    await publishAll(
      client,
      queue,
      orders,
      Array.from({ length: 30 }, (_, n) => [`k${n}`, { n }] as const),
    );
    await until(async () => Buffer.from((await client.getLatest(key)) ?? '').toString() === '30');
    await consumer.stop();
    expect(Buffer.from((await client.getLatest(key)) ?? '').toString()).toBe('30');
    expect(runs).toBeGreaterThanOrEqual(30);
  });

  test('goes on where the group stopped, without handling anything twice', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const seen: number[] = [];
    const consume = () =>
      queue.consume(orders, async (event) => void seen.push(event.payload.n), {
        group: 'g',
        from: 'earliest',
      });
    const first = consume();
    await first.ready();
    await publishAll(client, queue, orders, [
      ['a', { n: 1 }],
      ['b', { n: 2 }],
    ]);
    await until(() => seen.length === 2);
    await first.stop();
    await publishAll(client, queue, orders, [['a', { n: 3 }]]);
    const second = consume();
    await second.ready();
    await until(() => seen.length >= 3);
    await publishAll(client, queue, orders, [['a', { n: 4 }]]);
    await until(() => seen.length >= 4);
    expect(seen.sort()).toEqual([1, 2, 3, 4]);
  });

  test('works only on the range of partitions that it is given', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const seen: [number, number][] = [];
    for (const [i, partitions] of [
      { start: 0, end: 4 },
      { start: 4, end: 8 },
    ].entries()) {
      await queue
        .consume(orders, async (event) => void seen.push([i, event.partition]), { group: 'g', partitions })
        .ready();
    }
    await publishAll(
      client,
      queue,
      orders,
      Array.from({ length: 40 }, (_, n) => [`k${n}`, { n }] as const),
    );
    await until(() => seen.length === 40);
    for (const [consumer, partition] of seen) expect(partition < 4 ? 0 : 1).toBe(consumer);
    expect(new Set(seen.map(([consumer]) => consumer)).size).toBe(2);
  });

  test('reads a backlog that is larger than what it may hold in memory', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    for (let batch = 0; batch < 6; batch++) {
      await publishAll(
        client,
        queue,
        orders,
        Array.from({ length: 100 }, (_, i) => [`k${i % 10}`, { n: batch * 100 + i }] as const),
      );
    }
    const seen: number[] = [];
    await queue
      .consume(orders, async (event) => void seen.push(event.payload.n), {
        group: 'g',
        from: 'earliest',
        prefetch: 20,
      })
      .ready();
    await until(() => seen.length >= 600);
    expect(new Set(seen).size).toBe(600);
    for (let k = 0; k < 10; k++) {
      const ofKey = seen.filter((n) => n % 10 === k);
      expect(ofKey).toEqual([...ofKey].sort((a, b) => a - b));
    }
  });

  test('stops within its drain time and aborts handlers that do not end', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    let reason: unknown;
    let started = false;
    const consumer = queue.consume(
      orders,
      (_event, { signal }) => {
        started = true;
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reason = signal.reason;
            reject(new Error('aborted'));
          });
        });
      },
      { group: 'g' },
    );
    await consumer.ready();
    await publishAll(client, queue, orders, [['a', { n: 1 }]]);
    await until(() => started);
    const began = Date.now();
    await consumer.stop({ drain: '50ms' });
    expect(Date.now() - began).toBeLessThan(2000);
    expect(reason).toMatchObject({ code: 'QUEUE_CONSUMER_STOPPED' });
    const seen: number[] = [];
    await queue.consume(orders, async (event) => void seen.push(event.attempt), { group: 'g' }).ready();
    await until(() => seen.length === 1);
    expect(seen).toEqual([1]);
  });
});

describe('a consumer that stops while a handler runs', () => {
  test('leaves the event to the next one, however long ago it was published', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const jobs = topic<string>('jobs', { partitions: 1 });
    const begun: string[] = [];
    const hanging = queue.consume(
      jobs,
      async ({ payload }, { signal }) => {
        begun.push(payload);
        if (payload === 'long') await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
      { group: 'g' },
    );
    await hanging.ready();
    await publishAll(client, queue, jobs, [
      ['a', 'long'],
      ['b', 'short'],
    ]);
    await until(() => queue.counters.settled === 1 && begun.length === 2);
    // All of it is final by then, and one event is settled: only the running handler holds the watermark.
    const published = performance.now();
    await until(() => performance.now() - published > COMMIT_WINDOW_MS + 500);
    await hanging.stop({ drain: 0 });
    const seen: string[] = [];
    await queue.consume(jobs, async ({ payload }) => void seen.push(payload), { group: 'g' }).ready();
    await until(() => seen.length === 1);
    expect(seen).toEqual(['long']);
  });
});
