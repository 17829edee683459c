/**
 * One key that everybody wants: 64 clients count to 2,000 together. The sum must be exact, and no client may be left behind
 * by the others.
 */

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EmbeddedCluster } from '@tito/server';
import { TikvClient, type TransactionOptions } from '../src/index';
import { bytes, text } from './support';

const CLIENTS = 64;
const INCREMENTS = 2_000;

let cluster: EmbeddedCluster;
let clients: TikvClient[];

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  const connect = (): Promise<TikvClient> => TikvClient.connect({ endpoints: cluster.pdEndpoints });
  clients = await Promise.all(Array.from({ length: CLIENTS }, connect));
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await cluster.stop();
});

async function add(client: TikvClient, key: Uint8Array, options: TransactionOptions): Promise<void> {
  await client.transaction(
    async (txn) => {
      const seen = options.mode === 'pessimistic' ? await txn.getForUpdate(key) : await txn.get(key);
      txn.put(key, bytes(String(Number(text(seen)) + 1)));
    },
    { ...options, attempts: 1000 },
  );
}

/** How many each client has done when all together have done the given number. */
async function countTogether(key: Uint8Array, total: number, options: TransactionOptions): Promise<number[]> {
  const done = clients.map(() => 0);
  let left = total;
  const work = async (client: TikvClient, i: number): Promise<void> => {
    while (left > 0) {
      left--;
      await add(client, key, options);
      done[i] = (done[i] ?? 0) + 1;
    }
  };
  await Promise.all(clients.map(work));
  return done;
}

describe('64 clients that count', () => {
  test('with locks get to an exact sum, each with its share', async () => {
    const key = bytes('locked');
    const startMs = performance.now();
    const done = await countTogether(key, INCREMENTS, { mode: 'pessimistic' });
    const elapsedMs = performance.now() - startMs;
    expect(text(await clients[0]!.getLatest(key))).toBe(String(INCREMENTS));
    const share = INCREMENTS / CLIENTS;
    const requests = clients.map(({ counters }) => counters.requests['KvPessimisticLock'] ?? 0);
    // A store hands the lock on: nobody asks twice, but once for each second of a wait, which is how long a store lets wait.
    const askedAgain = CLIENTS * (elapsedMs / 1000);
    expect(requests.reduce((sum, count) => sum + count)).toBeLessThan(INCREMENTS * 1.1 + askedAgain);
    expect(Math.min(...done)).toBeGreaterThan(share / 2);
    expect(Math.max(...done)).toBeLessThan(share * 2);
  }, 60_000);

  test('without locks get to an exact sum, and nobody is left behind', async () => {
    const key = bytes('optimistic');
    const done = await countTogether(key, INCREMENTS / 4, {});
    expect(text(await clients[0]!.getLatest(key))).toBe(String(INCREMENTS / 4));
    expect(Math.min(...done)).toBeGreaterThan(0);
  }, 120_000);
});
