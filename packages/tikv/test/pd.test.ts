import { afterEach, describe, expect, test } from '@jest/globals';
import { decodeMessage, encodeMessage, pdpb } from '@tito/protocol';
import { createBackoffer, type ClientContext } from '../src/context';
import { RequestCounters } from '../src/counters';
import { PdClient } from '../src/pd/pd-client';
import { RegionQueries } from '../src/pd/region-queries';
import { TimestampOracle } from '../src/pd/timestamp-oracle';
import { type Clock, systemClock } from '../src/retry/clock';
import { StoreChannels } from '../src/rpc/store-channels';
import { RPC_STATUS, RpcError, type StreamHandlers, type Transport } from '../src/rpc/transport';
import { bytes, until } from './support';

const { getClusterInfo, getMembers, getRegion, tso } = pdpb.PDService;

/** Delays pass a hundred times as fast. */
const fastClock: Clock = {
  now: () => performance.now() * 100,
  schedule: (delayMs, callback, background) => systemClock.schedule(delayMs / 100, callback, background),
};

interface Call {
  readonly address: string;
  readonly path: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Two members of a placement driver and the network between them and the client. */
class Members {
  leader = 'a:1';
  clusterId = 77n;
  /** Members that cannot be reached. */
  readonly unreachable = new Set<string>();
  readonly calls: Call[] = [];
  readonly disconnected: string[] = [];
  readonly streams: {
    address: string;
    metadata: Readonly<Record<string, string>>;
    handlers: StreamHandlers;
    counts: number[];
  }[] = [];
  /** How a question for timestamps is answered; by default one millisecond later each. */
  onTso: (stream: Members['streams'][number], count: number) => void = (stream, count) =>
    this.give(stream, count, (this.physical += 1n), count);
  physical = 1000n;
  /** Null: the members are too old to know of modes. */
  serviceModes: pdpb.ServiceMode[] | null = [pdpb.ServiceMode.PD_SVC_MODE];

  give(stream: Members['streams'][number], count: number, physical: bigint, logical: number): void {
    const timestamp = { physical, logical: BigInt(logical) };
    const header = { clusterId: this.clusterId };
    queueMicrotask(() =>
      stream.handlers.onMessage(encodeMessage(tso.response, { header, count, timestamp })),
    );
  }

  readonly transport: Transport = {
    unary: async (address, path, _, { metadata = {} }) => {
      await Promise.resolve();
      this.calls.push({ address, path, metadata });
      const fail = (text: string): never => {
        throw new RpcError(RPC_STATUS.unavailable, address, path, text);
      };
      if (this.unreachable.has(address)) return fail('no connection');
      const header = { clusterId: this.clusterId };
      if (path === getMembers.path) {
        const members = ['a:1', 'b:2'].map((one) => ({ clientUrls: [`http://${one}`] }));
        const leader = { clientUrls: [`http://${this.leader}`] };
        return encodeMessage(getMembers.response, { header, members, leader });
      }
      const forwarded = metadata['pd-forwarded-host'];
      if (address !== this.leader && forwarded !== `http://${this.leader}`) return fail('not leader');
      if (path === getClusterInfo.path) {
        if (this.serviceModes === null)
          throw new RpcError(RPC_STATUS.unimplemented, address, path, 'unknown method');
        return encodeMessage(getClusterInfo.response, { header, serviceModes: this.serviceModes });
      }
      return encodeMessage(getRegion.response, { header, region: { id: 5n } });
    },
    stream: (address, path, handlers, metadata = {}) => {
      const stream = { address, metadata, handlers, counts: [] as number[] };
      this.streams.push(stream);
      const lost = (text: string): void =>
        queueMicrotask(() => handlers.onEnd(new RpcError(RPC_STATUS.unknown, address, path, text)));
      if (this.unreachable.has(address)) lost('no connection');
      return {
        write: (message) => {
          const { count } = decodeMessage(tso.request, message);
          stream.counts.push(count);
          const forwarded = metadata['pd-forwarded-host'];
          if (this.unreachable.has(address)) return true;
          if (address !== this.leader && forwarded !== `http://${this.leader}`)
            lost('[PD:tso] is not leader');
          else this.onTso(stream, count);
          return true;
        },
        whenWritable: () => undefined,
        cancel: () => undefined,
      };
    },
    disconnect: (address) => void this.disconnected.push(address),
    close: () => undefined,
  };
}

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

async function connected(endpoints = ['a:1', 'b:2'], members = new Members()) {
  const { transport } = members;
  const context: ClientContext = {
    transport,
    clock: fastClock,
    random: () => 0.5,
    counters: new RequestCounters(),
    stores: new StoreChannels({ transport, clock: fastClock, batch: true }),
  };
  const pd = await PdClient.connect(context, { endpoints, connectTimeoutMs: 3000 });
  const oracle = new TimestampOracle(context, pd);
  opened.push(pd, oracle);
  const patience = (timeoutMs?: number) => createBackoffer(context, 15_000, { timeoutMs });
  return { members, pd, oracle, patience, queries: new RegionQueries(pd), context };
}

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'it did not fail',
    (error: unknown) => error,
  );

describe('the placement driver', () => {
  test('is followed when its leader changes', async () => {
    const { members, queries, pd, patience } = await connected();
    expect((await queries.getRegion(bytes('k'), patience())).region?.id).toBe(5n);
    members.leader = 'b:2';
    expect((await queries.getRegion(bytes('k'), patience())).region?.id).toBe(5n);
    expect(pd.leader).toBe('b:2');
  });

  test('is found again through members that nobody named at connect', async () => {
    const { members, queries, patience } = await connected(['a:1']);
    members.leader = 'b:2';
    members.unreachable.add('a:1');
    expect((await queries.getRegion(bytes('k'), patience())).region?.id).toBe(5n);
  });

  test('is called through another member when the leader itself cannot be reached', async () => {
    const { members, queries, patience } = await connected();
    members.unreachable.add('a:1');
    expect((await queries.getRegion(bytes('k'), patience())).region?.id).toBe(5n);
    expect(members.calls.at(-1)).toMatchObject({
      address: 'b:2',
      metadata: { 'pd-forwarded-host': 'http://a:1' },
    });
  });

  test('that is gone is given up when patience ends, with the reason', async () => {
    const { members, queries, patience } = await connected();
    members.unreachable.add('a:1').add('b:2');
    const error = await failureOf(queries.getRegion(bytes('k'), patience()));
    expect(error).toMatchObject({ code: 'TIKV_REGION_UNAVAILABLE', details: { reason: 'pdRPC' } });
    expect((error as { cause?: unknown }).cause).toBeInstanceOf(RpcError);
  });

  test('of another cluster is refused', async () => {
    const { members, queries, patience } = await connected();
    const { unary } = members.transport;
    members.transport.unary = (address, path, request, options) => {
      if (path === getMembers.path) return unary.call(members.transport, address, path, request, options);
      const text = 'mismatch cluster id, need 5 but got 77';
      return Promise.reject(new RpcError(RPC_STATUS.failedPrecondition, address, path, text));
    };
    expect(await failureOf(queries.getRegion(bytes('k'), patience()))).toMatchObject({
      code: 'TIKV_CONNECT_FAILED',
      details: { reason: 'clusterMismatch' },
      retryable: false,
    });
  });

  test('that has its oracle elsewhere is refused, one that is too old to say where is not', async () => {
    const members = new Members();
    members.serviceModes = [pdpb.ServiceMode.API_SVC_MODE];
    expect(await failureOf(connected(['a:1'], members))).toMatchObject({
      code: 'TIKV_CONNECT_FAILED',
      details: { reason: 'unsupported' },
    });
    members.serviceModes = null;
    await connected(['a:1'], members);
  });

  test('has its members asked again once a minute', async () => {
    const { members } = await connected();
    const before = members.calls.length;
    const deadline = performance.now() + 10_000;
    while (members.calls.length === before && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(members.calls.slice(before).map(({ path }) => path)).toContain(getMembers.path);
  });
});

describe('timestamps', () => {
  test('for many callers come in few messages, all different and in order', async () => {
    const { members, oracle, patience } = await connected();
    const all = await Promise.all(Array.from({ length: 500 }, () => oracle.get(patience())));
    expect(new Set(all).size).toBe(500);
    expect([...all].sort((a, b) => (a < b ? -1 : 1))).toEqual(all);
    expect(members.streams.flatMap(({ counts }) => counts).length).toBeLessThan(5);
  });

  test('come from the new leader when it has changed', async () => {
    const { members, oracle, patience } = await connected();
    const before = await oracle.get(patience());
    members.leader = 'b:2';
    expect(await oracle.get(patience())).toBeGreaterThan(before);
    expect(members.streams.at(-1)!.address).toBe('b:2');
  });

  test('come by way of another member while the leader is out of reach, and straight again after that', async () => {
    const { members, oracle, patience } = await connected();
    members.unreachable.add('a:1');
    await oracle.get(patience());
    expect(members.streams.at(-1)).toMatchObject({
      address: 'b:2',
      metadata: { 'pd-forwarded-host': 'http://a:1' },
    });
    const before = members.streams.length;
    await oracle.get(patience());
    expect(members.streams).toHaveLength(before);
    members.unreachable.clear();
    await until(async () => {
      await oracle.get(patience());
      return members.streams.at(-1)?.address === 'a:1';
    });
    expect(members.streams).toHaveLength(before + 1);
  });

  test('that stall are asked for again on a new connection', async () => {
    const { members, oracle, patience } = await connected();
    const { onTso } = members;
    members.onTso = () => (members.onTso = onTso);
    await oracle.get(patience());
    expect(members.streams).toHaveLength(2);
    expect(members.disconnected).toEqual(['a:1']);
  });

  test('end with the deadline of their caller', async () => {
    const { members, oracle, patience } = await connected();
    members.onTso = () => undefined;
    expect(await failureOf(oracle.get(patience(500)))).toMatchObject({ code: 'TIKV_DEADLINE_EXCEEDED' });
  });

  test('are refused when they go back, and taken again when they have caught up', async () => {
    const { members, oracle, patience } = await connected();
    const { onTso } = members;
    await oracle.get(patience());
    members.onTso = (stream, count) => members.give(stream, count, 500n, count);
    const failed = await Promise.all([1, 2].map(() => failureOf(oracle.get(patience()))));
    for (const error of failed) expect(error).toMatchObject({ code: 'TIKV_SERVER_ERROR', retryable: false });
    members.onTso = onTso;
    await oracle.get(patience());
  });

  test('may jump ahead', async () => {
    const { members, oracle, patience } = await connected();
    const before = await oracle.get(patience());
    members.physical += 10_000_000n;
    expect((await oracle.get(patience())) - before).toBeGreaterThan(10_000_000n << 18n);
  });

  test.each([
    [
      'another count',
      (members: Members, stream: Members['streams'][number]) => members.give(stream, 9, 2000n, 9),
    ],
    [
      'garbage',
      (_: Members, stream: Members['streams'][number]) =>
        queueMicrotask(() => stream.handlers.onMessage(Buffer.from('ffffffffffffffffffff', 'hex'))),
    ],
  ])('of an oracle that answers with %s are refused', async (_, answer) => {
    const { members, oracle, patience } = await connected();
    const { onTso } = members;
    members.onTso = (stream) => answer(members, stream);
    expect(await failureOf(oracle.get(patience()))).toHaveProperty('code');
    members.onTso = onTso;
    await oracle.get(patience());
  });
});
