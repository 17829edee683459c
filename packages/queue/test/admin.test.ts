import { describe, expect, test } from '@jest/globals';
import { topic } from '../src';
import { publishAll, until, useQueueCluster } from './support/queue-cluster';

const cluster = useQueueCluster();
const orders = topic<number>('orders', { partitions: 4, retention: '1h' });
const keyed = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => [`k${(from + i) % 10}`, from + i] as const);

describe('the overview of a namespace', () => {
  test('lists topics with their groups, and members with what they have', async () => {
    const queue = await cluster.queue();
    await queue.consume(orders, () => Promise.resolve(), { group: 'b' }).ready();
    await queue.consume(orders, () => Promise.resolve(), { group: 'a' }).ready();
    expect(await queue.topics()).toEqual([
      { topic: 'orders', partitions: 4, retentionMs: 3_600_000, requireAck: true, groups: ['a', 'b'] },
    ]);
    const members = await queue.members();
    const consumers = members.filter(({ group }) => group !== null);
    expect(
      consumers.map(({ group, topic: name, isLive, partitions }) => [group, name, isLive, partitions]),
    ).toEqual([
      ['b', 'orders', true, 4],
      ['a', 'orders', true, 4],
    ]);
    expect(new Set(members.map(({ session }) => session)).size).toBe(1);
  });

  test('tells how the consumers of this process are doing', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    expect(queue.health()).toEqual({
      isHealthy: true,
      sincePollMs: null,
      sinceHeartbeatMs: null,
      consumers: [],
    });
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const consumer = queue.consume(orders, () => released, { group: 'g', concurrency: 2 });
    await consumer.ready();
    await publishAll(client, queue, orders, keyed(0, 10));
    await until(() => queue.health().consumers[0]!.waiting === 8);
    const { isHealthy, sincePollMs, consumers } = queue.health();
    expect(isHealthy).toBe(true);
    expect(sincePollMs).toBeLessThan(5000);
    expect(consumers[0]).toMatchObject({
      group: 'g',
      topic: 'orders',
      state: 'running',
      inFlight: 2,
      parked: 0,
    });
    expect(queue.gauges()).toMatchObject({ consumers: 1, inFlight: 2, waiting: 8 });
    release();
    await until(() => queue.counters.settled === 10);
  });

  test('is not healthy when polls have failed for long', async () => {
    let now = 0;
    const timers = { setTimer: () => ({ cancel: () => undefined }) };
    const queue = await cluster.queue({ clock: { now: () => now, ...timers } });
    const consumer = queue.consume(orders, () => Promise.resolve(), { group: 'g' });
    await consumer.ready();
    expect(queue.health().isHealthy).toBe(true);
    now = 31_000;
    expect(queue.health()).toMatchObject({ isHealthy: false, sincePollMs: 31_000 });
  });
});

describe('tail', () => {
  test('brings the past and then what arrives, each event once, without a group', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    await publishAll(client, queue, orders, keyed(0, 50));
    const ends = new AbortController();
    const seen: number[] = [];
    const reading = (async () => {
      for await (const event of queue.tail(orders, { from: 'earliest', signal: ends.signal }))
        seen.push(event.payload);
    })();
    for (let n = 50; n < 150; n += 10) await publishAll(client, queue, orders, keyed(n, n + 10));
    await until(() => seen.length >= 150);
    ends.abort();
    await reading;
    expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 150 }, (_, i) => i));
    for (let k = 0; k < 10; k++) {
      const ofKey = seen.filter((n) => n % 10 === k);
      expect(ofKey).toEqual([...ofKey].sort((a, b) => a - b));
    }
    expect(await queue.groups()).toEqual([]);
  });

  test('ends when the queue is closed, and refuses a topic that does not exist', async () => {
    const queue = await cluster.queue();
    await queue.consume(orders, () => Promise.resolve(), { group: 'g' }).ready();
    await expect(queue.tail('nothing').next()).rejects.toMatchObject({ code: 'QUEUE_UNKNOWN_NAME' });
    const next = queue.tail(orders).next();
    await queue.close();
    expect(await next).toEqual({ done: true, value: undefined });
  });
});

describe('limits of a group', () => {
  test('slow its handlers down for each key, in all processes, until they are lifted', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const seen: [string, number][] = [];
    const consumer = queue.consume(
      orders,
      ({ key }) => Promise.resolve(seen.push([key, performance.now()])),
      { group: 'g' },
    );
    await consumer.ready();
    await queue.limit('g', orders, { perKeyPerSecond: 4 });
    const polls = queue.counters.polls;
    await until(() => queue.counters.polls > polls + 2);
    await publishAll(
      client,
      queue,
      orders,
      [...Array(8).keys()].flatMap(
        (n) =>
          [
            ['slow', n],
            [`k${n}`, n],
          ] as const,
      ),
    );
    await until(() => seen.length === 16);
    const slow = seen.filter(([key]) => key === 'slow').map(([, at]) => at);
    const others = seen.filter(([key]) => key !== 'slow').map(([, at]) => at);
    // Four at once, four more in a second.
    expect(slow[7]! - slow[0]!).toBeGreaterThan(900);
    expect(others.at(-1)! - others[0]!).toBeLessThan(900);
    expect((await queue.groups())[0]!.limits).toEqual({ perKeyPerSecond: 4 });
    await queue.limit('g', orders, null);
    expect((await queue.groups())[0]!.limits).toEqual({});
    await expect(queue.limit('g', orders, { perSecond: 0 })).rejects.toMatchObject({
      code: 'PROTOCOL_INVALID_ARGUMENT',
    });
  });
});

describe('a consumer of batches', () => {
  test('gets many events at once, none twice and each key in order, and only failed ones again', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const batches: number[][] = [];
    let hasFailed = false;
    const consumer = queue.consumeBatch(
      orders,
      (events) => {
        batches.push(events.map(({ payload }) => payload));
        const bad = events.find(({ payload }) => payload === 7);
        if (bad === undefined || hasFailed) return Promise.resolve();
        hasFailed = true;
        return Promise.resolve({ failed: [{ event: bad, error: new Error('no') }] });
      },
      { group: 'g', maxBatch: 10, from: 'earliest', retry: { minDelay: '10ms' } },
    );
    await consumer.ready();
    await publishAll(client, queue, orders, keyed(0, 100));
    await until(() => queue.counters.settled === 100);
    const all = batches.flat();
    expect(all.length).toBe(101);
    expect(all.filter((n) => n === 7).length).toBe(2);
    expect(Math.max(...batches.map((batch) => batch.length))).toBeGreaterThan(3);
    const ofKey = all.filter((n) => n % 10 === 3);
    expect(ofKey).toEqual([...ofKey].sort((a, b) => a - b));
    expect(queue.counters.retried).toBe(1);
  });

  test('fails as a whole when its handler does', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const fails = () => Promise.reject(new Error('no'));
    await queue.consumeBatch(orders, fails, { group: 'g', retry: { attempts: 1 } }).ready();
    await publishAll(client, queue, orders, keyed(0, 10));
    await until(async () => (await queue.deadLetters('g').list()).length === 10);
  });
});
