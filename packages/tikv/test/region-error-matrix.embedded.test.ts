/**
 * Every region error of the protocol, met by every kind of request: at the sender, which is to get an answer or to say
 * that keys have to be located anew, and at what applications call, whose results must not show that anything happened.
 */

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Init, encodeMessage, keyspaceV1, kvrpcpb } from '@tito/protocol';
import { EmbeddedCluster, type FaultRule } from '@tito/server';
import { TikvClient, prefixRange } from '../src/index';
import { createBackoffer } from '../src/context';
import { RequestCounters } from '../src/counters';
import { PdClient } from '../src/pd/pd-client';
import { RegionQueries } from '../src/pd/region-queries';
import { RegionCache } from '../src/region/region-cache';
import { RegionRequestSender } from '../src/region/region-request-sender';
import { GrpcTransport } from '../src/rpc/grpc-transport';
import { StoreChannels } from '../src/rpc/store-channels';
import { COMMAND, type StoreCommand } from '../src/rpc/store-commands';
import { FastClock, bytes, text } from './support';

type RegionFault = Extract<FaultRule['do'], { readonly regionError: unknown }>['regionError'];

/** After these the same work succeeds. */
const PASSING: readonly RegionFault[] = [
  'NotLeader',
  'EpochNotMatch',
  'RegionNotFound',
  'KeyNotInRegion',
  'ServerIsBusy',
  'StaleCommand',
  'StoreNotMatch',
  'MaxTimestampNotSynced',
  'ReadIndexNotReady',
  'ProposalInMergingMode',
  'DataIsNotReady',
  'RegionNotInitialized',
  'DiskFull',
  'RecoveryInProgress',
  'MismatchPeerId',
  'IsWitness',
  'BucketVersionNotMatch',
];
/** After these no repetition helps, and the code that says so. */
const FINAL: ReadonlyMap<RegionFault, string> = new Map([
  ['RaftEntryTooLarge', 'TIKV_LIMIT_EXCEEDED'],
  ['FlashbackInProgress', 'TIKV_SERVER_ERROR'],
  ['FlashbackNotPrepared', 'TIKV_SERVER_ERROR'],
]);
/** The store does not know what became of the request. */
const UNCERTAIN: ReadonlySet<RegionFault> = new Set<RegionFault>(['StaleCommand', 'UndeterminedResult']);

/** Waits are by design up to seconds; here they pass fast. */
const clock = new FastClock(50);
const key = bytes('k');

let cluster: EmbeddedCluster;
beforeAll(async () => {
  cluster = await EmbeddedCluster.start({ stores: 3 });
});
afterAll(() => cluster.stop());
afterEach(() => cluster.faults.clear());

describe('at the sender', () => {
  const transport = new GrpcTransport(clock);
  const stores = new StoreChannels({ transport, clock, batch: true });
  const counters = new RequestCounters();
  const context = { transport, stores, clock, counters, random: () => 0.5 };
  let pd: PdClient;
  let sender: RegionRequestSender;
  beforeAll(async () => {
    pd = await PdClient.connect(context, { endpoints: cluster.pdEndpoints, connectTimeoutMs: 100_000 });
    const cache = new RegionCache(new RegionQueries(pd), keyspaceV1('txn'));
    sender = new RegionRequestSender({ context, cache, apiVersion: 1, clusterId: pd.clusterId });
  });
  afterAll(() => {
    pd.close();
    stores.close();
    transport.close();
  });

  /** As much of a request as it takes for the store to find its region; what it makes of the rest does not matter here. */
  const requestFor = (command: StoreCommand<unknown, unknown>): Init<unknown> => {
    const fields = { key, keys: [key], startKey: key, endKey: bytes('l'), primaryLock: key, primaryKey: key };
    const more = { primary: key, startVersion: 5n, lockTtl: 1000n, limit: 1, startTs: 5n, lockTs: 5n };
    const known = { ...fields, ...more, version: 5n, commitVersion: 6n, maxVersion: 5n, value: key };
    const pairs = [{ key, value: key }];
    const mutations = [{ op: kvrpcpb.Op.Put, key, value: key }];
    const ranges = [{ startKey: key, endKey: bytes('l') }];
    const request = { ...known, pairs, mutations, ranges };
    expect(encodeMessage(command.request, request).length).toBeGreaterThan(0);
    return request;
  };

  test.each(Object.entries(COMMAND) as [string, StoreCommand<unknown, { regionError: undefined }>][])(
    '%s survives each of them',
    async (_, command) => {
      for (const regionError of [...PASSING, 'UndeterminedResult' as const, ...FINAL.keys()]) {
        const id = cluster.faults.add({ on: { rpc: command.name }, do: { regionError } });
        const backoffer = createBackoffer(context, 20_000);
        const attempt = async (): Promise<unknown> => {
          for (;;) {
            const region = await sender.cache.locate(key, backoffer);
            const answer = await sender.send(command, region, requestFor(command), backoffer);
            if (answer) return answer;
          }
        };
        const code = FINAL.get(regionError);
        if (code === undefined) expect((await attempt()) as object).toMatchObject({ regionError: undefined });
        else await expect(attempt()).rejects.toMatchObject({ code, retryable: false });
        expect([regionError, cluster.faults.hits(id)]).toEqual([regionError, 1]);
      }
    },
  );
});

describe('at what applications call', () => {
  let client: TikvClient;
  beforeAll(async () => {
    client = await TikvClient.connect({ endpoints: cluster.pdEndpoints, clock });
  });
  afterAll(() => client.close());

  const keys = ['a', 'b', 'c'].map((name) => bytes(`call/${name}`));
  const [a, b, c] = keys as [Uint8Array, Uint8Array, Uint8Array];
  const all = prefixRange(bytes('call/'));
  const stored = async (): Promise<(string | null)[]> => (await client.raw.batchGet(keys)).map(text);
  const scanned = async (pairs: AsyncIterable<{ value: Uint8Array }>): Promise<(string | null)[]> => {
    const values: (string | null)[] = [];
    for await (const { value } of pairs) values.push(text(value));
    return values;
  };
  const pairs = keys.map((one, i) => ({ key: one, value: bytes(`${i}`) }));
  const setUp = async (): Promise<void> => {
    await client.raw.batchPut(pairs);
    await client.transaction(async (txn) => {
      for (const pair of pairs) txn.put(pair.key, pair.value);
    });
  };

  /** The method that meets the error, the work, what it gives, and what is stored afterwards. */
  const CALLS: readonly [string, () => Promise<unknown>, unknown, readonly (string | null)[]][] = [
    ['RawGet', async () => text(await client.raw.get(a)), '0', ['0', '1', '2']],
    ['RawBatchGet', stored, ['0', '1', '2'], ['0', '1', '2']],
    ['RawScan', () => scanned(client.raw.scan(all)), ['0', '1', '2'], ['0', '1', '2']],
    ['RawScan', () => scanned(client.raw.scan(all, { reverse: true })), ['2', '1', '0'], ['0', '1', '2']],
    ['RawPut', () => client.raw.put(a, bytes('x')), undefined, ['x', '1', '2']],
    ['RawBatchPut', () => client.raw.batchPut([{ key: b, value: bytes('y') }]), undefined, ['0', 'y', '2']],
    ['RawDelete', () => client.raw.delete(c), undefined, ['0', '1', null]],
    ['RawBatchDelete', () => client.raw.batchDelete([a, c]), undefined, [null, '1', null]],
    ['RawDeleteRange', () => client.raw.deleteRange({ start: a, end: c }), undefined, [null, null, '2']],
    ['RawChecksum', async () => (await client.raw.checksum(all)).pairs, 3n, ['0', '1', '2']],
    ['KvGet', async () => text(await client.getLatest(a)), '0', ['0', '1', '2']],
    [
      'KvBatchGet',
      async () => (await client.snapshot().batchGet(keys)).map(text),
      ['0', '1', '2'],
      ['0', '1', '2'],
    ],
    ['KvScan', () => scanned(client.snapshot().scan(all)), ['0', '1', '2'], ['0', '1', '2']],
    [
      'KvScan',
      () => scanned(client.snapshot().scan(all, { reverse: true })),
      ['2', '1', '0'],
      ['0', '1', '2'],
    ],
  ];

  test.each(CALLS)('%s does its work all the same', async (rpc, work, given, after) => {
    for (const regionError of [...PASSING, 'UndeterminedResult' as const]) {
      await setUp();
      const id = cluster.faults.add({ on: { rpc }, do: { regionError } });
      expect([regionError, await work()]).toEqual([regionError, given]);
      expect([regionError, cluster.faults.hits(id)]).toEqual([regionError, 1]);
      expect([regionError, await stored()]).toEqual([regionError, after]);
    }
  });

  test.each(CALLS)('%s says what no repetition helps, and has done nothing', async (rpc, work) => {
    for (const [regionError, code] of FINAL) {
      await setUp();
      cluster.faults.add({ on: { rpc }, do: { regionError } });
      await expect(work()).rejects.toMatchObject({ code });
      expect(await stored()).toEqual(['0', '1', '2']);
    }
  });

  test('RawGetKeyTTL does its work all the same', async () => {
    const other = await EmbeddedCluster.start({ ttl: true });
    const own = await TikvClient.connect({ endpoints: other.pdEndpoints, rawTtl: true, clock });
    await own.raw.put(a, bytes('0'), { ttlSeconds: 1000 });
    for (const regionError of PASSING) {
      other.faults.add({ on: { rpc: 'RawGetKeyTTL' }, do: { regionError } });
      expect(await own.raw.getTtl(a)).toBeGreaterThan(900);
    }
    await own.close();
    await other.stop();
  });

  test.each([...PASSING, 'UndeterminedResult'] as const)(
    'a swap that meets %s is done once, or its outcome is said to be unknown',
    async (regionError) => {
      await setUp();
      cluster.faults.add({ on: { rpc: 'RawCompareAndSwap' }, do: { regionError } });
      const swap = client.raw.compareAndSwap(a, bytes('0'), bytes('x'));
      if (UNCERTAIN.has(regionError)) {
        await expect(swap).rejects.toMatchObject({ code: 'TIKV_RAW_OUTCOME_UNKNOWN', retryable: false });
        return;
      }
      expect(await swap).toMatchObject({ swapped: true });
      expect(await stored()).toEqual(['x', '1', '2']);
    },
  );
});
