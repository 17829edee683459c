import { describe, expect, test } from '@jest/globals';
import { topic } from '../src';
import { publishAll, until, useQueueCluster } from './support/queue-cluster';

const cluster = useQueueCluster();
const calls = topic<number>('calls', { partitions: 4 });

describe('external effects', () => {
  test('are acknowledged in batches and not repeated after a clean stop', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const seen: number[] = [];
    const keys = new Set<string>();
    const consume = () =>
      queue.consume(
        calls,
        async (event, context) => {
          expect(() => context.txn).toThrow(expect.objectContaining({ code: 'PROTOCOL_INVALID_ARGUMENT' }));
          keys.add(context.idempotencyKey);
          seen.push(event.payload);
        },
        { group: 'g', effects: 'external', from: 'earliest' },
      );
    const events = Array.from({ length: 200 }, (_, n) => [`k${n % 20}`, n] as const);
    await publishAll(client, queue, calls, events);
    const before = client.counters.requests['KvPrewrite'] ?? 0;
    const first = consume();
    await first.ready();
    await until(() => seen.length === 200);
    await first.stop();
    expect((client.counters.requests['KvPrewrite'] ?? 0) - before).toBeLessThan(40);
    const second = consume();
    await second.ready();
    await publishAll(client, queue, calls, [['k', 200]]);
    await until(() => seen.length >= 201);
    expect(seen.length).toBe(201);
    expect(keys.size).toBe(201);
    for (let k = 0; k < 20; k++) {
      const ofKey = seen.filter((n) => n % 20 === k && n < 200);
      expect(ofKey).toEqual([...ofKey].sort((a, b) => a - b));
    }
  });

  test('are retried and given up like transactional ones', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const log: string[] = [];
    const consumer = queue.consume(
      calls,
      async (event) => {
        log.push(`${event.payload}#${event.attempt}`);
        if (event.payload === 1 || (event.payload === 2 && event.attempt === 1)) throw new Error('no answer');
      },
      { group: 'g', effects: 'external', retry: { attempts: 2, minDelay: '10ms' } },
    );
    await consumer.ready();
    await publishAll(client, queue, calls, [
      ['a', 1],
      ['a', 2],
      ['a', 3],
    ]);
    await until(() => log.length === 5);
    expect(log).toEqual(['1#1', '1#2', '2#1', '2#2', '3#1']);
    await until(async () => (await queue.deadLetters('g').list()).length === 1);
  });
});
