/** The other process of the queue's bench: tells its parent when each event reached its handler. */

import { performance } from 'node:perf_hooks';
import { Queue } from '@tito/queue';
import { TikvClient } from '@tito/tikv';

export interface QueueTask {
  readonly endpoints: readonly string[];
  readonly prefix: string;
  readonly topic: string;
}

const nowMs = (): number => performance.timeOrigin + performance.now();

async function main(task: QueueTask): Promise<void> {
  const client = await TikvClient.connect({ endpoints: task.endpoints });
  const queue = await Queue.open({ client, prefix: Buffer.from(task.prefix) });
  const consumer = queue.consume<number>(
    task.topic,
    ({ payload }) => {
      process.send?.(nowMs() - payload);
      return Promise.resolve();
    },
    { group: 'g' },
  );
  await consumer.ready();
  process.on('message', (message) => {
    if (message === 'time') process.send?.(nowMs());
    else void stop();
  });
  process.send?.('ready');

  async function stop(): Promise<void> {
    await queue.close();
    await client.close();
    process.disconnect();
  }
}

void main(JSON.parse(process.argv[2] ?? '') as QueueTask);
