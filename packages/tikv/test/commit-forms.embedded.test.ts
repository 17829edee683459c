/** Which form a commit takes, what it costs, and that a lost or aborted deciding request is found out about. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeMemcomparable } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import { TikvClient, type TransactionOptions, WriteConflictError } from '../src/index';
import { type FaultyTransport, bytes, faultyTransport, strike, text, until } from './support';

let cluster: EmbeddedCluster;
let transport: FaultyTransport;
let client: TikvClient;
let run = 0;
/** One on each side of the border between two regions. */
let left: Uint8Array;
let right: Uint8Array;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  expect(cluster.splitRegion(encodeMemcomparable(bytes('m')))).toBe(true);
  transport = faultyTransport();
  client = await TikvClient.connect({ endpoints: cluster.pdEndpoints, transport });
  await client.snapshot().batchGet([bytes('a'), bytes('z')]);
});
afterAll(async () => {
  await client.close();
  await cluster.stop();
});
beforeEach(() => {
  run++;
  left = bytes(`a${run}`);
  right = bytes(`z${run}`);
  transport.decide = () => 'none';
});

async function putBoth(value: string): Promise<bigint | null> {
  const txn = await client.begin();
  txn.put(left, bytes(value));
  txn.put(right, bytes(value));
  return txn.commit();
}

async function both(): Promise<(string | null)[]> {
  return (await client.snapshot().batchGet([left, right])).map(text);
}

const requests = (method: string): number => client.counters.requests[method] ?? 0;

describe('a commit over two regions', () => {
  test('is answered after one timestamp and one prewrite for each region', async () => {
    const before = client.counters;
    expect(await putBoth('1')).toBeGreaterThan(0n);
    expect(client.counters.timestamps - before.timestamps).toBe(1);
    expect(requests('KvPrewrite') - (before.requests['KvPrewrite'] ?? 0)).toBe(2);
    expect(await both()).toEqual(['1', '1']);
  });

  test('is later than everything that was read before it', async () => {
    const readTs = await client.timestamp();
    await client.snapshot(readTs).batchGet([left, right]);
    expect(await putBoth('1')).toBeGreaterThan(readTs);
  });

  test('is whole although the answer of one prewrite was lost', async () => {
    transport.decide = strike('KvPrewrite', 'loseAnswer');
    await putBoth('1');
    expect(await both()).toEqual(['1', '1']);
  });

  test('writes nothing when one region refuses', async () => {
    const txn = await client.begin();
    await txn.get(right);
    await putBoth('theirs');
    txn.put(left, bytes('mine'));
    txn.put(right, bytes('mine'));
    await expect(txn.commit()).rejects.toBeInstanceOf(WriteConflictError);
    expect(await both()).toEqual(['theirs', 'theirs']);
  });

  test('that its client abandons after all prewrites is completed by a reader', async () => {
    const dying = faultyTransport();
    const other = await TikvClient.connect({ endpoints: cluster.pdEndpoints, transport: dying });
    dying.decide = (method) => (method === 'KvCommit' ? 'loseRequest' : 'none');
    const txn = await other.begin();
    txn.put(left, bytes('1'));
    txn.put(right, bytes('1'));
    const commitTs = await txn.commit();
    dying.close();
    expect(await client.snapshot(commitTs).batchGet([left, right])).toEqual([bytes('1'), bytes('1')]);
  }, 30_000);
});

describe('a commit whose caller gives up while the deciding request is under way', () => {
  test('is told as committed when it was', async () => {
    const controller = new AbortController();
    const txn = await client.begin();
    txn.put(left, bytes('1'));
    const sent = requests('KvPrewrite');
    const outcome = txn.commit({ signal: controller.signal });
    await until(() => requests('KvPrewrite') > sent);
    controller.abort(new Error('enough'));
    // Committed or not: what is told is what others see.
    const told = await outcome.then(
      () => '1',
      () => null,
    );
    expect(text(await client.getLatest(left))).toBe(told);
  });

  test('is told as failed when the request never arrived', async () => {
    const txn = await client.begin();
    txn.put(left, bytes('1'));
    transport.decide = (method) => (method === 'KvPrewrite' ? 'loseRequest' : 'none');
    await expect(txn.commit({ timeoutMs: 200 })).rejects.toMatchObject({ code: 'TIKV_DEADLINE_EXCEEDED' });
    expect(txn.state).toBe('rolledBack');
    expect(await client.getLatest(left)).toBeNull();
  });
});

describe('round trips over two regions', () => {
  async function cost(work: () => Promise<unknown>): Promise<Record<string, number>> {
    const before = client.counters;
    await work();
    const after = client.counters;
    const out: Record<string, number> = { timestamps: after.timestamps - before.timestamps };
    for (const [method, count] of Object.entries(after.requests)) {
      const more = count - (before.requests[method] ?? 0);
      if (more > 0 && method !== 'Tso' && method !== 'KvCommit') out[method] = more;
    }
    return out;
  }
  const change = (options: TransactionOptions): Promise<void> =>
    client.transaction(async (txn) => {
      const keys = [bytes('a/trip'), bytes('z/trip')];
      await txn.batchGet(keys);
      for (const one of keys) txn.put(one, bytes('1'));
    }, options);

  test('of a read of many keys: one timestamp, one request for each region', async () => {
    const keys = ['a/1', 'a/2', 'z/1', 'z/2'].map(bytes);
    expect(await cost(() => client.snapshot().batchGet(keys))).toEqual({ timestamps: 1, KvBatchGet: 2 });
  });

  test('of a change: two timestamps, one read and one prewrite for each region', async () => {
    expect(await cost(() => change({}))).toEqual({ timestamps: 2, KvBatchGet: 2, KvPrewrite: 2 });
  });

  test('of a change that only follows what this client did: one timestamp', async () => {
    const own = await cost(() => change({ causal: true }));
    expect(own).toEqual({ timestamps: 1, KvBatchGet: 2, KvPrewrite: 2 });
  });

  test('of a change in two phases: the same, then the commit of the primary', async () => {
    const twoPhases = { protocol: { onePhase: false, asyncCommit: false } };
    expect(await cost(() => change(twoPhases))).toEqual({ timestamps: 2, KvBatchGet: 2, KvPrewrite: 2 });
  });
});

describe('the form of a commit', () => {
  /** Timestamps of a commit that begins with it: one, and a second one when it takes two phases. */
  async function timestampsOf(names: readonly string[], options: TransactionOptions = {}): Promise<number> {
    const txn = await client.begin(options);
    for (const name of names) txn.put(bytes(name), bytes('v'));
    const before = client.counters.timestamps;
    await txn.commit();
    return client.counters.timestamps - before;
  }
  const names = (count: number, length: number): string[] =>
    Array.from({ length: count }, (_, i) => `${i % 2 === 0 ? 'a' : 'z'}${run}/${i}/`.padEnd(length, 'x'));

  test('is asynchronous up to 256 keys', async () => {
    expect(await timestampsOf(names(256, 16))).toBe(1);
    expect(await timestampsOf(names(257, 15))).toBe(2);
  });

  test('is asynchronous up to 4096 bytes of keys', async () => {
    expect(await timestampsOf(names(4, 1024))).toBe(1);
    expect(await timestampsOf([...names(3, 1024), `a${run}/`.padEnd(1025, 'y')])).toBe(2);
  });

  test('can be chosen', async () => {
    expect(await timestampsOf(['a1', 'z1'], { protocol: { asyncCommit: false } })).toBe(2);
    expect(await timestampsOf(['a1'], { protocol: { asyncCommit: false } })).toBe(1);
    expect(await timestampsOf(['a1'], { protocol: { onePhase: false } })).toBe(1);
    expect(await timestampsOf(['a1'], { protocol: { onePhase: false, asyncCommit: false } })).toBe(2);
  });

  test.each<[string, TransactionOptions, number]>([
    ['in one phase', {}, 1],
    ['in one phase, causal', { causal: true }, 0],
    ['asynchronous', { protocol: { onePhase: false } }, 1],
    ['asynchronous, causal', { protocol: { onePhase: false }, causal: true }, 0],
    ['in two phases', { protocol: { onePhase: false, asyncCommit: false } }, 1],
  ])('of a transaction that has read costs timestamps: %s', async (_, options, expected) => {
    const txn = await client.begin(options);
    await txn.get(left);
    txn.put(left, bytes('1'));
    const before = client.counters.timestamps;
    await txn.commit();
    expect(client.counters.timestamps - before).toBe(expected);
  });

  test.each<[string, TransactionOptions]>([
    ['in one phase', {}],
    ['asynchronous', { protocol: { onePhase: false } }],
    ['in two phases', { protocol: { onePhase: false, asyncCommit: false } }],
    ['pessimistic', { mode: 'pessimistic' }],
  ])('never puts it before what others had finished when it was asked for: %s', async (_, options) => {
    const txn = await client.begin(options);
    await txn.getForUpdate(left);
    txn.put(left, bytes('1'));
    // Nobody shows this timestamp to a store, so that only the order of the oracle can tell.
    const other = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
    const before = await other.timestamp();
    await other.close();
    expect(await txn.commit()).toBeGreaterThan(before);
  });
});
