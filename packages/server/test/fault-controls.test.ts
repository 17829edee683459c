/** What can be done to whole machines: power, network, PD's members and its view, and the weather of soak runs. */

import { once } from 'node:events';
import * as http2 from 'node:http2';
import * as net from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { encodeMemcomparable, kvrpcpb, pdpb, tikvpb } from '@tito/protocol';
import { EmbeddedCluster, type EmbeddedClusterOptions } from '@tito/server';
import { WireClient, bytes } from './wire-client';

const tikv = tikvpb.TikvService;
const pd = pdpb.PDService;

let cluster: EmbeddedCluster;
let client: WireClient;

async function start(options: EmbeddedClusterOptions = {}): Promise<void> {
  cluster = await EmbeddedCluster.start({ seed: 7, ...options });
  client = new WireClient(cluster);
}
afterEach(async () => {
  client.close();
  await cluster.stop();
});

async function lock(key: string): Promise<kvrpcpb.PessimisticLockResponse> {
  const startVersion = await client.timestamp();
  return client.kv(tikv.kvPessimisticLock, key, {
    mutations: [{ op: kvrpcpb.Op.PessimisticLock, key: bytes(key) }],
    primaryLock: bytes(key),
    startVersion,
    forUpdateTs: startVersion,
    lockTtl: 20_000n,
    waitTimeout: -1n,
  });
}

/** Where a region is, by what PD says. */
async function regionOf(key: string): Promise<pdpb.GetRegionResponse> {
  return client.pd(pd.getRegion, { regionKey: encodeMemcomparable(bytes(key)) });
}

describe('a store', () => {
  test('that loses power comes back without the pessimistic locks of its memory, but with every other', async () => {
    await start();
    expect((await lock('a')).errors).toEqual([]);
    const startVersion = await client.timestamp();
    await client.kv(tikv.kvPrewrite, 'b', {
      mutations: [{ op: kvrpcpb.Op.Put, key: bytes('b'), value: bytes('v') }],
      primaryLock: bytes('b'),
      startVersion,
      lockTtl: 20_000n,
    });
    expect((await lock('a')).errors).toHaveLength(1);
    await cluster.crashStore(cluster.storeIds[0]!);
    client.close();
    client = new WireClient(cluster);
    expect((await lock('a')).errors).toEqual([]);
    expect((await lock('b')).errors).toHaveLength(1);
  });

  test('wakes those who wait for a pessimistic lock that is lost', async () => {
    await start();
    await lock('a');
    const startVersion = await client.timestamp();
    const waiting = client.kv(tikv.kvPessimisticLock, 'a', {
      mutations: [{ op: kvrpcpb.Op.PessimisticLock, key: bytes('a') }],
      primaryLock: bytes('a'),
      startVersion,
      forUpdateTs: startVersion,
      lockTtl: 20_000n,
      waitTimeout: 4000n,
    });
    // Answered after it, on the same connection: the other one is there by now.
    await client.read('z');
    expect(cluster.losePessimisticLocks(encodeMemcomparable(bytes('a')))).toBe(1);
    const at = performance.now();
    await waiting;
    expect(performance.now() - at).toBeLessThan(2000);
  });

  test('that is out of power when the cluster stops does not come back', async () => {
    await start();
    const crashed = cluster.crashStore(cluster.storeIds[0]!, { forMs: 100 });
    const address = cluster.storeAddresses[0]!;
    await cluster.stop();
    await crashed;
    const [host, port] = address.split(':') as [string, string];
    const socket = net.connect(Number(port), host);
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  });

  test('of a rule loses power in the middle of a request, and PD as well', async () => {
    await start({ stores: 2 });
    await client.write({ a: '1' });
    cluster.faults.add({ id: 'store', on: { rpc: 'KvGet' }, do: { crash: true } });
    cluster.faults.add({ id: 'pd', on: { rpc: 'pd.GetAllStores' }, do: { crash: true } });
    await expect(client.read('a')).rejects.toMatchObject({ code: 14 });
    await expect(client.pd(pd.getAllStores, {})).rejects.toMatchObject({ code: 14 });
    client.close();
    client = new WireClient(cluster);
    const until = performance.now() + 5000;
    let value: string | null = null;
    while (value === null && performance.now() < until) value = await client.read('a').catch(() => null);
    expect(value).toBe('1');
  });

  test('that is paused answers late what was sent meanwhile, and on new connections too', async () => {
    await start({ wireFaults: true });
    await client.write({ a: '1' });
    const [storeId] = cluster.storeIds;
    const { address, context } = await client.route(bytes('a'));
    cluster.pauseStore(storeId!);
    const request = { context, key: bytes('a'), version: await client.timestamp() };
    await expect(client.unary(address, tikv.kvGet, request, 200)).rejects.toMatchObject({ code: 4 });
    const late = client.unary(address, tikv.kvGet, request, 5000);
    const other = new WireClient(cluster);
    const lateToo = other.unary(address, tikv.kvGet, request, 5000);
    await expect(other.unary(address, tikv.kvGet, request, 100)).rejects.toBeDefined();
    cluster.resumeStore(storeId!);
    expect((await late).notFound).toBe(false);
    expect((await lateToo).notFound).toBe(false);
    other.close();
  });

  test('that abandons its connections serves new ones only', async () => {
    await start({ wireFaults: true });
    await client.write({ a: '1' });
    const { address, context } = await client.route(bytes('a'));
    cluster.abandonConnections(cluster.storeIds[0]!);
    const request = { context, key: bytes('a'), version: await client.timestamp() };
    await expect(client.unary(address, tikv.kvGet, request, 200)).rejects.toMatchObject({ code: 4 });
    const other = new WireClient(cluster);
    expect((await other.unary(address, tikv.kvGet, request)).notFound).toBe(false);
    other.close();
  });

  test('sends GOAWAY and serves on', async () => {
    await start();
    const { port, hostname } = new URL(`http://${cluster.storeAddresses[0]!}`);
    const session = http2.connect(`http://${hostname}:${port}`);
    await once(session, 'remoteSettings');
    const gone = once(session, 'goaway');
    cluster.sendGoAway(cluster.storeIds[0]!);
    const [code] = (await gone) as [number];
    expect(code).toBe(0);
    session.destroy();
    await client.write({ a: '1' });
    expect(await client.read('a')).toBe('1');
  });

  test('takes what is meant for another and passes it on', async () => {
    await start({ stores: 2 });
    await client.write({ a: '1' });
    const { address, context } = await client.route(bytes('a'));
    const other = cluster.storeAddresses.find((one) => one !== address)!;
    const request = { context, key: bytes('a'), version: await client.timestamp() };
    const direct = await client.unary(other, tikv.kvGet, request);
    expect(direct.regionError?.storeNotMatch).toBeDefined();
    const forwarded = await client.unary(other, tikv.kvGet, request, 5000, {
      'tikv-forwarded-host': address,
    });
    expect(forwarded.regionError).toBeUndefined();
    expect(forwarded.notFound).toBe(false);
  });

  test('cannot be paused in a cluster without a relay, which says so', async () => {
    await start();
    expect(() => cluster.pauseStore(cluster.storeIds[0]!)).toThrow(
      expect.objectContaining({ code: 'PROTOCOL_INVALID_ARGUMENT' }),
    );
  });
});

describe('the peers of a region', () => {
  test('come and go, a leader with its office, and the epoch tells', async () => {
    await start({ stores: 3 });
    const key = encodeMemcomparable(bytes('a'));
    const [first, second, third] = cluster.storeIds;
    const before = cluster.regions[0]!;
    expect(before.storeIds).toEqual([first, second, third]);
    expect(cluster.removePeer(key, first!)).toBe(true);
    const after = cluster.regions[0]!;
    expect(after).toMatchObject({ storeIds: [second, third], leaderStoreId: second });
    expect(after.confVer).toBe(before.confVer + 1n);
    expect(cluster.removePeer(key, first!)).toBe(false);
    expect(cluster.addPeer(key, first!)).toBe(true);
    expect(cluster.addPeer(key, first!)).toBe(false);
    expect(cluster.regions[0]).toMatchObject({
      storeIds: [second, third, first],
      confVer: before.confVer + 2n,
    });
  });
});

describe('PD', () => {
  test('moves its leader: the others say who they are not, and pass nothing on unless they are asked', async () => {
    await start({ pdMembers: 3 });
    const [first, second] = cluster.pdEndpoints;
    const header = await client.header();
    const ask = (address: string, metadata = {}): Promise<pdpb.GetMinTSResponse> =>
      client.unary(address, pd.getMinTs, { header }, 2000, metadata);
    const before = (await ask(first!)).timestamp!.physical;
    await expect(ask(second!)).rejects.toMatchObject({ code: 14, details: 'not leader' });
    await cluster.pd.transferLeader(1);
    await expect(ask(first!)).rejects.toMatchObject({ code: 14, details: 'not leader' });
    expect((await ask(second!)).timestamp!.physical).toBeGreaterThanOrEqual(before);
    const forwarded = await ask(first!, { 'pd-forwarded-host': `http://${second!}` });
    expect(forwarded.timestamp).toBeDefined();
    const members = await client.unary(first!, pd.getMembers, {});
    expect(members.members.map((member) => member.clientUrls[0])).toEqual(
      cluster.pdEndpoints.map((endpoint) => `http://${endpoint}`),
    );
    expect(members.leader!.name).toBe('pd-1');
  });

  test('has no leader for a while between two', async () => {
    await start({ pdMembers: 2 });
    const header = await client.header();
    const moved = cluster.pd.transferLeader(1, { gapMs: 150 });
    expect(cluster.pd.leader).toBeNull();
    for (const endpoint of cluster.pdEndpoints)
      await expect(client.unary(endpoint, pd.getMinTs, { header })).rejects.toMatchObject({ code: 14 });
    expect((await client.unary(cluster.pdEndpoints[0]!, pd.getMembers, {})).leader).toBeUndefined();
    await moved;
    expect((await client.unary(cluster.pdEndpoints[1]!, pd.getMinTs, { header })).timestamp).toBeDefined();
  });

  test('that does not hear of changes tells how regions were', async () => {
    await start({ stores: 2 });
    cluster.pd.holdView();
    const before = await regionOf('a');
    cluster.splitRegion(encodeMemcomparable(bytes('m')));
    cluster.transferLeader(encodeMemcomparable(bytes('a')), cluster.storeIds[1]!);
    expect(await regionOf('a')).toEqual(before);
    const { context } = await client.route(bytes('a'));
    expect(context.regionEpoch?.version).toBe(1n);
    cluster.pd.releaseView();
    const after = await regionOf('a');
    expect(after.region!.regionEpoch!.version).toBe(2n);
    expect(after.leader!.storeId).toBe(cluster.storeIds[1]);
  });

  test('gives no timestamps while they stall, and all of them afterwards', async () => {
    await start();
    await client.header();
    let isOver = false;
    const stalled = cluster.pd.stallTimestamps(150).then(() => (isOver = true));
    const first = client.timestamp().then((ts) => [ts, isOver] as const);
    const [ts, cameLate] = await first;
    await stalled;
    expect(cameLate).toBe(true);
    cluster.advanceTimestamps(60_000);
    expect(((await client.timestamp()) >> 18n) - (ts >> 18n)).toBeGreaterThanOrEqual(60_000n);
  });
});

describe('answers', () => {
  async function rawGet(): Promise<kvrpcpb.RawGetResponse> {
    return client.kv(tikv.rawGet, 'k', { key: bytes('k') });
  }

  test.each<['bytes' | 'truncate', number]>([
    ['truncate', 3],
    ['bytes', 1],
  ])('whose bytes are damaged (%s) are no longer what they were', async (corrupt, count) => {
    await start();
    await client.kv(tikv.rawPut, 'k', { key: bytes('k'), value: bytes('value') });
    cluster.faults.add({ on: { rpc: 'RawGet' }, at: 'reply', do: { corrupt, bytes: count } });
    const damaged = await rawGet().catch((error: unknown) => error);
    expect(damaged).not.toEqual(await rawGet());
  });

  test('can be larger than a client takes, on a shared stream as well', async () => {
    await start();
    await client.kv(tikv.rawPut, 'k', { key: bytes('k'), value: bytes('value') });
    cluster.faults.add({
      on: { rpc: 'RawGet' },
      at: 'reply',
      times: 'inf',
      do: { corrupt: 'oversize', bytes: 5 * 1024 * 1024 },
    });
    await expect(rawGet()).rejects.toMatchObject({ code: 8 });
    const { address, context } = await client.route(bytes('k'));
    const stream = client.stream(address, tikv.batchCommands);
    stream.write({ requests: [{ rawGet: { context, key: bytes('k') } }], requestIds: [1n] } as never);
    const [error] = (await once(stream, 'error')) as [{ code: number }];
    expect(error.code).toBe(8);
  });

  test('can be replaced by any other', async () => {
    await start();
    cluster.faults.add({
      on: { rpc: 'RawGet' },
      at: 'reply',
      do: {
        answer: (response: kvrpcpb.RawGetResponse) => ({ ...response, notFound: false, value: bytes('lie') }),
      },
    });
    expect(Buffer.from((await rawGet()).value).toString()).toBe('lie');
    expect((await rawGet()).notFound).toBe(true);
  });

  test('are held back on a stream that stalls, and come when it flows again', async () => {
    await start();
    const { address, context } = await client.route(bytes('k'));
    const stream = client.stream(address, tikv.batchCommands);
    cluster.faults.add({ id: 'stall', on: { rpc: 'RawGet' }, do: { stream: 'stall', for: 100 } });
    const answered = once(stream, 'data');
    stream.write({ requests: [{ rawGet: { context, key: bytes('k') } }], requestIds: [1n] } as never);
    await cluster.faults.hit('stall');
    const at = performance.now();
    await answered;
    expect(performance.now() - at).toBeGreaterThan(50);
    stream.end();
    stream.resume();
    await once(stream, 'end');
  });

  test.each(['fin', 'rst'] as const)('are lost with a connection that ends (%s)', async (close) => {
    await start();
    cluster.faults.add({ on: { rpc: 'RawGet' }, do: { close } });
    await expect(rawGet()).rejects.toMatchObject({ code: 14 });
    expect((await rawGet()).notFound).toBe(true);
  });

  test('cannot be changed before there are any', async () => {
    await start();
    expect(() => cluster.faults.add({ on: { rpc: '*' }, do: { corrupt: 'bytes' } })).toThrow(
      expect.objectContaining({ code: 'PROTOCOL_INVALID_ARGUMENT' }),
    );
  });
});

describe('a gate', () => {
  test('holds a raw write that is decided: nobody sees it, and a second one waits', async () => {
    await start();
    const put = (value: string): Promise<kvrpcpb.RawPutResponse> =>
      client.kv(tikv.rawPut, 'k', { key: bytes('k'), value: bytes(value) });
    const gate = cluster.faults.gate({ rpc: 'RawPut' }, 'beforeApply');
    const first = put('first');
    await gate.arrived;
    expect((await client.kv(tikv.rawGet, 'k', { key: bytes('k') })).notFound).toBe(true);
    cluster.faults.add({ id: 'swap', on: { rpc: 'RawCompareAndSwap' }, do: { call: () => undefined } });
    const swapped = client.kv(tikv.rawCompareAndSwap, 'k', {
      key: bytes('k'),
      value: bytes('second'),
      previousValue: bytes('first'),
    });
    await cluster.faults.hit('swap');
    gate.open();
    await first;
    expect((await swapped).succeed).toBe(true);
  });
});

describe('a request with a limit on its time', () => {
  test.each(['recv', 'beforeApply'] as const)(
    'gives up when it waited longer (%s), and changes nothing',
    async (at) => {
      await start();
      cluster.faults.add({ on: { rpc: 'RawPut' }, at, do: { delay: 60 } });
      const { address, context } = await client.route(bytes('k'));
      const put = { key: bytes('k'), value: bytes('v') };
      const hurried = { ...put, context: { ...context, maxExecutionDurationMs: 20n } };
      const refused = await client.unary(address, tikv.rawPut, hurried);
      expect(refused.regionError!.serverIsBusy!.reason).toBe('deadline is exceeded');
      expect((await client.kv(tikv.rawGet, 'k', { key: bytes('k') })).notFound).toBe(true);
      expect((await client.unary(address, tikv.rawPut, hurried)).regionError).toBeUndefined();
    },
  );
});

describe('the weather of soak runs', () => {
  test('is the same for the same seed', async () => {
    const run = async (seed: number): Promise<string[]> => {
      await start({ seed });
      const { address, context } = await client.route(bytes('k'));
      cluster.faults.buggify({ p: 0.3 });
      for (let i = 0; i < 40; i++)
        await client.unary(address, tikv.rawGet, { context, key: bytes('k') }).catch(() => undefined);
      const trace = cluster.faults.trace.map(({ rule, rpc }) => `${rule} ${rpc}`);
      client.close();
      await cluster.stop();
      return trace;
    };
    const first = await run(11);
    expect(first.length).toBeGreaterThan(10);
    expect(await run(11)).toEqual(first);
    expect(await run(12)).not.toEqual(first);
    await start();
  });
});
