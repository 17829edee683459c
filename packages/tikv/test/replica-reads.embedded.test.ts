import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeMessage, encodeMessage, kvrpcpb, pdpb } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import { InvalidArgumentError, TikvClient } from '../src/index';
import { systemClock } from '../src/retry/clock';
import { GrpcTransport } from '../src/rpc/grpc-transport';
import { RPC_STATUS, RpcError, type StreamHandlers, type Transport } from '../src/rpc/transport';
import { bytes, text } from './support';

let cluster: EmbeddedCluster;
beforeAll(async () => {
  cluster = await EmbeddedCluster.start({ stores: 3 });
  cluster.transferLeader(bytes('k'), cluster.storeIds[0]!);
  const client = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
  await client.raw.put(bytes('k'), bytes('v'));
  await client.close();
});
afterAll(() => cluster.stop());
afterEach(() => cluster.faults.clear());

interface Asked {
  readonly store: bigint;
  readonly context: kvrpcpb.Context;
}

/** The requests of one method as they arrive, with the store that they went to. */
function record(rpc: string): Asked[] {
  const asked: Asked[] = [];
  cluster.faults.add({
    on: { rpc },
    do: {
      call: ({ request }) => {
        const { context } = request as { context: kvrpcpb.Context };
        asked.push({ store: context.peer!.storeId, context });
      },
    },
    times: 'inf',
  });
  return asked;
}

/** The network as this client sees it, with each store in a zone of its own: `zone-0`, `zone-1`, ... */
class World implements Transport {
  readonly #inner = new GrpcTransport(systemClock);
  readonly #streams: { readonly address: string; readonly handlers: StreamHandlers }[] = [];
  /** Addresses that cannot be reached, save by way of others. */
  readonly unreachable = new Set<string>();
  /** What each store says of itself on the stream, by address. */
  readonly slowScores = new Map<string, number>();
  /** Where what was to be passed on went. */
  readonly forwarded: string[] = [];

  async unary(...[address, path, request, options]: Parameters<Transport['unary']>): Promise<Uint8Array> {
    const forwardTo = options.metadata?.['tikv-forwarded-host'];
    if (forwardTo !== undefined) this.forwarded.push(`${address} -> ${forwardTo}`);
    if (this.unreachable.has(address))
      throw new RpcError(RPC_STATUS.unavailable, address, path, 'out of reach');
    const answer = await this.#inner.unary(forwardTo ?? address, path, request, options);
    return path === pdpb.PDService.getStore.path ? this.#withLabels(answer) : answer;
  }

  stream(...[address, path, handlers, metadata]: Parameters<Transport['stream']>) {
    const forwardTo = metadata?.['tikv-forwarded-host'];
    if (forwardTo !== undefined) this.forwarded.push(`${address} -> ${forwardTo}`);
    if (this.unreachable.has(address)) {
      const lost = new RpcError(RPC_STATUS.unavailable, address, path, 'out of reach');
      queueMicrotask(() => handlers.onEnd(lost));
      return { write: () => true, whenWritable: () => undefined, cancel: () => undefined };
    }
    this.#streams.push({ address, handlers });
    const told: StreamHandlers = {
      onMessage: (message) => handlers.onMessage(this.#withFeedback(address, message)),
      onEnd: (error) => handlers.onEnd(error),
    };
    return this.#inner.stream(forwardTo ?? address, path, path.endsWith('/BatchCommands') ? told : handlers);
  }

  /** Takes an address out of reach, and what is under way to it. */
  cutOff(address: string): void {
    this.unreachable.add(address);
    const lost = new RpcError(RPC_STATUS.unavailable, address, '', 'out of reach');
    for (const stream of this.#streams) if (stream.address === address) stream.handlers.onEnd(lost);
  }

  disconnect(address: string): void {
    this.#inner.disconnect(address);
  }

  close(): void {
    this.#inner.close();
  }

  #withLabels(answer: Uint8Array): Uint8Array {
    const message = decodeMessage(pdpb.GetStoreResponse, answer);
    const zone = `zone-${cluster.storeIds.indexOf(message.store!.id)}`;
    const store = { ...message.store!, labels: [{ key: 'zone', value: zone }] };
    return encodeMessage(pdpb.GetStoreResponse, { ...message, store });
  }

  /** One more field at the end of the message. */
  #withFeedback(address: string, message: Uint8Array): Uint8Array {
    const slowScore = this.slowScores.get(address);
    if (slowScore === undefined) return message;
    const feedback = encodeMessage(kvrpcpb.HealthFeedback, { storeId: 1n, feedbackSeqNo: 1n, slowScore });
    return Buffer.concat([message, Uint8Array.of(34, feedback.length), feedback]);
  }
}

async function connected(
  world: World,
  options: { locality?: Record<string, string>; forwarding?: boolean } = {},
) {
  return TikvClient.connect({ endpoints: cluster.pdEndpoints, transport: world, ...options });
}

const idsOf = (asked: readonly Asked[]): Set<bigint> => new Set(asked.map(({ store }) => store));

describe('a read', () => {
  test('of followers never goes to the leader while one of them serves', async () => {
    const client = await connected(new World());
    const asked = record('RawGet');
    for (let i = 0; i < 30; i++)
      expect(text(await client.raw.get(bytes('k'), { replicaRead: 'follower' }))).toBe('v');
    expect(idsOf(asked)).toEqual(new Set(cluster.storeIds.slice(1)));
    expect(asked.every(({ context }) => context.replicaRead && !context.staleRead)).toBe(true);
    await client.close();
  });

  test('of any replica is spread over all, the leader asked in the common way', async () => {
    const client = await connected(new World());
    const asked = record('RawScan');
    for (let i = 0; i < 40; i++)
      for await (const pair of client.raw.scan(
        { start: bytes('k'), end: bytes('l') },
        { replicaRead: 'mixed' },
      ))
        expect(text(pair.value)).toBe('v');
    expect(idsOf(asked)).toEqual(new Set(cluster.storeIds));
    for (const { store, context } of asked) expect(context.replicaRead).toBe(store !== cluster.storeIds[0]);
    await client.close();
  });

  test.each([0, 1, 2])('of the closest replica goes to the store of zone %d', async (zone) => {
    const client = await connected(new World(), { locality: { zone: `zone-${zone}` } });
    const asked = record('RawBatchGet');
    for (let i = 0; i < 10; i++) await client.raw.batchGet([bytes('k')], { replicaRead: 'closest' });
    expect(idsOf(asked)).toEqual(new Set([cluster.storeIds[zone]]));
    await client.close();
  });

  test('with no word about replicas goes to the leader', async () => {
    const client = await connected(new World(), { locality: { zone: 'zone-2' } });
    const asked = record('RawGet');
    await client.raw.get(bytes('k'));
    await client.raw.get(bytes('k'), { replicaRead: 'leader' });
    expect(idsOf(asked)).toEqual(new Set([cluster.storeIds[0]]));
    await client.close();
  });

  test('of a kind that does not exist is refused', async () => {
    const client = await connected(new World());
    const read = client.raw.get(bytes('k'), { replicaRead: 'nearest' as 'closest' });
    await expect(read).rejects.toBeInstanceOf(InvalidArgumentError);
    await client.close();
  });
});

describe('a replica that does not serve', () => {
  test.each([
    'ServerIsBusy',
    'NotLeader',
    'RegionNotFound',
    'ReadIndexNotReady',
    'RegionNotInitialized',
    'FlashbackInProgress',
    'DataIsNotReady',
    'RecoveryInProgress',
    'StaleCommand',
  ] as const)('and answers %s is left for another one without a wait', async (regionError) => {
    const client = await connected(new World());
    await client.raw.get(bytes('k'));
    const asked = record('RawGet');
    for (const store of cluster.storeIds.slice(1))
      cluster.faults.add({ on: { rpc: 'RawGet', store }, do: { regionError }, times: 'inf' });
    const start = performance.now();
    expect(text(await client.raw.get(bytes('k'), { replicaRead: 'follower' }))).toBe('v');
    expect(performance.now() - start).toBeLessThan(500);
    expect(asked.map(({ store }) => store).at(-1)).toBe(cluster.storeIds[0]);
    expect(idsOf(asked)).toEqual(new Set(cluster.storeIds));
    await client.close();
  });

  test('because it was split is asked again by its new shape', async () => {
    const client = await connected(new World());
    await client.raw.get(bytes('split/b'));
    cluster.splitRegion(bytes('split/a'));
    const asked = record('RawGet');
    await client.raw.get(bytes('split/b'), { replicaRead: 'follower' });
    expect(asked.at(-1)!.context.replicaRead).toBe(true);
    expect(asked.length).toBe(2);
    await client.close();
  });

  test('because it is out of reach is left for the others, now and later', async () => {
    const world = new World();
    const client = await connected(world);
    world.cutOff(cluster.storeAddresses[1]!);
    for (let i = 0; i < 10; i++) await client.raw.get(bytes('k'), { replicaRead: 'follower' });
    const asked = record('RawGet');
    for (let i = 0; i < 20; i++) await client.raw.get(bytes('k'), { replicaRead: 'follower' });
    expect(idsOf(asked)).toEqual(new Set([cluster.storeIds[2]]));
    await client.close();
  });

  test('quickly, as it says itself, is avoided until it says otherwise', async () => {
    const world = new World();
    const client = await connected(world);
    world.slowScores.set(cluster.storeAddresses[2]!, 90);
    for (let i = 0; i < 20; i++) await client.raw.get(bytes('k'), { replicaRead: 'mixed' });
    const asked = record('RawGet');
    for (let i = 0; i < 30; i++) await client.raw.get(bytes('k'), { replicaRead: 'mixed' });
    expect(idsOf(asked)).toEqual(new Set(cluster.storeIds.slice(0, 2)));
    world.slowScores.set(cluster.storeAddresses[2]!, 1);
    // The leader of some other region there lets the store speak.
    cluster.splitRegion(bytes('z'));
    cluster.transferLeader(bytes('z'), cluster.storeIds[2]!);
    await client.raw.get(bytes('z'));
    for (let i = 0; i < 30; i++) await client.raw.get(bytes('k'), { replicaRead: 'mixed' });
    expect(idsOf(asked)).toEqual(new Set(cluster.storeIds));
    await client.close();
  });
});

describe('a leader that is out of reach from here', () => {
  test('is asked by way of another store where that is wanted, and straight again when it is back', async () => {
    const world = new World();
    const client = await connected(world, { forwarding: true });
    const [leader] = cluster.storeAddresses;
    await client.raw.get(bytes('k'));
    world.cutOff(leader!);
    const asked = record('RawPut');
    await client.raw.put(bytes('k'), bytes('v'));
    expect(world.forwarded.length).toBeGreaterThan(0);
    expect(world.forwarded.every((way) => way.endsWith(`-> ${leader}`) && !way.startsWith(leader!))).toBe(
      true,
    );
    expect(idsOf(asked)).toEqual(new Set([cluster.storeIds[0]]));
    await client.raw.compareAndSwap(bytes('swapped'), null, bytes('v'));
    world.unreachable.delete(leader!);
    world.forwarded.length = 0;
    const deadline = performance.now() + 10_000;
    for (;;) {
      world.forwarded.length = 0;
      await client.raw.compareAndSwap(bytes('swapped'), bytes('v'), bytes('v'));
      if (world.forwarded.length === 0 || performance.now() > deadline) break;
    }
    expect(world.forwarded).toEqual([]);
    await client.close();
  });
});

describe('a stale read', () => {
  const key = bytes('past');
  let ts: bigint;
  beforeAll(async () => {
    // The borders that raw keys have made are none of transactional ones.
    await cluster.stop();
    cluster = await EmbeddedCluster.start({ stores: 3 });
    cluster.transferLeader(key, cluster.storeIds[0]!);
    const client = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
    await client.transaction(async (txn) => txn.put(key, bytes('then')));
    ts = await client.timestamp();
    await client.transaction(async (txn) => txn.put(key, bytes('now')));
    await client.close();
  });

  test('is answered by the nearest store from what it has, at its own timestamp', async () => {
    const client = await connected(new World(), { locality: { zone: 'zone-1' } });
    const asked = record('KvGet');
    expect(text(await client.snapshot(ts).get(key, { staleRead: true }))).toBe('then');
    expect(asked.map(({ store, context }) => [store, context.staleRead, context.replicaRead])).toEqual([
      [cluster.storeIds[1], true, false],
    ]);
    await client.close();
  });

  test('is left to the leader at once where the replica has not come so far', async () => {
    const client = await connected(new World(), { locality: { zone: 'zone-1' } });
    const asked = record('KvBatchGet');
    cluster.faults.add({
      on: { rpc: 'KvBatchGet', store: cluster.storeIds[1]! },
      do: { regionError: 'DataIsNotReady' },
    });
    const start = performance.now();
    expect((await client.snapshot(ts).batchGet([key], { staleRead: true })).map(text)).toEqual(['then']);
    expect(performance.now() - start).toBeLessThan(500);
    expect(asked.map(({ store, context }) => [store, context.staleRead])).toEqual([
      [cluster.storeIds[1], true],
      [cluster.storeIds[0], false],
    ]);
    await client.close();
  });

  test('of the newest value is refused, for it would be anything', async () => {
    const client = await connected(new World());
    await expect(client.getLatest(key, { staleRead: true })).rejects.toBeInstanceOf(InvalidArgumentError);
    await client.close();
  });
});
