import { describe, expect, test } from '@jest/globals';
import { type Consumer, type Lease, type Queue, topic } from '../src';
import { publishAll, until, useQueueCluster } from './support/queue-cluster';

const cluster = useQueueCluster();

describe('retention', () => {
  test('deletes events past their time, but not before every group has settled them', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const short = topic<number>('short', { partitions: 4, retention: 1 });
    const create = async (group: string): Promise<void> => {
      const consumer = queue.consume(short, async () => undefined, { group, from: 'earliest' });
      await consumer.ready();
      await consumer.stop();
    };
    await create('slow');
    await publishAll(client, queue, short, [
      ['a', 1],
      ['b', 2],
    ]);
    await queue.sweep();
    expect((await queue.lag('slow', short)).events).toBe(2);
    await queue.seek('slow', short, 'latest');
    await queue.sweep();
    await queue.seek('slow', short, 'earliest');
    expect((await queue.lag('slow', short)).events).toBe(0);
  });

  test('deletes events past their time at once where no acknowledgement is required', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const loose = topic<number>('loose', { partitions: 4, retention: 1, requireAck: false });
    const idle = queue.consume(loose, async () => undefined, { group: 'g', from: 'earliest' });
    await idle.ready();
    await idle.stop();
    await publishAll(client, queue, loose, [
      ['a', 1],
      ['b', 2],
    ]);
    expect((await queue.lag('g', loose)).events).toBe(2);
    await until(async () => {
      await queue.sweep();
      return (await queue.lag('g', loose)).events === 0;
    });
  });
});

describe('a schedule', () => {
  test('publishes its event once per firing, with several processes and after restarts', async () => {
    const queues = await Promise.all([1, 2].map(() => cluster.queue({ sessionTtl: '3s' })));
    const ticks = topic<{ kind: string }>('ticks', { partitions: 4 });
    const seen: number[] = [];
    const consume = (queue: Queue): Consumer =>
      queue.consume(ticks, async (event) => void seen.push(Math.floor(event.createdAt.getTime() / 1000)), {
        group: 'g',
      });
    const [first] = await Promise.all(
      queues.map(async (queue) => {
        const consumer = consume(queue);
        await consumer.ready();
        return consumer;
      }),
    );
    await queues[0]!.schedule('every second', ticks, { kind: 'tick' }, { cron: '* * * * * *' });
    await until(() => seen.length >= 2);
    await first!.stop();
    await until(() => seen.length >= 4);
    await queues[1]!.unschedule('every second');
    expect(new Set(seen).size).toBe(seen.length);
    expect(await queues[1]!.schedules()).toEqual([]);
    await expect(queues[1]!.unschedule('every second')).rejects.toMatchObject({ code: 'QUEUE_UNKNOWN_NAME' });
  }, 30_000);

  test('keeps its next firing when it is declared again, and refuses what is no cron expression', async () => {
    const queue = await cluster.queue();
    const yearly = { cron: '0 0 1 1 *', timeZone: 'Europe/Oslo' };
    await queue.schedule('new year', 'wishes', { n: 1n }, yearly);
    const [before] = await queue.schedules();
    await queue.schedule('new year', 'wishes', { n: 2n }, yearly);
    const [after] = await queue.schedules();
    expect([after!.nextAt, after!.payload, after!.key]).toEqual([before!.nextAt, { n: 2n }, 'new year']);
    await expect(queue.schedule('bad', 'wishes', 1, { cron: 'now' })).rejects.toMatchObject({
      code: 'PROTOCOL_INVALID_ARGUMENT',
    });
  });
});

describe('a lease', () => {
  test('lets one process work at a time and passes to another when it stops', async () => {
    const queues = await Promise.all([1, 2, 3].map(() => cluster.queue({ sessionTtl: '3s' })));
    let running = 0;
    let most = 0;
    const epochs: number[] = [];
    const leaders = queues.map((queue) =>
      queue.lead('report', async (signal, lease) => {
        most = Math.max(most, ++running);
        epochs.push(lease.epoch);
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        running--;
      }),
    );
    await until(() => epochs.length === 1);
    await Promise.all(leaders.map((leader) => leader.stop()));
    expect([running, most]).toEqual([0, 1]);
    const next = queues[0]!.lead('report', async (_signal, lease) => void epochs.push(lease.epoch));
    await until(() => epochs.length === 2);
    expect(epochs[1]).toBeGreaterThan(epochs[0]!);
    await next.stop();
  });

  test('of a dead process is taken over, and its late transactions fail', async () => {
    const client = await cluster.client();
    const leases: Lease[] = [];
    const silent = await cluster.client();
    const first = await cluster.queue({ client: silent, sessionTtl: '3s' });
    first.lead('report', async (signal, lease) => {
      leases.push(lease);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    await until(() => leases.length === 1);
    const late = await client.begin();
    await leases[0]!.guard(late);
    late.put(Buffer.from('late'), Buffer.from('1'));
    await silent.close();
    const second = await cluster.queue({ sessionTtl: '3s' });
    second.lead('report', async (signal, lease) => {
      leases.push(lease);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    await until(() => leases.length === 2, 'takeover', 15_000);
    await expect(late.commit()).rejects.toMatchObject({ code: 'TIKV_WRITE_CONFLICT' });
    await expect(client.transaction((txn) => leases[0]!.guard(txn))).rejects.toMatchObject({
      code: 'QUEUE_LEASE_LOST',
    });
  });
});
