import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeMemcomparable, etcdserverpb, keyspacepb, meta_storagepb, pdpb } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import { WireClient, bytes, text } from './wire-client';

const pd = pdpb.PDService;

let cluster: EmbeddedCluster;
let client: WireClient;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start({ stores: 3, keyspaces: ['shop'] });
  client = new WireClient(cluster);
});
afterAll(async () => {
  client.close();
  await cluster.stop();
});

describe('members', () => {
  test('name one leader at the address that was asked', async () => {
    const { members, leader, etcdLeader } = await client.unary(client.pdAddress, pd.getMembers, {});
    expect(members).toHaveLength(1);
    expect(leader!.clientUrls).toEqual([`http://${client.pdAddress}`]);
    expect(leader!.memberId).not.toBe(0n);
    expect(etcdLeader).toEqual(leader);
  });

  test('a request for another cluster fails as a whole', async () => {
    const request = { header: { clusterId: 5n }, regionKey: bytes('a') };
    await expect(client.unary(client.pdAddress, pd.getRegion, request)).rejects.toMatchObject({
      code: 9,
      details: expect.stringContaining('mismatch cluster id'),
    });
  });

  test('etcd lists the same address', async () => {
    const { members } = await client.unary(client.pdAddress, etcdserverpb.ClusterService.memberList, {});
    expect(members[0]!.clientUrLs).toEqual([`http://${client.pdAddress}`]);
  });
});

describe('timestamps', () => {
  test('of many requests on one stream are all different and rise in order', async () => {
    const stream = client.stream(client.pdAddress, pd.tso);
    const header = await client.header();
    const counts = Array.from({ length: 200 }, (_, i) => 1 + (i % 7) * 1000);
    const answers: pdpb.TsoResponse[] = [];
    stream.on('data', (answer: pdpb.TsoResponse) => answers.push(answer));
    for (const count of counts) stream.write({ header, count } as pdpb.TsoRequest);
    stream.end();
    await once(stream, 'end');
    expect(answers.map(({ count }) => count)).toEqual(counts);
    let last = 0n;
    for (const { count, timestamp } of answers) {
      const newest = (timestamp!.physical << 18n) + timestamp!.logical;
      const oldest = newest - BigInt(count) + 1n;
      expect(oldest).toBeGreaterThan(last);
      expect(timestamp!.logical).toBeLessThan(1n << 18n);
      last = newest;
    }
  });

  test('none at all cannot be asked for', async () => {
    const stream = client.stream(client.pdAddress, pd.tso);
    stream.write({ header: await client.header(), count: 0 } as pdpb.TsoRequest);
    const [error] = (await once(stream, 'error')) as [{ details: string }];
    expect(error.details).toContain('tso count should be positive');
  });

  test('jump ahead when told to', async () => {
    const before = await client.timestamp();
    cluster.advanceTimestamps(60_000);
    expect((await client.timestamp()) - before).toBeGreaterThanOrEqual(60_000n << 18n);
  });
});

describe('regions', () => {
  beforeAll(() => {
    for (const key of ['b', 'd', 'f']) cluster.splitRegion(encodeMemcomparable(bytes(key)));
  });
  const borders = (regions: readonly { startKey: Uint8Array; endKey: Uint8Array }[]): string[] =>
    regions.map(({ startKey, endKey }) => `${text(startKey).charAt(0)}-${text(endKey).charAt(0)}`);

  test('are found by key, by id and by what is before them', async () => {
    const { region } = await client.pd(pd.getRegion, { regionKey: bytes('c') });
    expect(borders([region!])).toEqual(['b-d']);
    const { region: same } = await client.pd(pd.getRegionById, { regionId: region!.id });
    expect(same).toEqual(region);
    const { region: previous } = await client.pd(pd.getPrevRegion, { regionKey: bytes('c') });
    expect(borders([previous!])).toEqual(['-b']);
    const none = await client.pd(pd.getPrevRegion, { regionKey: bytes('a') });
    expect(none.region).toBeUndefined();
  });

  test('of a range come in order, up to a limit, in all three forms at once', async () => {
    const found = await client.pd(pd.scanRegions, { startKey: bytes('c'), endKey: bytes('e'), limit: 0 });
    expect(borders(found.regionMetas)).toEqual(['b-d', 'd-f']);
    expect(found.leaders).toHaveLength(2);
    expect(found.regions.map(({ region }) => region)).toEqual(found.regionMetas);
    const limited = await client.pd(pd.scanRegions, { startKey: bytes(''), endKey: bytes(''), limit: 3 });
    expect(borders(limited.regionMetas)).toEqual(['-b', 'b-d', 'd-f']);
  });

  test('of several ranges come once each; overlapping ranges are refused', async () => {
    const range = (startKey: string, endKey: string): { startKey: Uint8Array; endKey: Uint8Array } => ({
      startKey: bytes(startKey),
      endKey: bytes(endKey),
    });
    const ranges = [range('a', 'c'), range('c', 'c1'), range('g', '')];
    const { regions } = await client.pd(pd.batchScanRegions, { ranges });
    expect(borders(regions.map(({ region }) => region!))).toEqual(['-b', 'b-d', 'f-']);
    const refused = await client.pd(pd.batchScanRegions, { ranges: [range('a', 'c'), range('b', 'd')] });
    expect(refused.header!.error!.message).toBe('invalid key range, ranges overlapped');
  });

  test('are looked up in bulk on a stream', async () => {
    const stream = client.stream(client.pdAddress, pd.queryRegion);
    const header = { ...(await client.header()), senderId: 0n, callerId: '', callerComponent: '' };
    stream.write({
      header,
      keys: [bytes('a'), bytes('c')],
      prevKeys: [bytes('a'), bytes('c')],
      ids: [],
      needBuckets: false,
    });
    const [answer] = (await once(stream, 'data')) as [pdpb.QueryRegionResponse];
    stream.end();
    const [a, c] = answer.keyIdMap;
    expect(answer.prevKeyIdMap).toEqual([0n, a]);
    expect(borders([answer.regionsById.get(c!)!.region!])).toEqual(['b-d']);
  });

  test("are split and spread at PD's order", async () => {
    const split = await client.pd(pd.splitRegions, { splitKeys: [bytes('x'), bytes('y')] });
    expect(split.finishedPercentage).toBe(100n);
    await client.pd(pd.scatterRegion, { regionsId: cluster.regions.map(({ id }) => id) });
    expect(new Set(cluster.regions.map(({ leaderStoreId }) => leaderStoreId)).size).toBe(3);
  });
});

describe('stores', () => {
  test('are told with the address to dial', async () => {
    const { stores } = await client.pd(pd.getAllStores, {});
    expect(stores.map(({ address }) => address)).toEqual(cluster.storeAddresses);
    const { store } = await client.pd(pd.getStore, { storeId: stores[1]!.id });
    expect(store!.address).toBe(cluster.storeAddresses[1]);
  });

  test('that do not exist are an error in the header', async () => {
    const { header } = await client.pd(pd.getStore, { storeId: 999n });
    expect(header!.error!.message).toBe('invalid store ID 999, not found');
  });
});

describe('safe points', () => {
  test('of services: the least one counts, until it is given up', async () => {
    const ask = (serviceId: string, safePoint: bigint, ttl: bigint): Promise<bigint> =>
      client
        .pd(pd.updateServiceGcSafePoint, { serviceId: bytes(serviceId), safePoint, ttl })
        .then(({ minSafePoint }) => minSafePoint);
    expect(await ask('backup', 100n, 60n)).toBe(100n);
    expect(await ask('gc_worker', 200n, (1n << 63n) - 1n)).toBe(100n);
    expect(await ask('backup', 100n, 0n)).toBe(200n);
  });

  test('never go back, and the newer calls see what the older ones did', async () => {
    const { newSafePoint } = await client.pd(pd.updateGcSafePoint, { safePoint: 500n });
    expect(newSafePoint).toBe(500n);
    expect((await client.pd(pd.updateGcSafePoint, { safePoint: 0n })).newSafePoint).toBe(500n);
    const { gcState } = await client.pd(pd.getGcState, {});
    expect(gcState).toMatchObject({ txnSafePoint: 500n, gcSafePoint: 500n });
  });

  test('stop at a barrier, and go on when it is gone', async () => {
    await client.pd(pd.setGcBarrier, { barrierId: 'backup', barrierTs: 700n, ttlSeconds: 60n });
    const blocked = await client.pd(pd.advanceTxnSafePoint, { target: 900n });
    expect(blocked.newTxnSafePoint).toBe(700n);
    expect(blocked.blockerDescription).toContain('backup');
    await client.pd(pd.deleteGcBarrier, { barrierId: 'backup' });
    expect((await client.pd(pd.advanceTxnSafePoint, { target: 900n })).newTxnSafePoint).toBe(900n);
    const beyond = await client.pd(pd.advanceGcSafePoint, { target: 901n });
    expect(beyond.header!.error).toBeDefined();
    expect((await client.pd(pd.advanceGcSafePoint, { target: 900n })).newGcSafePoint).toBe(900n);
  });
});

describe('keyspaces and small values', () => {
  test('keyspaces have names and numbers', async () => {
    const { keyspace } = await client.pd(keyspacepb.KeyspaceService.loadKeyspace, { name: 'shop' });
    expect(keyspace).toMatchObject({ id: 1, name: 'shop', state: keyspacepb.KeyspaceState.ENABLED });
    const missing = await client.pd(keyspacepb.KeyspaceService.loadKeyspace, { name: 'none' });
    expect(missing.header!.error!.type).toBe(pdpb.ErrorType.ENTRY_NOT_FOUND);
  });

  test('what is put through etcd is got through MetaStorage', async () => {
    const { KVService } = etcdserverpb;
    await client.unary(client.pdAddress, KVService.put, { key: bytes('/a/1'), value: bytes('one') });
    await client.unary(client.pdAddress, KVService.put, { key: bytes('/a/2'), value: bytes('two') });
    const found = await client.unary(client.pdAddress, meta_storagepb.MetaStorageService.get, {
      key: bytes('/a/'),
      rangeEnd: bytes('/a0'),
    });
    expect(found.kvs.map(({ value }) => text(value))).toEqual(['one', 'two']);
    const gone = await client.unary(client.pdAddress, KVService.deleteRange, { key: bytes('/a/1') });
    expect(gone.deleted).toBe(1n);
  });
});
