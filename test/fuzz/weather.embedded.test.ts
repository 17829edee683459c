/** What `faults.buggify()` promises: a correct client comes through, and what it was told is what happened. */

import { describe, expect, test } from '@jest/globals';
import { encodeMemcomparable } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import { TikvClient } from '@tito/tikv';

const CLIENTS = 4;
const ADDITIONS = 20;

const key = (i: number): Uint8Array => Buffer.from(`counter/${i}`);

async function add(client: TikvClient, counter: number): Promise<void> {
  await client.transaction(
    async (txn) => {
      for (const at of [counter, 0]) {
        const value = Number(Buffer.from((await txn.get(key(at))) ?? '0').toString());
        txn.put(key(at), Buffer.from(String(value + 1)));
      }
    },
    { attempts: 1000, timeoutMs: 30_000 },
  );
}

describe('a client in the weather of soak runs', () => {
  test('adds what it was told that it added, while leaders move and regions split', async () => {
    const seed = Number(process.env['TITO_SEED'] ?? Date.now() % 1_000_000);
    console.log(`seed ${seed}`);
    const cluster = await EmbeddedCluster.start({ seed, stores: 2 });
    const client = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
    try {
      cluster.faults.buggify({ p: 0.05 });
      const works = Array.from({ length: CLIENTS }, async (_, i) => {
        for (let n = 0; n < ADDITIONS; n++) {
          await add(client, i + 1);
          if (n === i) cluster.splitRegion(encodeMemcomparable(key(i)));
          cluster.transferLeader(encodeMemcomparable(key(i)), cluster.storeIds[n % 2]!);
        }
      });
      await Promise.all(works);
      cluster.faults.clear();
      const counters = await client
        .snapshot()
        .batchGet(Array.from({ length: CLIENTS + 1 }, (_, i) => key(i)));
      const values = counters.map((value) => Number(Buffer.from(value ?? '0').toString()));
      expect(values).toEqual([CLIENTS * ADDITIONS, ...Array.from({ length: CLIENTS }, () => ADDITIONS)]);
      expect(cluster.faults.trace.length).toBeGreaterThan(20);
    } finally {
      await client.close();
      await cluster.stop();
    }
  }, 60_000);
});
