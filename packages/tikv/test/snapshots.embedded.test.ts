/** Reads at a time of the caller's choice: which times there are, and how long they can be read. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MAX_TIMESTAMP, addMilliseconds, composeTimestamp, physicalMs, prefixRange } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import { InvalidArgumentError, SnapshotInFutureError, SnapshotTooOldError, TikvClient } from '../src/index';
import { FastClock, type FaultyTransport, bytes, faultyTransport, text, until } from './support';

/** A minute passes in a tenth of a second, for the cluster and for the client. */
const clock = new FastClock(600);
const MINUTE = 60_000;
/** To connect within: some seconds of real time. */
const HOUR = 60 * MINUTE;
let cluster: EmbeddedCluster;
let client: TikvClient;
let transport: FaultyTransport;
let run = 0;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start({ clock });
  transport = faultyTransport();
  client = await TikvClient.connect({
    endpoints: cluster.pdEndpoints,
    clock,
    transport,
    connectTimeoutMs: HOUR,
  });
});
afterAll(async () => {
  await client.close();
  await cluster.stop();
});
beforeEach(() => {
  run++;
  transport.decide = () => 'none';
  transport.hold = () => undefined;
});

const key = (name: string): Uint8Array => bytes(`${run}/${name}`);
const requests = (method: string): number => client.counters.requests[method] ?? 0;

async function put(name: string, value: string): Promise<bigint> {
  const txn = await client.begin();
  txn.put(key(name), bytes(value));
  return (await txn.commit())!;
}
async function pass(ms: number): Promise<void> {
  const end = clock.now() + ms;
  await until(() => clock.now() > end);
}
const all = async (snapshot: ReturnType<TikvClient['snapshot']>): Promise<unknown[]> => {
  const found: unknown[] = [await snapshot.get(key('a')), ...(await snapshot.batchGet([key('a')]))];
  for await (const { value } of snapshot.scan(prefixRange(key('')))) found.push(value);
  return found.map((value) => text(value as Uint8Array | null));
};

describe('a snapshot', () => {
  test('shows what was there at a timestamp or a date', async () => {
    const first = await put('a', '1');
    await pass(MINUTE);
    await put('a', '2');
    expect(await all(client.snapshot(first))).toEqual(['1', '1', '1']);
    expect(await all(client.snapshot(first - 1n))).toEqual([null, null]);
    expect(await all(client.snapshot(new Date(physicalMs(first) + 1)))).toEqual(['1', '1', '1']);
    expect(await all(client.snapshot())).toEqual(['2', '2', '2']);
  });

  test('at the present or a timestamp of this client costs no other request', async () => {
    const ts = await put('a', '1');
    const before = client.counters;
    await client.snapshot(ts - 1n).get(key('a'));
    await client.snapshot(ts - 1n).timestamp();
    expect(client.counters.timestamps).toBe(before.timestamps);
    expect(requests('GetGCState')).toBe(before.requests['GetGCState'] ?? 0);
  });

  test.each([
    ['an hour ahead', async () => addMilliseconds(await client.timestamp(), 60 * MINUTE)],
    ['one beyond all', () => Promise.resolve(MAX_TIMESTAMP)],
    ['a date to come', async () => new Date(physicalMs(await client.timestamp()) + 60 * MINUTE)],
  ])('is refused in the future, and no store hears of it: %s', async (_, at) => {
    const snapshot = client.snapshot(await at());
    const before = requests('KvGet');
    await expect(snapshot.get(key('a'))).rejects.toBeInstanceOf(SnapshotInFutureError);
    await expect(snapshot.timestamp()).rejects.toBeInstanceOf(SnapshotInFutureError);
    expect(requests('KvGet')).toBe(before);
  });

  test.each([[0n], [-1n], [1n << 64n], [new Date(Number.NaN)], ['now' as unknown as bigint]])(
    'is not at %p',
    (at) => {
      expect(() => client.snapshot(at)).toThrow(InvalidArgumentError);
    },
  );

  test('that the garbage collection has passed is refused, before it is read', async () => {
    const ts = await put('a', '1');
    await pass(8 * MINUTE);
    await client.gc.run({ lifetimeMs: MINUTE });
    const before = requests('KvGet');
    await expect(client.snapshot(ts).get(key('a'))).rejects.toBeInstanceOf(SnapshotTooOldError);
    await expect(client.snapshot(ts).batchGet([key('a')])).rejects.toBeInstanceOf(SnapshotTooOldError);
    await expect(all(client.snapshot(composeTimestamp(1)))).rejects.toBeInstanceOf(SnapshotTooOldError);
    expect(requests('KvGet')).toBe(before);
    expect(await all(client.snapshot())).toEqual(['1', '1', '1']);
  });

  test('that another client collected is refused too', async () => {
    const ts = await put('a', '1');
    await pass(8 * MINUTE);
    const other = await TikvClient.connect({ endpoints: cluster.pdEndpoints, clock, connectTimeoutMs: HOUR });
    expect((await other.gc.run({ lifetimeMs: MINUTE })).safePoint).toBeGreaterThan(ts);
    await other.close();
    await expect(client.snapshot(ts).get(key('a'))).rejects.toBeInstanceOf(SnapshotTooOldError);
  });

  test('that is passed while it is read is refused with the answer', async () => {
    const ts = await put('a', '1');
    await pass(8 * MINUTE);
    // Its age is beyond doubt known before, so that nothing but the answer can be refused.
    await client.timestamp();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let isHeld = false;
    transport.hold = (method) => (method === 'KvGet' ? ((isHeld = true), held) : undefined);
    const reading = client.snapshot(ts).get(key('a'));
    reading.catch(() => undefined);
    await until(() => isHeld);
    await pass(6 * MINUTE);
    await client.gc.run({ lifetimeMs: MINUTE });
    release();
    await expect(reading).rejects.toBeInstanceOf(SnapshotTooOldError);
  });

  test('holds back the garbage collection of its client while it is used', async () => {
    const ts = await put('a', '1');
    const snapshot = client.snapshot(ts);
    await pass(4 * MINUTE);
    await snapshot.get(key('a'));
    await pass(3 * MINUTE);
    expect((await client.gc.run({ lifetimeMs: MINUTE })).safePoint).toBeLessThan(ts);
    expect(await all(snapshot)).toEqual(['1', '1', '1']);
    await pass(7 * MINUTE);
    expect((await client.gc.run({ lifetimeMs: MINUTE })).safePoint).toBeGreaterThan(ts);
  });

  test('can be kept readable whoever collects, for as long as it takes', async () => {
    const ts = await put('a', '1');
    const hold = await client.gc.hold(ts);
    const other = await TikvClient.connect({ endpoints: cluster.pdEndpoints, clock, connectTimeoutMs: HOUR });
    for (let i = 0; i < 3; i++) {
      await pass(4 * MINUTE);
      expect((await other.gc.run({ lifetimeMs: MINUTE })).safePoint).toBeLessThanOrEqual(ts);
    }
    await hold.release();
    await hold.release();
    expect((await other.gc.run({ lifetimeMs: MINUTE })).safePoint).toBeGreaterThan(ts);
    await expect(client.gc.hold(ts)).rejects.toBeInstanceOf(SnapshotTooOldError);
    await other.close();
  });
});

describe('a scan', () => {
  test('asks for its next page while the last one is used, and for one only', async () => {
    await client.transaction((txn) => {
      for (let i = 10; i < 90; i++) txn.put(key(`s${i}`), bytes(String(i)));
      return Promise.resolve();
    });
    const range = prefixRange(key('s'));
    const before = requests('KvScan');
    const scan = client.snapshot().scan(range, { batchSize: 20 })[Symbol.asyncIterator]();
    for (let i = 0; i < 10; i++) await scan.next();
    expect(requests('KvScan') - before).toBe(1);
    await scan.next();
    await until(() => requests('KvScan') - before === 2);
    for (let i = 0; i < 9; i++) await scan.next();
    expect(requests('KvScan') - before).toBe(2);
    await scan.return?.();
    const keys: string[] = [];
    for await (const pair of client.snapshot().scan(range, { batchSize: 20, limit: 60 }))
      keys.push(text(pair.value)!);
    expect(keys).toEqual(Array.from({ length: 60 }, (_, i) => String(i + 10)));
    expect(requests('KvScan') - before).toBe(2 + 3);
  });

  test('that fails in its next page shows what it has before', async () => {
    await client.transaction((txn) => {
      for (let i = 10; i < 50; i++) txn.put(key(`f${i}`), bytes(String(i)));
      return Promise.resolve();
    });
    const aborting = new AbortController();
    const shown: string[] = [];
    const scan = async (): Promise<void> => {
      const options = { batchSize: 20, signal: aborting.signal };
      for await (const { value } of client.snapshot().scan(prefixRange(key('f')), options)) {
        shown.push(text(value)!);
        if (shown.length === 5) aborting.abort();
      }
    };
    await expect(scan()).rejects.toMatchObject({ code: 'TIKV_ABORTED' });
    expect(shown).toHaveLength(20);
  });
});
