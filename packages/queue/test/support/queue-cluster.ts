/** A cluster with open queues for one test file: everything that a test opens is closed after it. */

import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { EmbeddedCluster } from '@tito/server';
import { TikvClient, type Transaction } from '@tito/tikv';
import { Queue, type QueueOptions } from '../../src';

export interface QueueCluster {
  /** A client of its own, as another process would have. */
  client(): Promise<TikvClient>;
  /** A queue in the test's namespace, with its own client unless one is given. */
  queue(options?: Partial<QueueOptions>): Promise<Queue>;
  /** Begins every key of the test's namespace. */
  prefix(): Uint8Array;
  /** Scripted failures of the cluster; cleared after each test. */
  faults(): EmbeddedCluster['faults'];
  /** Background failures that the queues reported. */
  readonly reported: unknown[];
}

let namespaces = 0;

export function useQueueCluster(): QueueCluster {
  let cluster: EmbeddedCluster;
  let prefix: Uint8Array;
  let open: { close(): Promise<unknown> }[] = [];
  const reported: unknown[] = [];

  beforeAll(async () => {
    cluster = await EmbeddedCluster.start();
  });
  afterEach(async () => {
    cluster.faults.clear();
    for (const one of open.reverse()) await one.close();
    open = [];
    prefix = nextPrefix();
    reported.length = 0;
  });
  afterAll(() => cluster.stop());
  prefix = nextPrefix();

  const connect = async (): Promise<TikvClient> => {
    const client = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
    open.push(client);
    return client;
  };
  return {
    reported,
    prefix: () => prefix,
    faults: () => cluster.faults,
    client: connect,
    async queue(options = {}) {
      const queue = await Queue.open({
        client: options.client ?? (await connect()),
        prefix,
        onError: (error) => reported.push(error),
        ...options,
      });
      open.push({ close: () => queue.close({ drain: '1s' }) });
      return queue;
    },
  };
}

function nextPrefix(): Uint8Array {
  return Uint8Array.from(Buffer.from(`\x01test${++namespaces}\0`, 'latin1'));
}

/** Publishes in one transaction of its own. */
export function publishAll<P>(
  client: TikvClient,
  queue: Queue,
  topic: Parameters<Queue['publish']>[1],
  events: readonly (readonly [key: string, payload: P])[],
): Promise<void> {
  return client.transaction(async (txn: Transaction) => {
    for (const [key, payload] of events) queue.publish(txn, topic, key, payload);
  });
}

/** Waits until the condition holds; fails after the deadline. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what = 'the condition',
  deadlineMs = 10_000,
): Promise<void> {
  const end = Date.now() + deadlineMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`${what} did not come true within ${deadlineMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
