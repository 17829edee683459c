/**
 * A producer: publishes until it is told to stop. Of its transactions some are given up, some are slow before their commit,
 * some in the middle of it (the process stands still between sequence and prewrite), and sometimes the process dies there.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, topic } from '@tito/queue';
import { TikvClient, isTitoError } from '@tito/tikv';
import { PARTITIONS, type SoakEvent, type SoakTask, TOPIC, decode, encode, log, row, seeded } from './ledger';

const KEYS = 8;
const ABORTED = 0.3;
const SLOW = 0.01;
const STALLED = 0.003;
const KILLED = 0.004;

async function main(task: SoakTask): Promise<void> {
  const random = seeded(task.seed);
  const client = await TikvClient.connect({ endpoints: [task.endpoint] });
  const queue = await Queue.open({ client, prefix: Buffer.from(task.prefix), onError: () => undefined });
  const work = topic<SoakEvent>(TOPIC, { partitions: PARTITIONS });
  let isStopping = false;
  process.on('SIGTERM', () => (isStopping = true));
  console.log('ready');

  let attempt = 0;
  async function publish(key: string): Promise<void> {
    const txn = await client.begin({ timeoutMs: 20_000 });
    try {
      const n = (decode<number>(await txn.get(row(key))) ?? 0) + 1;
      const event = { n, id: `${task.name}-${task.seed}-${attempt++}` };
      txn.put(row(key), encode(n));
      txn.put(log(key, n), encode(event.id));
      queue.publish(txn, work, key, event);
      if (random() < ABORTED) return;
      const fate = random();
      if (fate < SLOW) await sleep(1000 + random() * 7000);
      else if (fate < SLOW + STALLED) txn.beforeCommit({ apply: () => standStill(1000 + random() * 7000) });
      else if (fate < SLOW + STALLED + KILLED) {
        const afterMs = random() * 6;
        txn.beforeCommit({
          apply: () => void setTimeout(() => process.kill(process.pid, 'SIGKILL'), afterMs),
        });
      }
      await txn.commit();
    } catch (error) {
      if (!isTitoError(error)) throw error;
    } finally {
      await txn.rollback();
    }
  }

  // Keys of all producers, which conflict, and own ones, on which a slow transaction has a chance.
  async function flow(own: string): Promise<void> {
    while (!isStopping) {
      const k = Math.floor(random() * KEYS);
      await publish(random() < 0.5 ? `shared${k}` : `${own}-${k}`).catch((error: unknown) => {
        if (!isTitoError(error)) throw error;
      });
      await sleep(random() * 40);
    }
  }
  await Promise.all([0, 1, 2].map((i) => flow(`${task.name}-${i}`)));
  await queue.close();
  await client.close();
}

function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

void main(JSON.parse(process.argv[2] ?? '') as SoakTask);
