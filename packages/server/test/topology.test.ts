import { afterEach, describe, expect, test } from '@jest/globals';
import { decodeMemcomparable, encodeMemcomparable, type kvrpcpb, pdpb, tikvpb } from '@tito/protocol';
import { EmbeddedCluster, type EmbeddedClusterOptions } from '@tito/server';
import { WireClient, bytes, text } from './wire-client';

const tikv = tikvpb.TikvService;
const encoded = (key: string): Uint8Array => encodeMemcomparable(bytes(key));

let cluster: EmbeddedCluster;
let client: WireClient;

async function start(options: EmbeddedClusterOptions = {}): Promise<void> {
  cluster = await EmbeddedCluster.start(options);
  client = new WireClient(cluster);
}

afterEach(async () => {
  client.close();
  await cluster.stop();
});

describe('a split', () => {
  test('keeps all data, and answers old epochs with the new regions', async () => {
    await start();
    await client.write({ a: '1', m: '2', z: '3' });
    const { address, context } = await client.route(bytes('z'));
    expect(cluster.splitRegion(encoded('m'))).toBe(true);
    const version = await client.timestamp();
    const late = await client.unary(address, tikv.kvGet, { context, key: bytes('z'), version });
    const current = late.regionError!.epochNotMatch!.currentRegions;
    expect(current).toHaveLength(2);
    expect(current[0]!.id).toBe(context.regionId);
    expect([await client.read('a'), await client.read('m'), await client.read('z')]).toEqual(['1', '2', '3']);
  });

  test('asked for by a client tells the parts, the right-most with the old id', async () => {
    await start();
    const [before] = cluster.regions;
    const { regions } = await client.kv(tikv.splitRegion, 'a', {
      splitKeys: [bytes('p'), bytes('g')],
    });
    const starts = regions.map(({ startKey }) =>
      startKey.length === 0 ? '' : text(decodeMemcomparable(startKey).key),
    );
    expect(starts).toEqual(['', 'g', 'p']);
    expect(regions[2]!.id).toBe(before!.id);
    expect(regions.every(({ regionEpoch }) => regionEpoch!.version === before!.version + 2n)).toBe(true);
  });

  test('comes by itself when a region has taken in much', async () => {
    await start({ regionSplitBytes: 64 * 1024, seed: 1 });
    const value = 'v'.repeat(200);
    for (let i = 0; cluster.regions.length < 4; i++) {
      if (i > 200) throw new Error('the regions never split');
      await client.write(Object.fromEntries(Array.from({ length: 20 }, (_, j) => [`k${i}-${j}`, value])));
    }
    expect(await client.read('k0-0')).toBe(value);
  });
});

describe('a merge', () => {
  test('leaves one region with both ranges and a later epoch', async () => {
    await start();
    await client.write({ a: '1' });
    cluster.splitRegion(encoded('m'));
    const { address, context } = await client.route(bytes('a'));
    const [left, right] = cluster.regions;
    expect(cluster.mergeRegion(encoded('a'))).toBe(true);
    expect(cluster.regions).toHaveLength(1);
    expect(cluster.regions[0]!.version).toBeGreaterThan(left!.version);
    expect(cluster.regions[0]!.version).toBeGreaterThan(right!.version);
    const version = await client.timestamp();
    const late = await client.unary(address, tikv.kvGet, { context, key: bytes('a'), version });
    expect(late.regionError!.regionNotFound).toBeDefined();
    expect(await client.read('a')).toBe('1');
  });
});

describe('several stores', () => {
  test('hold the same data, and only the leader answers', async () => {
    await start({ stores: 3 });
    await client.write({ a: '1' });
    const { address, context } = await client.route(bytes('a'));
    const [region] = cluster.regions;
    const other = cluster.storeIds.find((id) => id !== region!.leaderStoreId)!;
    cluster.transferLeader(encoded('a'), other);
    const version = await client.timestamp();
    const late = await client.unary(address, tikv.kvGet, { context, key: bytes('a'), version });
    expect(late.regionError!.notLeader!.leader!.storeId).toBe(other);
    expect(await client.read('a')).toBe('1');
  });

  test('a follower reads when it is asked to', async () => {
    await start({ stores: 2 });
    await client.write({ a: '1' });
    const { context } = await client.route(bytes('a'));
    const follower = cluster.storeIds.find((id) => id !== context.peer!.storeId)!;
    const { region } = await client.pd(pdpb.PDService.getRegion, { regionKey: encoded('a') });
    const answer = await client.unary(
      cluster.storeAddresses[cluster.storeIds.indexOf(follower)]!,
      tikv.kvGet,
      {
        context: {
          ...context,
          peer: region!.peers.find(({ storeId }) => storeId === follower),
          replicaRead: true,
        },
        key: bytes('a'),
        version: await client.timestamp(),
      },
    );
    expect(text(answer.value)).toBe('1');
  });

  test('one that is asked for another one refuses', async () => {
    await start({ stores: 2 });
    const { address, context } = await client.route(bytes('a'));
    const wrong = cluster.storeAddresses.find((one) => one !== address)!;
    const answer = await client.unary(wrong, tikv.kvGet, { context, key: bytes('a'), version: 1n });
    expect(answer.regionError!.storeNotMatch).toMatchObject({ requestStoreId: context.peer!.storeId });
  });

  test('one goes down: its regions are led elsewhere, and it comes back on its address', async () => {
    await start({ stores: 2 });
    await client.write({ a: '1' });
    const { address } = await client.route(bytes('a'));
    const down = cluster.regions[0]!.leaderStoreId!;
    await cluster.stopStore(down);
    const get = { key: bytes('a'), version: 1n };
    await expect(client.unary(address, tikv.kvGet, get, 1000)).rejects.toMatchObject({ code: 14 });
    expect(await client.read('a')).toBe('1');
    await cluster.startStore(down);
    cluster.transferLeader(encoded('a'), down);
    expect((await client.route(bytes('a'))).address).toBe(address);
    expect(await client.read('a')).toBe('1');
  });
});

describe('garbage', () => {
  test('is what nobody reads at the safe point or after it', async () => {
    await start();
    const long = 'x'.repeat(300);
    await client.write({ a: long });
    await client.write({ a: '2' });
    const safePoint = await client.timestamp();
    await client.write({ a: '3' });
    await client.pd(pdpb.PDService.updateGcSafePoint, { safePoint });
    const info = async (): Promise<kvrpcpb.MvccInfo> =>
      (await client.kv(tikv.mvccGetByKey, 'a', { key: bytes('a') })).info!;
    const until = performance.now() + 5000;
    while ((await info()).writes.length > 2 && performance.now() < until);
    const { writes, values } = await info();
    expect(writes.map(({ shortValue }) => text(shortValue))).toEqual(['3', '2']);
    expect(values).toEqual([]);
  });
});
