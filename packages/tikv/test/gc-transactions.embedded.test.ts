/** Garbage collection: how far the safe point moves, what holds it back, and that no lock is left behind it. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { addMilliseconds, encodeMemcomparable } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import { InvalidArgumentError, TikvClient } from '../src/index';
import { type ClientContext, createBackoffer } from '../src/context';
import { RequestCounters } from '../src/counters';
import { PdClient } from '../src/pd/pd-client';
import { SafePoints } from '../src/pd/safe-points';
import { systemClock } from '../src/retry/clock';
import { GrpcTransport } from '../src/rpc/grpc-transport';
import { StoreChannels } from '../src/rpc/store-channels';
import { FastClock, bytes, faultyTransport, text, until } from './support';

/** For the cluster a minute passes in a tenth of a second; the client's own limits are not touched. */
const clock = new FastClock(600);
const MINUTE = 60_000;
let cluster: EmbeddedCluster;
let client: TikvClient;
let run = 0;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start({ clock });
  expect(cluster.splitRegion(encodeMemcomparable(bytes('m')))).toBe(true);
  client = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
});
afterAll(async () => {
  await client.close();
  await cluster.stop();
});
beforeEach(() => void run++);

const key = (name: string): Uint8Array => bytes(`${name[0]}${run}/${name}`);

async function pass(ms: number): Promise<void> {
  const end = clock.now() + ms;
  await until(() => clock.now() > end);
}

describe('a run of the garbage collection', () => {
  test('moves the safe point to its lifetime ago, and never back', async () => {
    await pass(2 * MINUTE);
    const before = await client.timestamp();
    const first = await client.gc.run({ lifetimeMs: MINUTE });
    expect(first.hasMoved).toBe(true);
    expect(first.safePoint).toBeGreaterThanOrEqual(addMilliseconds(before, -MINUTE));
    expect(first.safePoint).toBeLessThanOrEqual(addMilliseconds(await client.timestamp(), -MINUTE));
    const second = await client.gc.run({ lifetimeMs: 60 * MINUTE });
    expect(second).toEqual({ safePoint: first.safePoint, hasMoved: false, resolvedLocks: 0 });
  });

  test('stays before a transaction of this client that runs', async () => {
    const txn = await client.begin();
    await txn.get(key('a'));
    await pass(2 * MINUTE);
    const { safePoint } = await client.gc.run({ lifetimeMs: MINUTE });
    expect(safePoint).toBeLessThan(txn.startTs!);
    await txn.rollback();
    const after = await client.gc.run({ lifetimeMs: MINUTE });
    expect(after.safePoint).toBeGreaterThan(txn.startTs!);
  });

  test('stays where a service holds it, until the service lets go', async () => {
    const transport = new GrpcTransport(systemClock);
    const context: ClientContext = {
      ...{ transport, clock: systemClock, random: Math.random, counters: new RequestCounters() },
      stores: new StoreChannels({ transport, clock: systemClock, batch: false }),
    };
    const pd = await PdClient.connect(context, { endpoints: cluster.pdEndpoints, connectTimeoutMs: 10_000 });
    const safePoints = new SafePoints(pd);
    const held = await client.timestamp();
    const hold = (ttlSeconds: bigint): Promise<bigint> =>
      safePoints.hold('backup', held, ttlSeconds, createBackoffer(context, 10_000));
    await hold(3_600n);
    await pass(3 * MINUTE);
    expect((await client.gc.run({ lifetimeMs: MINUTE })).safePoint).toBe(held);
    expect((await client.gc.run({ lifetimeMs: MINUTE })).hasMoved).toBe(false);
    await hold(0n);
    expect((await client.gc.run({ lifetimeMs: MINUTE })).safePoint).toBeGreaterThan(held);
    pd.close();
    context.stores.close();
    transport.close();
  });

  test('finishes locks on both sides of a region border before the safe point passes them', async () => {
    const transport = faultyTransport();
    const gone = await TikvClient.connect({
      ...{ endpoints: cluster.pdEndpoints, transport, clock: new FastClock(20) },
    });
    let commits = 0;
    transport.decide = (method) => (method === 'KvCommit' && commits++ > 0 ? 'loseRequest' : 'none');
    const committed = await gone.begin({ protocol: { onePhase: false, asyncCommit: false } });
    for (const name of ['a', 'b', 'y', 'z']) committed.put(key(name), bytes('1'));
    await committed.commit();
    transport.decide = () => 'loseRequest';
    await gone.close();
    await pass(3 * MINUTE);
    const report = await client.gc.run({ lifetimeMs: MINUTE, batchSize: 1 });
    expect(report.hasMoved).toBe(true);
    // The primary's region was committed in one request; the other one was left locked.
    expect(report.resolvedLocks).toBeGreaterThanOrEqual(1);
    const reader = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
    const values = await reader.snapshot().batchGet(['a', 'b', 'y', 'z'].map(key));
    expect(values.map(text)).toEqual(['1', '1', '1', '1']);
    expect(reader.counters.requests['KvCheckTxnStatus']).toBeUndefined();
    await reader.close();
  });

  test('that had to stop is continued by the next one, from the region where it stopped', async () => {
    const transport = faultyTransport();
    const collector = await TikvClient.connect({ endpoints: cluster.pdEndpoints, transport });
    await pass(3 * MINUTE);
    let scans = 0;
    const aborting = new AbortController();
    transport.decide = (method) => {
      if (method === 'KvScanLock' && ++scans === 2) aborting.abort();
      return 'none';
    };
    const stopped = collector.gc.run({ lifetimeMs: MINUTE, signal: aborting.signal });
    await expect(stopped).rejects.toMatchObject({ code: 'TIKV_ABORTED' });
    scans = 2;
    expect((await collector.gc.run({ lifetimeMs: MINUTE })).hasMoved).toBe(true);
    // Of two regions the first was done; a run from the start would have asked both.
    expect(scans).toBe(3);
    expect((await collector.gc.run({ lifetimeMs: MINUTE })).hasMoved).toBe(true);
    expect(scans).toBe(5);
    await collector.close();
  });

  test.each([
    [{ lifetimeMs: 59_999 }],
    [{ lifetimeMs: Number.NaN }],
    [{ lifetimeMs: '10m' as unknown as number }],
    [{ batchSize: 0 }],
  ])('is refused with %p', async (options) => {
    await expect(client.gc.run(options)).rejects.toBeInstanceOf(InvalidArgumentError);
  });
});
