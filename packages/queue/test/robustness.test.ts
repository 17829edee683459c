/**
 * Producers that abort and repeat, consumers that fail, stop and die: every committed event has its effect exactly once,
 * aborted ones have none, and the effects of each key are in the order in which its events were committed.
 */

import { describe, expect, test } from '@jest/globals';
import { type Consumer, type Queue, topic } from '../src';
import { type TikvClient, isTitoError } from '@tito/tikv';
import { until, useQueueCluster } from './support/queue-cluster';

const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const RUN_MS = 6000;
const KEYS = 12;
const PRODUCERS = 4;
const CONSUMERS = 3;

const cluster = useQueueCluster();
const work = topic<{ n: number }>('work', { partitions: 16 });
const encode = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const decode = (bytes: Uint8Array | null): unknown =>
  bytes === null ? null : JSON.parse(Buffer.from(bytes).toString());
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Worker {
  readonly client: TikvClient;
  readonly queue: Queue;
  readonly consumer: Consumer;
}

describe('the queue under stress', () => {
  test(`keeps its promises (seed ${SEED})`, async () => {
    const random = seeded(SEED);
    const published = new Map<string, number>();
    const unknown = new Set<string>();
    const producerClient = await cluster.client();
    const producerQueue = await cluster.queue({ client: producerClient });
    let isProducing = true;

    /** The n-th event of a key, numbered by a row of the key in the same transaction. */
    async function produce(): Promise<void> {
      while (isProducing) {
        const key = `key${Math.floor(random() * KEYS)}`;
        const row = Buffer.from(`row/${key}`);
        const [aborts, thinks] = [random() < 0.3, random() < 0.2];
        const txn = await producerClient.begin();
        try {
          const n = ((decode(await txn.get(row)) as number | null) ?? 0) + 1;
          txn.put(row, encode(n));
          if (thinks) await sleep(random() * 30);
          producerQueue.publish(txn, work, key, { n });
          if (aborts) await txn.rollback();
          else {
            await txn.commit();
            published.set(key, Math.max(published.get(key) ?? 0, n));
          }
        } catch (error) {
          if (!isTitoError(error)) throw error;
          if (error.code === 'TIKV_COMMIT_OUTCOME_UNKNOWN') unknown.add(key);
        }
        await txn.rollback();
        await sleep(random() * 8);
      }
    }

    async function startWorker(): Promise<Worker> {
      const client = await cluster.client();
      const queue = await cluster.queue({ client, sessionTtl: '3s', random });
      const consumer = queue.consume(
        work,
        async (event, { txn }) => {
          const last = Buffer.from(`last/${event.key}`);
          const before = (decode(await txn.get(last)) as number | null) ?? 0;
          if (random() < 0.3) await sleep(random() * 20);
          if (random() < 0.15) throw new Error('the handler fails');
          txn.put(last, encode(event.payload.n));
          // Unique per run: a second effect of an event would be a second key.
          txn.put(
            Buffer.from(`effect/${event.key}/${event.payload.n}/${before}/${Math.random()}`),
            encode(event.offset),
          );
        },
        {
          group: 'workers',
          from: 'earliest',
          concurrency: 8,
          retry: { attempts: 1000, minDelay: '20ms', maxDelay: '100ms' },
        },
      );
      await consumer.ready();
      return { client, queue, consumer };
    }

    // Slow commits, answers lost after the work was done, requests lost before, regions that do not answer.
    const faults = cluster.faults();
    faults.add({ on: { rpc: 'KvPrewrite' }, do: { delay: [0, 1000] }, times: 'inf', prob: 0.02 });
    faults.add({ on: { rpc: ['KvPrewrite', 'KvCommit'] }, do: { drop: 'reply' }, times: 2, prob: 0.01 });
    faults.add({
      on: { rpc: ['KvGet', 'KvBatchGet', 'KvScan'] },
      do: { regionError: 'ServerIsBusy' },
      times: 'inf',
      prob: 0.01,
    });
    faults.add({ on: { rpc: '*' }, do: { regionError: 'NotLeader' }, times: 'inf', prob: 0.005 });

    const workers = await Promise.all(Array.from({ length: CONSUMERS }, startWorker));
    const producers = Array.from({ length: PRODUCERS }, produce);
    const end = Date.now() + RUN_MS;
    while (Date.now() < end) {
      await sleep(300 + random() * 700);
      const i = Math.floor(random() * workers.length);
      const worker = workers[i]!;
      if (random() < 0.5) await worker.consumer.stop({ drain: '100ms' });
      // A process that dies: nothing is given back, and the session runs out.
      else await worker.client.close();
      workers[i] = await startWorker();
      void worker.queue.close({ drain: 0 });
    }
    faults.clear();
    isProducing = false;
    await Promise.all(producers);

    const client = producerClient;
    const rows = async (): Promise<Map<string, number>> => {
      const all = new Map<string, number>();
      for (let k = 0; k < KEYS; k++) {
        const n = decode(await client.getLatest(Buffer.from(`row/key${k}`))) as number | null;
        if (n !== null) all.set(`key${k}`, n);
      }
      return all;
    };
    const committed = await rows();
    const total = [...committed.values()].reduce((a, b) => a + b, 0);
    for (const [key, n] of published) expect(committed.get(key)).toBeGreaterThanOrEqual(n);
    for (const [key, n] of committed) if (!unknown.has(key)) expect(published.get(key)).toBe(n);
    const effects = async (): Promise<string[]> => {
      const found: string[] = [];
      for await (const { key } of client
        .snapshot()
        .scan({ start: Buffer.from('effect/'), end: Buffer.from('effect0') })) {
        found.push(Buffer.from(key).toString());
      }
      return found;
    };
    await until(async () => (await effects()).length >= total, `${total} effects`, 20_000);
    await Promise.all(workers.map(({ consumer }) => consumer.stop()));

    const perKey = new Map<string, string[]>();
    for (const effect of await effects()) {
      const [, key, n, before] = effect.split('/') as [string, string, string, string];
      perKey.set(key, [...(perKey.get(key) ?? []), `${n} after ${before}`]);
    }
    for (const [key, n] of committed) {
      const expected = Array.from({ length: n }, (_, i) => `${i + 1} after ${i}`);
      expect(new Set(perKey.get(key))).toEqual(new Set(expected));
      expect(perKey.get(key)!.length).toBe(n);
    }
    expect(total).toBeGreaterThan(100);
  }, 60_000);
});
