import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeMessage, encodeMessage, type metapb, pdpb } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import { LimitExceededError, RegionUnavailableError, ServerError, TikvClient } from '../src/index';
import { type Clock, systemClock } from '../src/retry/clock';
import { GrpcTransport } from '../src/rpc/grpc-transport';
import { bytes, text } from './support';

let cluster: EmbeddedCluster;
let client: TikvClient;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start({ stores: 3 });
  client = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
});
afterAll(async () => {
  await client.close();
  await cluster.stop();
});
afterEach(() => cluster.faults.clear());

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'it did not fail',
    (error: unknown) => error,
  );

/** Errors after which the same work succeeds, and how long that may take at most. */
const PASSING = [
  ['NotLeader', 1000],
  ['EpochNotMatch', 1000],
  ['RegionNotFound', 1000],
  ['KeyNotInRegion', 1000],
  ['StaleCommand', 1000],
  ['StoreNotMatch', 1000],
  ['MaxTimestampNotSynced', 1000],
  ['ReadIndexNotReady', 1000],
  ['ProposalInMergingMode', 1000],
  ['DataIsNotReady', 1000],
  ['RegionNotInitialized', 1000],
  ['MismatchPeerId', 1000],
  ['RecoveryInProgress', 2000],
  ['DiskFull', 3000],
  ['ServerIsBusy', 4000],
] as const;

describe('a region that answers', () => {
  test.each(PASSING)('%s is asked until it serves', async (regionError, limitMs) => {
    for (const [rpc, work] of [
      ['RawPut', () => client.raw.put(bytes('k'), bytes(regionError))],
      ['RawGet', () => client.raw.get(bytes('k'))],
      ['RawBatchGet', () => client.raw.batchGet([bytes('k'), bytes('l')])],
      ['KvGet', () => client.getLatest(bytes('txn'))],
    ] as const) {
      const id = cluster.faults.add({ on: { rpc }, do: { regionError } });
      const start = performance.now();
      await work();
      expect(performance.now() - start).toBeLessThan(limitMs);
      expect(cluster.faults.hits(id)).toBe(1);
    }
    expect(text(await client.raw.get(bytes('k')))).toBe(regionError);
  });

  test('that its own deadline has passed is not treated as overload', async () => {
    cluster.faults.add({
      on: { rpc: 'RawGet' },
      do: { regionError: 'ServerIsBusy', detail: { reason: 'deadline is exceeded' } },
    });
    const start = performance.now();
    await client.raw.get(bytes('k'));
    expect(performance.now() - start).toBeLessThan(800);
  });

  test.each([
    ['RaftEntryTooLarge', LimitExceededError, 'TIKV_LIMIT_EXCEEDED'],
    ['FlashbackInProgress', ServerError, 'TIKV_SERVER_ERROR'],
  ] as const)('%s is not asked again', async (regionError, type, code) => {
    const id = cluster.faults.add({ on: { rpc: 'RawPut' }, do: { regionError }, times: 'inf' });
    const error = await failureOf(client.raw.put(bytes('k'), bytes('v')));
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ code, retryable: false });
    expect(cluster.faults.hits(id)).toBe(1);
  });

  test('that it does not know the outcome is asked again where that does no harm', async () => {
    cluster.faults.add({ on: { rpc: 'RawPut' }, do: { regionError: 'UndeterminedResult' } });
    await client.raw.put(bytes('k'), bytes('again'));
    expect(text(await client.raw.get(bytes('k')))).toBe('again');
    cluster.faults.add({ on: { rpc: 'RawCompareAndSwap' }, do: { regionError: 'UndeterminedResult' } });
    expect(await failureOf(client.raw.compareAndSwap(bytes('k'), bytes('again'), bytes('x')))).toMatchObject({
      code: 'TIKV_RAW_OUTCOME_UNKNOWN',
    });
  });

  test.each(['NotLeader', 'EpochNotMatch', 'RegionNotFound'] as const)(
    '%s for ever is given up in time, with the reason',
    async (regionError) => {
      cluster.faults.add({ on: { rpc: 'RawGet' }, do: { regionError }, times: 'inf' });
      const start = performance.now();
      const error = await failureOf(client.raw.get(bytes('k'), { timeoutMs: 700 }));
      expect(error).toMatchObject({ code: 'TIKV_DEADLINE_EXCEEDED' });
      expect((error as { cause?: unknown }).cause).toBeInstanceOf(ServerError);
      expect(performance.now() - start).toBeLessThan(2000);
      cluster.faults.clear();
      await client.raw.get(bytes('k'));
    },
  );

  test('with hints that lead around in a circle is given up, and not at full speed', async () => {
    const peers = await peersOf(bytes('k'));
    peers.forEach(({ storeId }, i) =>
      cluster.faults.add({
        id: `circle-${i}`,
        on: { rpc: 'RawGet', store: storeId },
        do: { regionError: 'NotLeader', detail: { leader: peers[(i + 1) % peers.length] } },
        times: 'inf',
      }),
    );
    const error = await failureOf(client.raw.get(bytes('k'), { timeoutMs: 1000 }));
    expect(error).toMatchObject({ code: 'TIKV_DEADLINE_EXCEEDED' });
    const asked = peers.map((_, i) => cluster.faults.hits(`circle-${i}`));
    expect(Math.min(...asked)).toBeGreaterThan(0);
    expect(asked.reduce((sum, hits) => sum + hits, 0)).toBeLessThan(50);
  });
});

/** The peers of the region of a raw key, from PD. */
async function peersOf(regionKey: Uint8Array): Promise<readonly metapb.Peer[]> {
  const transport = new GrpcTransport(systemClock);
  const { getRegion } = pdpb.PDService;
  const header = { clusterId: client.clusterId };
  const request = encodeMessage(getRegion.request, { header, regionKey });
  const answer = await transport.unary(cluster.pdEndpoints[0]!, getRegion.path, request, { timeoutMs: 3000 });
  transport.close();
  return decodeMessage(getRegion.response, answer).region!.peers;
}

describe('connections', () => {
  test('that are cut under a hundred requests lose none of them', async () => {
    const keys = Array.from({ length: 100 }, (_, i) => bytes(`cut/${i}`));
    for (const action of [{ stream: 'cut' }, { close: 'rst' }] as const) {
      const id = cluster.faults.add({ on: { rpc: 'RawPut' }, skip: 50, do: action });
      const settled = await Promise.allSettled(keys.map((key) => client.raw.put(key, key)));
      expect(settled.filter(({ status }) => status === 'rejected')).toEqual([]);
      expect(cluster.faults.hits(id)).toBe(1);
      expect((await client.raw.batchGet(keys)).map(text)).toEqual(keys.map(text));
    }
  });

  test('that lose single answers end in time for their callers only', async () => {
    const id = cluster.faults.add({ on: { rpc: 'RawGet' }, do: { drop: 'reply' } });
    const start = performance.now();
    const error = await failureOf(client.raw.get(bytes('k'), { timeoutMs: 300 }));
    expect(error).toMatchObject({ code: 'TIKV_DEADLINE_EXCEEDED' });
    expect(performance.now() - start).toBeLessThan(1500);
    expect(cluster.faults.hits(id)).toBe(1);
    await client.raw.get(bytes('k'));
  });

  test('to a store that is gone are left for the new leaders', async () => {
    const keys = Array.from({ length: 20 }, (_, i) => bytes(`gone/${i}`));
    await Promise.all(keys.map((key) => client.raw.put(key, key)));
    const [store] = cluster.storeIds;
    cluster.transferLeader(keys[0]!, store!);
    await client.raw.get(keys[0]!);
    await cluster.stopStore(store!);
    const start = performance.now();
    expect((await Promise.all(keys.map((key) => client.raw.get(key)))).map(text)).toEqual(keys.map(text));
    expect(performance.now() - start).toBeLessThan(5000);
    await cluster.startStore(store!);
  });
});

/** How long the store is away; `TITO_DOWN_MS=20000` for the long run. */
const DOWN_MS = Number(process.env['TITO_DOWN_MS'] ?? 3000);

test(
  'work goes on within 5 s of the return of the only store',
  async () => {
    const alone = await EmbeddedCluster.start({ stores: 1 });
    const own = await TikvClient.connect({ endpoints: alone.pdEndpoints });
    await own.raw.put(bytes('k'), bytes('v'));
    await alone.stopStore(alone.storeIds[0]!, { keepLeaders: true });
    const during = own.raw.get(bytes('k'), { timeoutMs: DOWN_MS + 5000 });
    const waiting = Promise.all(
      Array.from({ length: 50 }, () => failureOf(own.raw.get(bytes('k'), { timeoutMs: DOWN_MS }))),
    );
    for (const error of await waiting) expect(error).toMatchObject({ code: 'TIKV_DEADLINE_EXCEEDED' });
    await alone.startStore(alone.storeIds[0]!);
    const start = performance.now();
    expect(text(await own.raw.get(bytes('k')))).toBe('v');
    const resumedMs = performance.now() - start;
    console.log(`resumed ${Math.round(resumedMs)} ms after ${DOWN_MS} ms`);
    expect(resumedMs).toBeLessThan(5000);
    // Its patience may be over by then.
    expect(['v', 'TIKV_REGION_UNAVAILABLE']).toContain(
      await during.then(text, (error: unknown) => (error as { code: string }).code),
    );
    await own.close();
    await alone.stop();
  },
  DOWN_MS + 30_000,
);

test('what nobody serves is told as unavailable when the budget is used up, with the reason', async () => {
  // The whole budget in a twentieth of its time.
  const clock: Clock = {
    now: () => performance.now() * 20,
    schedule: (delayMs, callback, background) => systemClock.schedule(delayMs / 20, callback, background),
  };
  const hasty = await TikvClient.connect({ endpoints: cluster.pdEndpoints, clock });
  cluster.faults.add({ on: { rpc: 'RawGet' }, do: { regionError: 'DiskFull' }, times: 'inf' });
  const error = await failureOf(hasty.raw.get(bytes('k')));
  expect(error).toBeInstanceOf(RegionUnavailableError);
  expect(error).toMatchObject({ retryable: true, details: { reason: 'tikvDiskFull' } });
  await hasty.close();
});
