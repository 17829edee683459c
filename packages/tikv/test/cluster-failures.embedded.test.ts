/** Parts of the cluster that move, stop, stall and go silent while many are at work: nothing is lost, and nothing goes back. */

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { EmbeddedCluster } from '@tito/server';
import { TikvClient } from '../src/index';
import { bytes, text, until } from './support';

let cluster: EmbeddedCluster;
let client: TikvClient;

beforeEach(async () => {
  cluster = await EmbeddedCluster.start({ stores: 3, pdMembers: 3, wireFaults: true });
  client = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
});
afterEach(async () => {
  await client.close();
  await cluster.stop();
});

/** Many at work, until they are told to stop. */
interface Work {
  /** How much is done. */
  readonly done: () => number;
  readonly stop: () => Promise<void>;
}

function workOf(callers: number, step: (caller: number, round: number) => Promise<void>): Work {
  let isOver = false;
  let done = 0;
  const caller = async (_: unknown, i: number): Promise<void> => {
    for (let round = 1; !isOver; round++, done++) await step(i, round);
  };
  const all = Promise.all(Array.from({ length: callers }, caller));
  // Whoever fails is heard at the end.
  all.catch(() => undefined);
  return {
    done: () => done,
    stop: async () => {
      isOver = true;
      await all;
    },
  };
}

/** Callers that ask for timestamps; each sees them grow. */
function askForTimestamps(): Work {
  const last = new Map<number, bigint>();
  return workOf(20, async (caller) => {
    const ts = await client.timestamp();
    expect(ts).toBeGreaterThan(last.get(caller) ?? 0n);
    last.set(caller, ts);
  });
}

/** Callers that each count up in a key of their own, and read after each write what they have written. */
function count(): Work {
  return workOf(50, async (caller, round) => {
    const key = bytes(`count/${caller}`);
    await client.raw.put(key, bytes(`${round}`));
    expect(text(await client.raw.get(key))).toBe(`${round}`);
  });
}

/** Has something happen in the middle of work, and says how long it took until much more was done after it. */
async function amid({ done, stop }: Work, event: () => unknown): Promise<number> {
  await until(() => done() >= 200);
  const start = performance.now();
  await event();
  const before = done();
  await until(() => done() >= before + 200, 15_000);
  const lastedMs = performance.now() - start;
  await stop();
  return lastedMs;
}

describe('timestamps', () => {
  test('go on growing when the leader of PD changes, at once or after a time without any', async () => {
    for (const [member, gapMs] of [
      [1, 0],
      [2, 300],
    ] as const)
      expect(await amid(askForTimestamps(), () => cluster.pd.transferLeader(member, { gapMs }))).toBeLessThan(
        5000,
      );
  });

  test('go on growing when the leader of PD is gone and another one leads', async () => {
    const lasted = await amid(askForTimestamps(), async () => {
      await cluster.pd.stop(0);
      await cluster.pd.transferLeader(1);
    });
    expect(lasted).toBeLessThan(5000);
    await client.raw.put(bytes('new/region'), bytes('v'));
  });

  test('that stall come when the stall is over, or not before the deadline of who asked', async () => {
    const stall = cluster.pd.stallTimestamps(1000);
    const hasty = client.timestamp({ timeoutMs: 300 });
    const patient = Promise.all(Array.from({ length: 10 }, () => client.timestamp()));
    await expect(hasty).rejects.toMatchObject({ code: 'TIKV_DEADLINE_EXCEEDED' });
    await stall;
    expect(new Set(await patient).size).toBe(10);
  });

  test('come although all connections to PD were sent away', async () => {
    expect(await amid(askForTimestamps(), () => cluster.pd.goAway())).toBeLessThan(5000);
  });
});

describe('an old map', () => {
  test('at PD is corrected by what the stores say', async () => {
    await client.raw.get(bytes('a'));
    cluster.pd.holdView();
    for (const border of ['count/2', 'count/3', 'count/4']) cluster.splitRegion(bytes(border));
    for (const [i, border] of ['count/1', 'count/2', 'count/3', 'count/4'].entries())
      cluster.transferLeader(bytes(border), cluster.storeIds[i % 3]!);
    const { done, stop } = count();
    // The client of before, and one that knows nothing but the old map.
    const other = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
    for (const key of ['count/15/x', 'count/25/x', 'count/35/x', 'count/45/x'])
      await other.raw.put(bytes(key), bytes('x'));
    cluster.pd.releaseView();
    await until(() => done() >= 500);
    await stop();
    await other.close();
  });
});

describe('work on a store', () => {
  const leader = (): bigint => cluster.regions[0]!.leaderStoreId!;

  test('goes on when the store loses power and comes back', async () => {
    expect(await amid(count(), () => cluster.crashStore(leader(), { forMs: 200 }))).toBeLessThan(5000);
  });

  test('goes on when the store is gone for good', async () => {
    expect(await amid(count(), () => cluster.stopStore(leader()))).toBeLessThan(5000);
  });

  test('goes on when the store sends everybody away', async () => {
    expect(await amid(count(), () => cluster.sendGoAway(leader()))).toBeLessThan(5000);
  });

  test('waits while the store is stopped, and goes on', async () => {
    const lasted = await amid(count(), () => cluster.pauseStore(leader(), 1500));
    expect(lasted).toBeGreaterThan(1000);
    expect(lasted).toBeLessThan(6000);
  });

  test('goes on over a new connection when the old one leads nowhere', async () => {
    // The silence is noticed after some seconds, never after minutes.
    expect(await amid(count(), () => cluster.abandonConnections(leader()))).toBeLessThan(12_000);
  });
});

describe('a damaged answer', () => {
  test.each(['RawGet', 'RawBatchGet', 'RawScan', 'KvGet'])(
    'to %s is an error with a code, or no harm',
    async (rpc) => {
      await client.raw.put(bytes('k'), bytes('v'));
      const work: Record<string, () => Promise<unknown>> = {
        RawGet: () => client.raw.get(bytes('k'), { timeoutMs: 3000 }),
        RawBatchGet: () => client.raw.batchGet([bytes('k')], { timeoutMs: 3000 }),
        RawScan: async () => {
          for await (const pair of client.raw.scan(
            { start: bytes('k'), end: bytes('l') },
            { timeoutMs: 3000 },
          ))
            expect(pair.key.length).toBeGreaterThan(0);
        },
        KvGet: () => client.getLatest(bytes('k'), { timeoutMs: 3000 }),
      };
      for (const corrupt of ['truncate', 'bytes', 'oversize'] as const) {
        const id = cluster.faults.add({ on: { rpc }, at: 'reply', do: { corrupt, bytes: 3 } });
        const error: unknown = await work[rpc]!().then(
          () => null,
          (reason: unknown) => reason,
        );
        if (error !== null) expect(error).toHaveProperty('code', expect.stringMatching(/^(TIKV|PROTOCOL)_/));
        expect(cluster.faults.hits(id)).toBe(1);
      }
      await work[rpc]!();
    },
  );
});
