import { describe, expect, test } from '@jest/globals';
import { topic } from '../src';
import { publishAll, until, useQueueCluster } from './support/queue-cluster';

const cluster = useQueueCluster();
const orders = topic<number>('orders', { partitions: 8 });
const keyed = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => [`k${from + i}`, from + i] as const);

describe('a group', () => {
  test('shares its partitions evenly among consumers of several processes, and again when one leaves', async () => {
    const queues = await Promise.all([1, 2, 3].map(() => cluster.queue()));
    const seen: Set<number>[] = queues.map(() => new Set());
    const consumers = queues.map((queue, i) =>
      queue.consume(orders, async (event) => void seen[i]!.add(event.partition), { group: 'g' }),
    );
    await Promise.all(consumers.map((consumer) => consumer.ready()));
    const client = await cluster.client();
    let sent = 0;
    const settled = () => queues.reduce((sum, queue) => sum + queue.counters.settled, 0);
    const publish = async (): Promise<void> => {
      await publishAll(client, queues[0]!, orders, keyed(sent, sent + 64));
      sent += 64;
      await until(() => settled() === sent);
    };
    await until(async () => (await queues[0]!.groups())[0]?.members === 3);
    await publish();
    for (const set of seen) set.clear();
    await publish();
    expect(seen.map((set) => set.size).sort()).toEqual([2, 3, 3]);
    await consumers[2]!.stop();
    for (const set of seen) set.clear();
    await publish();
    await publish();
    expect([seen[0]!.size, seen[1]!.size, seen[2]!.size]).toEqual([4, 4, 0]);
  });

  test('two consumers of one process share the partitions too', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const seen: [number, number][] = [];
    for (const i of [0, 1])
      await queue
        .consume(orders, async (event) => void seen.push([i, event.partition]), { group: 'g' })
        .ready();
    await publishAll(client, queue, orders, keyed(0, 64));
    await until(() => seen.length === 64);
    expect(new Set(seen.map(([i]) => i)).size).toBe(2);
    expect(queue.counters.lost).toBe(0);
  });

  test('two processes that are given the same range do not disturb each other', async () => {
    const queues = await Promise.all([cluster.queue(), cluster.queue()]);
    const seen: string[] = [];
    for (const queue of queues) {
      const options = { group: 'g', partitions: { start: 0, end: 8 } };
      await queue.consume(orders, async (event) => void seen.push(event.offset), options).ready();
    }
    const client = await cluster.client();
    await publishAll(client, queues[0], orders, keyed(0, 50));
    await until(() => seen.length >= 50);
    await publishAll(client, queues[0], orders, keyed(50, 100));
    await until(() => seen.length >= 100);
    expect(new Set(seen).size).toBe(100);
    expect(seen.length).toBe(100);
  });

  test('takes over from a process that died, when its session has ended', async () => {
    const dying = await cluster.client();
    const first = await cluster.queue({ client: dying, sessionTtl: '3s' });
    const second = await cluster.queue({ sessionTtl: '3s' });
    const seen: number[] = [];
    let isStuck = false;
    const consumer = first.consume(
      orders,
      async (event) => {
        isStuck = true;
        await new Promise(() => undefined);
        seen.push(event.payload);
      },
      { group: 'g' },
    );
    await consumer.ready();
    const client = await cluster.client();
    await publishAll(client, second, orders, [['k', 1]]);
    await until(() => isStuck);
    const died = Date.now();
    await dying.close();
    await second.consume(orders, async (event) => void seen.push(event.payload), { group: 'g' }).ready();
    await publishAll(client, second, orders, [['k', 2]]);
    await until(() => seen.length === 2, 'takeover', 15_000);
    expect(seen).toEqual([1, 2]);
    expect(Date.now() - died).toBeLessThan(8000);
  });

  test('is isolated from other groups of the topic', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const seen: number[] = [];
    await queue
      .consume(orders, async () => Promise.reject(new Error('always')), {
        group: 'bad',
        retry: { attempts: 1 },
      })
      .ready();
    await queue.consume(orders, async (event) => void seen.push(event.payload), { group: 'good' }).ready();
    await publishAll(client, queue, orders, keyed(0, 10));
    await until(async () => seen.length === 10 && (await queue.deadLetters('bad').list()).length === 10);
    expect(await queue.deadLetters('good').list()).toEqual([]);
  });

  test('lists its topics and counts what it has not handled', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    await queue.consume(orders, async () => undefined, { group: 'a', from: 'earliest' }).stop();
    const idle = queue.consume(orders, async () => undefined, { group: 'b', from: 'earliest' });
    await idle.ready();
    await idle.stop();
    await publishAll(client, queue, orders, keyed(0, 20));
    expect(await queue.lag('b', 'orders')).toMatchObject({ events: 20, parked: 0, isExact: true });
    expect((await queue.lag('b', 'orders')).oldestMs).toBeGreaterThanOrEqual(0);
    expect(await queue.groups()).toContainEqual({
      group: 'b',
      topic: 'orders',
      partitions: 8,
      paused: false,
      limits: {},
      members: 0,
      generation: 1,
      start: '0.0',
    });
    const again = queue.consume(orders, async () => undefined, { group: 'b' });
    await again.ready();
    await until(async () => (await queue.lag('b', 'orders')).events === 0);
    await expect(queue.lag('nobody', 'orders')).rejects.toMatchObject({ code: 'QUEUE_UNKNOWN_NAME' });
  });

  test('pauses and resumes', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const seen: number[] = [];
    await queue.consume(orders, async (event) => void seen.push(event.payload), { group: 'g' }).ready();
    await queue.pause('g', orders);
    const polls = queue.counters.polls;
    await until(() => queue.counters.polls > polls + 2);
    await publishAll(client, queue, orders, keyed(0, 5));
    const later = queue.counters.polls;
    await until(() => queue.counters.polls > later + 3);
    expect(seen).toEqual([]);
    await queue.resume('g', orders);
    await until(() => seen.length === 5);
  });

  test('reads events again after a seek, and skips with one', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const seen: number[] = [];
    const offsets: string[] = [];
    const consumer = queue.consume(
      orders,
      async (event) => {
        seen.push(event.payload);
        offsets.push(event.offset);
      },
      { group: 'g', from: 'earliest' },
    );
    await consumer.ready();
    for (let n = 0; n < 4; n++) await publishAll(client, queue, orders, [['k', n]]);
    await until(() => seen.length === 4);
    await queue.seek('g', orders, 'earliest');
    await until(() => seen.length === 8);
    expect(seen).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
    await queue.seek('g', orders, offsets[2] as `${bigint}.${number}`);
    await until(() => seen.length === 10);
    expect(seen.slice(8)).toEqual([2, 3]);
    await consumer.stop();
    await publishAll(client, queue, orders, [['k', 4]]);
    await queue.seek('g', orders, 'latest');
    await publishAll(client, queue, orders, [['k', 5]]);
    await queue.consume(orders, async (event) => void seen.push(event.payload), { group: 'g' }).ready();
    await until(() => seen.length >= 11);
    expect(seen.slice(10)).toEqual([5]);
  });
});
