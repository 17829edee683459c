import { once } from 'node:events';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import * as net from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeMessage, kvrpcpb } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import { REGION_CHANNEL, type RegionMessage, ServerError, TikvClient, prefixRange } from '../src/index';
import { systemClock } from '../src/retry/clock';
import { GrpcTransport } from '../src/rpc/grpc-transport';
import type { Transport } from '../src/rpc/transport';
import { bytes, text } from './support';

let cluster: EmbeddedCluster;
beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
});
afterAll(() => cluster.stop());

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'it did not fail',
    (error: unknown) => error,
  );

/** A wire to the store that can go dead without a word: what is sent is taken and never arrives. */
class Wire {
  isDead = false;
  readonly #pairs = new Set<{ client: net.Socket; server: net.Socket; isLost: boolean }>();
  readonly #listener: net.Server;

  constructor(target: string) {
    const [host, port] = target.split(':') as [string, string];
    this.#listener = net.createServer((client) => {
      const server = net.connect(Number(port), host);
      const pair = { client, server, isLost: this.isDead };
      this.#pairs.add(pair);
      client.on('data', (data) => void (pair.isLost || server.write(data)));
      server.on('data', (data) => void (pair.isLost || client.write(data)));
      for (const [socket, other] of [
        [client, server],
        [server, client],
      ] as const) {
        socket.on('error', () => undefined);
        socket.on('close', () => other.destroy());
      }
    });
  }

  async listen(): Promise<string> {
    this.#listener.listen(0, '127.0.0.1');
    await once(this.#listener, 'listening');
    return `127.0.0.1:${(this.#listener.address() as net.AddressInfo).port}`;
  }

  /** Connections of before never live again; new ones are as dead until `revive`. */
  die(): void {
    this.isDead = true;
    for (const pair of this.#pairs) pair.isLost = true;
  }

  revive(): void {
    this.isDead = false;
  }

  close(): void {
    this.#listener.close();
    for (const { client, server } of this.#pairs) {
      client.destroy();
      server.destroy();
    }
  }
}

/** Sockets, with the store reached by another address. */
function detour(from: string, to: string): Transport {
  const inner = new GrpcTransport(systemClock);
  const address = (given: string): string => (given === from ? to : given);
  return {
    unary: (given, ...rest) => inner.unary(address(given), ...rest),
    stream: (given, ...rest) => inner.stream(address(given), ...rest),
    disconnect: (given) => inner.disconnect(address(given)),
    close: () => inner.close(),
  };
}

/** How long the wire is dead; `TITO_DOWN_MS=20000` for the long run. */
const DEAD_MS = Number(process.env['TITO_DOWN_MS'] ?? 7000);

describe('a wire that goes dead without a word', () => {
  test(
    'is noticed by who waits, and work goes on within 5 s of its repair',
    async () => {
      const [store] = cluster.storeAddresses;
      const wire = new Wire(store!);
      const transport = detour(store!, await wire.listen());
      const client = await TikvClient.connect({ endpoints: cluster.pdEndpoints, transport });
      await client.raw.put(bytes('k'), bytes('v'));
      wire.die();
      const waiting = client.raw.get(bytes('k'), { timeoutMs: DEAD_MS + 5000 });
      expect(await failureOf(client.raw.get(bytes('k'), { timeoutMs: DEAD_MS }))).toMatchObject({
        code: 'TIKV_DEADLINE_EXCEEDED',
      });
      wire.revive();
      const start = performance.now();
      expect(text(await client.raw.get(bytes('k')))).toBe('v');
      const resumedMs = performance.now() - start;
      console.log(`resumed ${Math.round(resumedMs)} ms after ${DEAD_MS} ms`);
      expect(resumedMs).toBeLessThan(5000);
      // Its patience may be over by then.
      expect(['v', 'TIKV_REGION_UNAVAILABLE']).toContain(
        await waiting.then(text, (error: unknown) => (error as { code: string }).code),
      );
      await client.close();
      wire.close();
    },
    DEAD_MS + 30_000,
  );

  test('does not keep the client from closing', async () => {
    const [store] = cluster.storeAddresses;
    const wire = new Wire(store!);
    wire.die();
    const transport = detour(store!, await wire.listen());
    const client = await TikvClient.connect({ endpoints: cluster.pdEndpoints, transport });
    const waiting = failureOf(client.raw.get(bytes('k')));
    await failureOf(client.raw.get(bytes('k'), { timeoutMs: 100 }));
    await client.close();
    expect(await waiting).toMatchObject({ code: 'TIKV_CLIENT_CLOSED' });
    wire.close();
  });
});

describe('a store that answers with what it was not asked for', () => {
  /** Answers one method in its own way, everything else as it comes. */
  async function lyingClient(method: string, answer: () => Uint8Array): Promise<TikvClient> {
    const transport = new GrpcTransport(systemClock);
    const { unary } = transport;
    transport.unary = (address, path, request, options) =>
      path.endsWith(`/${method}`)
        ? Promise.resolve(answer())
        : unary.call(transport, address, path, request, options);
    return TikvClient.connect({ endpoints: cluster.pdEndpoints, transport, batch: false });
  }

  test('gives an error with a code for garbage', async () => {
    const client = await lyingClient('RawGet', () => Buffer.from('0affffffff0f', 'hex'));
    expect(await failureOf(client.raw.get(bytes('k')))).toMatchObject({ code: 'PROTOCOL_MALFORMED_MESSAGE' });
    await client.close();
  });

  test('is not believed when it gives keys outside the range', async () => {
    const kvs = [{ key: bytes('zzz'), value: bytes('v') }];
    const client = await lyingClient('RawScan', () => encodeMessage(kvrpcpb.RawScanResponse, { kvs }));
    const scan = async (): Promise<void> => {
      for await (const pair of client.raw.scan(prefixRange(bytes('a')))) expect(pair).toBeUndefined();
    };
    expect(await failureOf(scan())).toBeInstanceOf(ServerError);
    await client.close();
    const other = await lyingClient('KvScan', () => encodeMessage(kvrpcpb.ScanResponse, { pairs: kvs }));
    const scanOne = async (): Promise<void> => {
      for await (const pair of other.snapshot().scan(prefixRange(bytes('a')))) expect(pair).toBeUndefined();
    };
    expect(await failureOf(scanOne())).toBeInstanceOf(ServerError);
    await other.close();
  });

  test('is told from others when its answer is larger than the client takes', async () => {
    const plain = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
    await plain.raw.put(bytes('large'), new Uint8Array(100_000));
    await plain.raw.put(bytes('small'), bytes('v'));
    await plain.close();
    for (const batch of [true, false]) {
      const client = await TikvClient.connect({
        endpoints: cluster.pdEndpoints,
        maxMessageBytes: 50_000,
        batch,
      });
      const others = Promise.all(Array.from({ length: 50 }, () => client.raw.get(bytes('small'))));
      const error = await failureOf(client.raw.get(bytes('large')));
      expect(error).toMatchObject({ code: 'TIKV_LIMIT_EXCEEDED', retryable: false });
      for (const value of await others) expect(text(value)).toBe('v');
      await client.close();
    }
  });
});

test('ten thousand reads at once on a cold cache load each region once', async () => {
  const regions = 300;
  for (let i = 1; i < regions; i++) cluster.splitRegion(bytes(`c${String(i).padStart(3, '0')}`));
  const client = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
  const loads = new Map<bigint, number>();
  const count = (message: unknown): void => {
    const { event, regionId } = message as RegionMessage;
    if (event === 'loaded') loads.set(regionId!, (loads.get(regionId!) ?? 0) + 1);
  };
  subscribe(REGION_CHANNEL, count);
  const keys = Array.from({ length: 10_000 }, (_, i) =>
    bytes(`c${String(i % regions).padStart(3, '0')}/${i}`),
  );
  await Promise.all(keys.map((key) => client.raw.get(key)));
  unsubscribe(REGION_CHANNEL, count);
  expect(loads.size).toBe(regions);
  expect([...loads.values()].every((times) => times === 1)).toBe(true);
  const { requests } = client.counters;
  // By the range that they span, 128 regions in one answer.
  expect((requests['GetRegion'] ?? 0) + (requests['ScanRegions'] ?? 0)).toBeLessThanOrEqual(4);
  expect(requests['GetStore']).toBe(1);
  expect(requests['RawGet']).toBe(10_000);
  await client.close();
});
