import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeMemcomparable, toHex } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import { TikvClient, physicalMs } from '../src/index';
import { createBackoffer, type ClientContext } from '../src/context';
import { RequestCounters } from '../src/counters';
import { PdClient } from '../src/pd/pd-client';
import { RegionQueries } from '../src/pd/region-queries';
import { SafePoints } from '../src/pd/safe-points';
import { systemClock } from '../src/retry/clock';
import { GrpcTransport } from '../src/rpc/grpc-transport';
import { StoreChannels } from '../src/rpc/store-channels';
import { bytes } from './support';

let cluster: EmbeddedCluster;
let client: TikvClient;
let context: ClientContext;
let pd: PdClient;

beforeAll(async () => {
  cluster = await EmbeddedCluster.start({ stores: 3 });
  client = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
  const transport = new GrpcTransport(systemClock);
  context = {
    transport,
    clock: systemClock,
    random: Math.random,
    counters: new RequestCounters(),
    stores: new StoreChannels({ transport, clock: systemClock, batch: true }),
  };
  pd = await PdClient.connect(context, { endpoints: cluster.pdEndpoints, connectTimeoutMs: 5000 });
});
afterAll(async () => {
  pd.close();
  context.transport.close();
  await client.close();
  await cluster.stop();
});

const patience = () => createBackoffer(context, 10_000);

describe('the placement driver', () => {
  test('tells of regions, stores, and what is before a border', async () => {
    const queries = new RegionQueries(pd);
    const border = encodeMemcomparable(bytes('m'));
    cluster.splitRegion(border);
    const { region } = await queries.getRegion(border, patience());
    expect(toHex(region!.startKey)).toBe(toHex(border));
    expect((await queries.getRegionById(region!.id, patience())).region?.id).toBe(region!.id);
    expect(toHex((await queries.getPrevRegion(border, patience())).region!.endKey)).toBe(toHex(border));
    expect((await queries.getRegionById(999_999n, patience())).region).toBeUndefined();
    const none = new Uint8Array(0);
    const seen: bigint[] = [];
    for await (const one of queries.regionsIn({ start: none, end: none }, patience()))
      seen.push(one.region!.id);
    expect(seen).toEqual(cluster.regions.map(({ id }) => id));
    const stores = await queries.getAllStores(patience());
    expect(stores.map(({ address }) => address).sort()).toEqual([...cluster.storeAddresses].sort());
    expect(await queries.getStore(999_999n, patience())).toBeNull();
  });

  test('splits and scatters regions when asked', async () => {
    const queries = new RegionQueries(pd);
    const before = cluster.regions.length;
    await queries.splitRegions([encodeMemcomparable(bytes('q'))], patience());
    expect(cluster.regions).toHaveLength(before + 1);
    await queries.scatterRegions([cluster.regions[0]!.id], patience());
  });

  test('moves the safe point ahead only, and not past who holds it', async () => {
    const points = new SafePoints(pd);
    const now = await client.timestamp();
    expect(await points.hold('test', now, 100n, patience())).toBeLessThanOrEqual(now);
    const first = await points.advance(now - 10n, patience());
    expect(first).toBe(now - 10n);
    expect(await points.advance(5n, patience())).toBe(first);
    expect(await points.get(patience())).toBe(first);
    expect(await points.forReads(patience())).toBeGreaterThanOrEqual(first);
    await points.hold('test', now, 0n, patience());
  });

  test('may be away for a while', async () => {
    await client.timestamp();
    await cluster.stopPd();
    const during = client.timestamp();
    await expect(client.timestamp({ timeoutMs: 300 })).rejects.toMatchObject({
      code: 'TIKV_DEADLINE_EXCEEDED',
    });
    await cluster.startPd();
    const start = performance.now();
    const after = await client.timestamp();
    expect(after).not.toBe(await during);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('timestamps', () => {
  test('survive a cut stream, a lost answer and a jump, always ahead', async () => {
    let last = await client.timestamp();
    const next = async (): Promise<void> => {
      const all = await Promise.all(Array.from({ length: 10 }, () => client.timestamp()));
      for (const ts of all.sort((a, b) => (a < b ? -1 : 1))) {
        expect(ts).toBeGreaterThan(last);
        last = ts;
      }
    };
    for (const action of [{ stream: 'cut' }, { close: 'rst' }, { drop: 'reply' }] as const) {
      const id = cluster.faults.add({ on: { rpc: 'pd.Tso' }, do: action });
      await next();
      expect(cluster.faults.hits(id)).toBe(1);
    }
    const before = physicalMs(last);
    cluster.advanceTimestamps(60_000);
    await next();
    expect(physicalMs(last) - before).toBeGreaterThanOrEqual(60_000);
  });
});
