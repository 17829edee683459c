/** A consumer of the soak, until it is told to stop. */

import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, topic } from '@tito/queue';
import { TikvClient } from '@tito/tikv';
import {
  type Effect,
  PARTITIONS,
  type SoakEvent,
  type SoakTask,
  TOPIC,
  decode,
  effect,
  encode,
  last,
  seeded,
} from './ledger';

async function main(task: SoakTask & { readonly group: string }): Promise<void> {
  const random = seeded(task.seed);
  const client = await TikvClient.connect({ endpoints: [task.endpoint] });
  const queue = await Queue.open({
    client,
    prefix: Buffer.from(task.prefix),
    sessionTtl: task.sessionTtlMs,
    onError: () => undefined,
  });
  const work = topic<SoakEvent>(TOPIC, { partitions: PARTITIONS });
  let run = 0;
  const consumer = queue.consume(
    work,
    async ({ key, payload }, { txn }) => {
      const place = last(task.group, key);
      const before = decode<number>(await txn.get(place)) ?? 0;
      if (random() < 0.2) await sleep(random() * 20);
      if (random() < 0.05) throw new Error('the handler fails now and then');
      txn.put(place, encode(payload.n));
      const found: Effect = { id: payload.id, before };
      txn.put(effect(task.group, key, payload.n, `${task.name}-${task.seed}-${run++}`), encode(found));
    },
    {
      group: task.group,
      from: 'earliest',
      concurrency: 16,
      retry: { attempts: 1000, minDelay: '20ms', maxDelay: '200ms' },
    },
  );
  process.on('SIGTERM', () => {
    void consumer
      .stop({ drain: '2s' })
      .then(() => queue.close())
      .then(() => client.close())
      .then(() => process.exit(0));
  });
  await consumer.ready();
  console.log('ready');
}

void main(JSON.parse(process.argv[2] ?? '') as SoakTask & { group: string });
