import { describe, expect, test } from '@jest/globals';
import type { ClientCounters } from '@tito/tikv';
import { topic } from '../src';
import { publishAll, until, useQueueCluster } from './support/queue-cluster';

const cluster = useQueueCluster();

function difference(before: ClientCounters, after: ClientCounters): Record<string, number> {
  const entries = Object.entries(after.requests).map(
    ([name, count]) => [name, count - (before.requests[name] ?? 0)] as const,
  );
  return Object.fromEntries(entries.filter(([, count]) => count > 0));
}

describe('an idle process', () => {
  test('makes one scan and takes one timestamp per poll, whatever the number of topics and partitions', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client, sessionTtl: '60s' });
    for (let i = 0; i < 5; i++) {
      await queue
        .consume(topic(`topic ${i}`, { partitions: 1024 }), async () => undefined, { group: 'g' })
        .ready();
    }
    // The duties have their leases, and the pace has slowed down.
    const start = queue.counters.polls;
    await until(() => queue.counters.polls > start + 15);
    const before = { counters: client.counters, polls: queue.counters.polls };
    await until(() => queue.counters.polls === before.polls + 8);
    const sent = difference(before.counters, client.counters);
    expect(sent['KvScan']).toBeLessThanOrEqual(9);
    expect(sent['KvBatchGet'] ?? 0).toBe(0);
    expect(sent['KvPrewrite'] ?? 0).toBe(0);
    expect(client.counters.timestamps - before.counters.timestamps).toBeLessThanOrEqual(9);
  });

  test('hears of its own commits at once', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client, poll: { idle: '5s' } });
    const jobs = topic<number>('jobs', { partitions: 1024 });
    const arrived: number[] = [];
    await queue.consume(jobs, async () => void arrived.push(performance.now()), { group: 'g' }).ready();
    await publishAll(client, queue, jobs, [['warm', 0]]);
    await until(() => arrived.length === 1);
    const sent = performance.now();
    await publishAll(client, queue, jobs, [['warm', 1]]);
    await until(() => arrived.length === 2);
    expect(arrived[1]! - sent).toBeLessThan(500);
  });
});

describe('a delivery', () => {
  test('costs two timestamps and two requests', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client, poll: { hot: '1h', idle: '1h' } });
    const jobs = topic<number>('jobs', { partitions: 1 });
    let done = 0;
    const consumer = queue.consume(
      jobs,
      async (_event, { txn }) => {
        if (done++ === 0) return;
        txn.put(Buffer.from('effect'), Buffer.from('1'));
      },
      { group: 'g' },
    );
    await consumer.ready();
    await publishAll(client, queue, jobs, [['a', 1]]);
    await until(() => queue.counters.settled === 1);
    const before = client.counters;
    await publishAll(client, queue, jobs, [['a', 2]]);
    await until(() => queue.counters.settled === 2);
    const requests = difference(before, client.counters);
    // One prewrite publishes, one commits effect and acknowledgement; one read fetches the event, one is the fence.
    expect(requests['KvPrewrite']).toBe(2);
    expect(requests['KvBatchGet']).toBe(2);
  });
});

describe('three idle processes with 20 topics of 1024 partitions in 3 groups', () => {
  test('make at most 12 requests a second each', async () => {
    const clients = await Promise.all([1, 2, 3].map(() => cluster.client()));
    const queues = await Promise.all(clients.map((client) => cluster.queue({ client })));
    for (const queue of queues) {
      const consumers = Array.from({ length: 60 }, (_, i) =>
        queue.consume(topic(`topic ${i % 20}`, { partitions: 1024 }), () => Promise.resolve(), {
          group: `group ${Math.floor(i / 20)}`,
        }),
      );
      await Promise.all(consumers.map((consumer) => consumer.ready()));
    }
    // The members know each other, and the pace has slowed down.
    const total = ({ requests }: ClientCounters): number =>
      Object.values(requests).reduce((sum, count) => sum + count, 0);
    const pollsIn = async (count: number): Promise<void> => {
      const start = queues.map((queue) => queue.counters.polls);
      await until(() => queues.every((queue, i) => queue.counters.polls >= start[i]! + count));
    };
    await pollsIn(20);
    const [before, start] = [clients.map((client) => total(client.counters)), performance.now()];
    await pollsIn(24);
    const seconds = (performance.now() - start) / 1000;
    const perSecond = clients.map((client, i) => (total(client.counters) - before[i]!) / seconds);
    console.log(`requests a second: ${perSecond.map((n) => n.toFixed(1)).join(', ')}`);
    expect(Math.max(...perSecond)).toBeLessThanOrEqual(12);
  }, 60_000);
});
