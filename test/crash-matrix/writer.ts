/**
 * A client of its own process that makes one transaction and is killed in the middle of it. Its only argument is what to do,
 * as JSON; it prints a line when it knows its regions and begins.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { type ConnectOptions, TikvClient, type TransactionOptions } from '@tito/tikv';

/** What the process is to do. */
export interface WriterTask {
  readonly endpoint: string;
  readonly keys: readonly string[];
  readonly value: string;
  readonly options: TransactionOptions;
  /** Inserted besides; it exists, so that the transaction is rolled back. */
  readonly existingKey: string | null;
  /** Locks the keys before it writes them. */
  readonly locks: boolean;
  /** How much faster than the machine's its time runs. */
  readonly clockFactor: number;
}

function fasterClock(factor: number): NonNullable<ConnectOptions['clock']> {
  return {
    now: () => performance.now() * factor,
    schedule: (delayMs, callback) => {
      const timer = setTimeout(callback, delayMs / factor);
      return () => clearTimeout(timer);
    },
  };
}

async function main(task: WriterTask): Promise<void> {
  const clock = fasterClock(task.clockFactor);
  const client = await TikvClient.connect({ endpoints: [task.endpoint], clock });
  const keys = task.keys.map((key) => Buffer.from(key));
  await client.snapshot().batchGet(keys);
  console.log('begins');
  const txn = await client.begin(task.options);
  if (task.locks) await txn.lock(keys);
  for (const key of keys) txn.put(key, Buffer.from(task.value));
  if (task.existingKey !== null) txn.insert(Buffer.from(task.existingKey), Buffer.from('again'));
  await txn.commit().catch(() => null);
  await sleep(60_000);
}

void main(JSON.parse(process.argv[2] ?? '') as WriterTask);
