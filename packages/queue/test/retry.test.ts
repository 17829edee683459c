import { describe, expect, test } from '@jest/globals';
import { NonRetryableError, RetryAfterError, topic } from '../src';
import { publishAll, until, useQueueCluster } from './support/queue-cluster';

const cluster = useQueueCluster();
const jobs = topic<{ n: number }>('jobs', { partitions: 4 });
const quick = { minDelay: '10ms', maxDelay: '50ms' } as const;

describe('an event whose handler fails', () => {
  test('is tried again with a rising attempt, and nothing of its key runs before it', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const log: string[] = [];
    const consumer = queue.consume(
      jobs,
      async (event) => {
        log.push(`${event.key}${event.payload.n}#${event.attempt}`);
        if (event.key === 'a' && event.payload.n === 1 && event.attempt < 3) throw new Error('not yet');
      },
      { group: 'g', retry: quick },
    );
    await consumer.ready();
    await publishAll(client, queue, jobs, [
      ['a', { n: 1 }],
      ['a', { n: 2 }],
      ['a', { n: 3 }],
      ['b', { n: 1 }],
    ]);
    await until(() => log.length === 6);
    expect(log.filter((line) => line.startsWith('a'))).toEqual(['a1#1', 'a1#2', 'a1#3', 'a2#1', 'a3#1']);
    expect(log.indexOf('b1#1')).toBeLessThan(log.indexOf('a1#3'));
    expect(await queue.lag('g', jobs)).toMatchObject({ parked: 0 });
  });

  test('is overtaken by later events of its key when the consumer says so', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const log: string[] = [];
    const consumer = queue.consume(
      jobs,
      async (event) => {
        log.push(`${event.payload.n}#${event.attempt}`);
        if (event.payload.n === 1 && event.attempt === 1) throw new Error('not yet');
      },
      { group: 'g', retry: { minDelay: '200ms' }, onFailure: 'overtake' },
    );
    await consumer.ready();
    await publishAll(client, queue, jobs, [
      ['a', { n: 1 }],
      ['a', { n: 2 }],
    ]);
    await until(() => log.length === 3);
    expect(log).toEqual(['1#1', '2#1', '1#2']);
  });

  test('leaves nothing of the failed attempt in the database', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const key = Buffer.from('effect-of-failure');
    let attempts = 0;
    const consumer = queue.consume(
      jobs,
      async (event, { txn }) => {
        txn.put(key, Buffer.from(String(event.attempt)));
        if (++attempts < 2) throw new Error('after the write');
      },
      { group: 'g', retry: { ...quick, minDelay: '200ms', maxDelay: '200ms' } },
    );
    await consumer.ready();
    await publishAll(client, queue, jobs, [['a', { n: 1 }]]);
    await until(() => queue.counters.retried === 1);
    expect(await client.getLatest(key)).toBeNull();
    await until(async () => (await client.getLatest(key)) !== null);
    expect(Buffer.from((await client.getLatest(key))!).toString()).toBe('2');
  });

  test('goes to the dead letters after its last attempt, and its key goes on', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const done: number[] = [];
    const consumer = queue.consume(
      jobs,
      async (event) => {
        if (event.payload.n === 1) throw new TypeError('never');
        done.push(event.payload.n);
      },
      { group: 'g', retry: { ...quick, attempts: 2 } },
    );
    await consumer.ready();
    await publishAll(client, queue, jobs, [
      ['a', { n: 1 }],
      ['a', { n: 2 }],
    ]);
    await until(() => done.length === 1);
    const [letter, ...rest] = await queue.deadLetters('g').list();
    expect(rest).toEqual([]);
    expect(letter).toMatchObject({
      topic: 'jobs',
      attempts: 2,
      reason: 'failed',
      failure: { name: 'TypeError', message: 'never' },
      event: { key: 'a', payload: { n: 1 } },
    });
  });

  test('goes there at once when no retry can help', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    class Hopeless extends Error {}
    const consumer = queue.consume(
      jobs,
      async (event) => {
        throw event.payload.n === 1 ? new NonRetryableError('no such order') : new Hopeless('x');
      },
      { group: 'g', retry: { ...quick, nonRetryable: [Hopeless] } },
    );
    await consumer.ready();
    await publishAll(client, queue, jobs, [
      ['a', { n: 1 }],
      ['b', { n: 2 }],
    ]);
    await until(async () => (await queue.deadLetters('g').list()).length === 2);
    const letters = await queue.deadLetters('g').list();
    expect(letters.map(({ attempts, failure }) => [attempts, failure?.code])).toEqual([
      [1, 'QUEUE_NON_RETRYABLE'],
      [1, null],
    ]);
  });

  test('waits as long as a RetryAfterError says', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const at: number[] = [];
    const consumer = queue.consume(
      jobs,
      async () => {
        at.push(Date.now());
        if (at.length === 1) throw new RetryAfterError('300ms');
      },
      { group: 'g', retry: quick },
    );
    await consumer.ready();
    await publishAll(client, queue, jobs, [['a', { n: 1 }]]);
    await until(() => at.length === 2);
    expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(295);
  });

  test('counts a handler that takes too long as failed, aborts its signal and commits nothing of it', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const reasons: unknown[] = [];
    const key = Buffer.from('effect-of-timeout');
    const consumer = queue.consume(
      jobs,
      async (event, { signal, txn }) => {
        if (event.attempt > 1) return;
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        reasons.push(signal.reason);
        expect(() => txn.put(key, Buffer.from('late'))).toThrow(
          expect.objectContaining({ code: 'TIKV_TRANSACTION_CLOSED' }),
        );
      },
      { group: 'g', timeout: '50ms', retry: quick },
    );
    await consumer.ready();
    await publishAll(client, queue, jobs, [['a', { n: 1 }]]);
    await until(() => queue.counters.settled === 1);
    expect(reasons).toMatchObject([{ code: 'QUEUE_HANDLER_TIMEOUT' }]);
    expect(await client.getLatest(key)).toBeNull();
  });

  test('keeps waiting for its retry when another consumer takes over', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const log: string[] = [];
    const consume = (fails: boolean) =>
      queue.consume(
        jobs,
        async (event) => {
          log.push(`${event.payload.n}#${event.attempt}`);
          if (fails && event.payload.n === 1) throw new Error('not here');
        },
        { group: 'g', retry: { minDelay: '400ms', maxDelay: '400ms' } },
      );
    const first = consume(true);
    await first.ready();
    await publishAll(client, queue, jobs, [
      ['a', { n: 1 }],
      ['a', { n: 2 }],
    ]);
    await until(async () => (await queue.lag('g', jobs)).parked === 2);
    await first.stop();
    await consume(false).ready();
    await until(() => log.length === 3);
    expect(log).toEqual(['1#1', '1#2', '2#1']);
  });
});

describe('dead letters', () => {
  test('come back to the group when redriven, as if new', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    let isBroken = true;
    const done: string[] = [];
    const consumer = queue.consume(
      jobs,
      async (event) => {
        if (isBroken) throw new Error('broken');
        done.push(`${event.payload.n}#${event.attempt}`);
      },
      { group: 'g', retry: { attempts: 1 } },
    );
    await consumer.ready();
    await publishAll(client, queue, jobs, [
      ['a', { n: 1 }],
      ['b', { n: 2 }],
    ]);
    const letters = queue.deadLetters('g');
    await until(async () => (await letters.list()).length === 2);
    isBroken = false;
    const [first] = await letters.list({ topic: 'jobs', limit: 1 });
    expect(await letters.redrive({ offsets: [first!.offset] })).toBe(1);
    await until(() => done.length === 1);
    expect(done).toEqual(['1#1']);
    expect(await letters.purge()).toBe(1);
    expect(await letters.list()).toEqual([]);
    await expect(queue.deadLetters('nobody').list()).rejects.toMatchObject({ code: 'QUEUE_UNKNOWN_NAME' });
  });
});
