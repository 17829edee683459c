import { describe, expect, test } from '@jest/globals';
import { type TikvClient, concatBytes, prefixRange } from '@tito/tikv';
import { COMMIT_WINDOW_MS, topic } from '../src';
import { publishAll, until, useQueueCluster } from './support/queue-cluster';

const cluster = useQueueCluster();
const orders = topic<string>('orders', { partitions: 1 });

/** Holds the commit of the transaction that has this start timestamp. */
function delayPrewrite(startTs: bigint, delayMs: number): void {
  cluster.faults().add({ on: { rpc: 'KvPrewrite', startTs }, do: { delay: delayMs } });
}

describe('a transaction that commits long after it took its sequence', () => {
  test('is delivered, although later ones were delivered and settled before', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const seen: string[] = [];
    await queue.consume(orders, async (event) => void seen.push(event.payload), { group: 'g' }).ready();
    const late = await client.begin();
    await late.get(Buffer.from('row'));
    queue.publish(late, orders, 'k', 'late');
    delayPrewrite(late.startTs!, 1500);
    const committing = late.commit();
    for (let n = 0; n < 5; n++) await publishAll(client, queue, orders, [['k', `other ${n}`]]);
    await until(() => seen.length === 5);
    expect(seen).not.toContain('late');
    await committing;
    // What begins after the late commit comes after it.
    await publishAll(client, queue, orders, [['k', 'after']]);
    await until(() => seen.length === 7);
    expect(seen.slice(5)).toEqual(['late', 'after']);
  });

  test('is refused beyond the commit window, and its events never appear', async () => {
    const client = await cluster.client();
    const queue = await cluster.queue({ client });
    const seen: string[] = [];
    await queue.consume(orders, async (event) => void seen.push(event.payload), { group: 'g' }).ready();
    const late = await client.begin();
    await late.get(Buffer.from('row'));
    late.put(Buffer.from('row'), Buffer.from('1'));
    queue.publish(late, orders, 'k', 'late');
    delayPrewrite(late.startTs!, COMMIT_WINDOW_MS + 500);
    await expect(late.commit({ timeoutMs: 20_000 })).rejects.toMatchObject({
      code: 'TIKV_COMMIT_WINDOW_EXCEEDED',
      retryable: true,
    });
    await publishAll(client, queue, orders, [['k', 'after']]);
    await until(() => seen.length === 1);
    expect([seen, await client.getLatest(Buffer.from('row'))]).toEqual([['after'], null]);
  }, 30_000);
});

describe('an owner that wakes up after its partition was taken over', () => {
  test('commits nothing, even when the markers of what was settled are deleted again', async () => {
    const client = await cluster.client();
    const [first, second] = await Promise.all([1, 2].map(() => cluster.queue({ sessionTtl: '3s' })));
    let wake = (): void => undefined;
    let isAsleep = false;
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    const effects: string[] = [];
    const consume = (queue: typeof first, name: string) =>
      queue!.consume(
        orders,
        async (event, { txn }) => {
          if (name === 'first') {
            isAsleep = true;
            await asleep;
          }
          txn.put(Buffer.from(`effect/${event.offset}/${name}`), Buffer.from('1'));
        },
        { group: 'g', partitions: { start: 0, end: 1 }, timeout: '1m', concurrency: 1 },
      );
    const sleeper = consume(first, 'first');
    await sleeper.ready();
    // One event is with the sleeping handler, one waits behind it and begins its transaction only after the takeover.
    await publishAll(client, second!, orders, [
      ['k', 'x'],
      ['l', 'y'],
    ]);
    await until(() => isAsleep);
    // The first process cannot tell that it lives: its session runs out while its handler is at work.
    let session: string | null = null;
    const silence = cluster.faults().add({
      on: {
        rpc: 'KvPrewrite',
        where: (request) => (session ??= sessionKey(request)) !== null && session === sessionKey(request),
      },
      do: { drop: 'request' },
      times: 'inf',
    });
    await until(() => session !== null);
    await consume(second, 'second').ready();
    await until(() => second!.counters.settled === 2, 'the takeover', 15_000);
    await until(async () => (await markers(client)) === 0, 'the deletion of the markers', 15_000);
    cluster.faults().remove(silence);
    wake();
    await until(
      () => first!.counters.lost + first!.counters.sessionsLost > 0,
      'the end of the first owner',
      15_000,
    );
    await sleeper.stop();
    for await (const { key } of client
      .snapshot()
      .scan({ start: Buffer.from('effect/'), end: Buffer.from('effect0') })) {
      effects.push(Buffer.from(key).toString().split('/')[2]!);
    }
    expect(effects).toEqual(['second', 'second']);
  }, 60_000);
});

/** How many markers are stored in the namespace. */
async function markers(client: TikvClient): Promise<number> {
  let count = 0;
  const range = prefixRange(concatBytes(cluster.prefix(), Buffer.from('qa')));
  for await (const pair of client.snapshot().scan(range)) if (pair.key.length > 0) count++;
  return count;
}

/** The key of the session's record that a request writes, in hexadecimal; null when it writes none. */
function sessionKey(request: unknown): string | null {
  const { mutations } = request as { readonly mutations: readonly { readonly key: Uint8Array }[] };
  const keys = mutations.map(({ key }) => Buffer.from(key).toString('latin1'));
  return keys.find((key) => key.includes('\0qs')) ?? null;
}
