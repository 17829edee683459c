/** A consumer that does what its events say, also the worst. Prints a line whenever its event loop turns. */

import { Queue } from '@tito/queue';
import { TikvClient } from '@tito/tikv';
import { clientClock, queueClock } from './faster-clock';

export interface PoisonTask {
  readonly endpoint: string;
  readonly prefix: string;
  readonly group: string;
}

export type Behaviour = 'good' | 'throws' | 'undecodable' | 'exits' | 'loops' | 'eats';

const LIFE_SIGN_MS = 100;

async function main(task: PoisonTask): Promise<void> {
  const client = await TikvClient.connect({ endpoints: [task.endpoint], clock: clientClock });
  const queue = await Queue.open({
    client,
    prefix: Buffer.from(task.prefix),
    clock: queueClock,
    sessionTtl: '3s',
    onError: () => undefined,
  });
  const consumer = queue.consume<Behaviour>(
    'work',
    async ({ key, payload }, { txn }) => {
      txn.put(Buffer.from(`done/${key}`), Buffer.from(payload));
      if (payload !== 'good') await misbehave(payload);
    },
    {
      group: task.group,
      from: 'earliest',
      concurrency: 8,
      retry: { attempts: 2, minDelay: '10ms' },
    },
  );
  process.on('SIGTERM', () => {
    void queue
      .close()
      .then(() => client.close())
      .then(() => process.exit(0));
  });
  setInterval(() => console.log('alive'), LIFE_SIGN_MS);
  await consumer.ready();
}

async function misbehave(how: Behaviour): Promise<void> {
  if (how === 'throws') throw new Error('it cannot be done');
  if (how === 'exits') process.exit(3);
  if (how === 'loops') for (;;);
  const hoard: unknown[] = [];
  for (;;) {
    hoard.push(Array.from({ length: 100_000 }, (_, i) => ({ i })));
    await Promise.resolve();
  }
}

void main(JSON.parse(process.argv[2] ?? '') as PoisonTask);
