/** Connections that end in every way that a connection can end, with a hundred requests under way on each. */

import { once } from 'node:events';
import * as net from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Init, tikvpb } from '@tito/protocol';
import { TikvClient } from '../src/index';
import { systemClock } from '../src/retry/clock';
import { GrpcTransport } from '../src/rpc/grpc-transport';
import type { Transport } from '../src/rpc/transport';
import { ScriptedCluster } from './scripted-cluster';
import { bytes, text, until } from './support';

type Reply = (response: Init<tikvpb.BatchCommandsResponse_Response>) => void;

/** What the store does with a request: answers it with its key for a value. */
const echo = ({ rawGet }: tikvpb.BatchCommandsRequest_Request, reply: Reply): void =>
  reply({ rawGet: { value: rawGet?.key } });

/** A wire to the store, in the hands of the test. */
class Wire {
  readonly sockets = new Set<net.Socket>();
  readonly #listener: net.Server;

  constructor(target: string) {
    const [host, port] = target.split(':') as [string, string];
    this.#listener = net.createServer({ allowHalfOpen: true }, (near) => {
      const far = net.connect({ port: Number(port), host, allowHalfOpen: true });
      this.sockets.add(near);
      near.pipe(far);
      far.pipe(near);
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        socket.on('error', () => undefined);
        socket.on('close', () => {
          this.sockets.delete(near);
          other.destroy();
        });
      }
    });
  }

  async listen(): Promise<string> {
    this.#listener.listen(0, '127.0.0.1');
    await once(this.#listener, 'listening');
    return `127.0.0.1:${(this.#listener.address() as net.AddressInfo).port}`;
  }

  close(): void {
    this.#listener.close();
    for (const socket of this.sockets) socket.destroy();
  }
}

/** Sockets, with the batch stream going over another address. */
function detour(to: string): Transport {
  const inner = new GrpcTransport(systemClock);
  return {
    unary: (...call) => inner.unary(...call),
    stream: (address, path, ...rest) =>
      inner.stream(path.endsWith('/BatchCommands') ? to : address, path, ...rest),
    disconnect: (address) => {
      inner.disconnect(address);
      inner.disconnect(to);
    },
    close: () => inner.close(),
  };
}

let cluster: ScriptedCluster;
let wire: Wire;
let client: TikvClient;
const keys = Array.from({ length: 100 }, (_, i) => bytes(`key/${i}`));

beforeEach(async () => {
  cluster = await ScriptedCluster.start();
  wire = new Wire(cluster.address);
  const transport = detour(await wire.listen());
  client = await TikvClient.connect({ endpoints: [cluster.address], transport });
  cluster.onBatch(echo);
  await client.raw.get(bytes('warm'));
});
afterEach(async () => {
  await client.close();
  wire.close();
  await cluster.stop();
});

/** Holds requests back until there are a hundred; `end` then ends the connection. How often each was received. */
function holdHundred(end: (replies: readonly (() => void)[]) => void): Map<string, number> {
  const received = new Map<string, number>();
  const replies: (() => void)[] = [];
  cluster.onBatch((request, reply) => {
    const key = Buffer.from(request.rawGet!.key).toString();
    received.set(key, (received.get(key) ?? 0) + 1);
    replies.push(() => echo(request, reply));
    if (replies.length < keys.length) return;
    // Those that come again are counted as well.
    cluster.onBatch((again, replyAgain) => {
      const name = Buffer.from(again.rawGet!.key).toString();
      received.set(name, (received.get(name) ?? 0) + 1);
      echo(again, replyAgain);
    });
    end(replies);
  });
  return received;
}

async function expectAllAnswered(onAnswer: () => void = () => undefined): Promise<void> {
  const start = performance.now();
  const values = await Promise.all(
    keys.map(async (key) => {
      const value = await client.raw.get(key);
      onAnswer();
      return value;
    }),
  );
  expect(values.map(text)).toEqual(keys.map(text));
  expect(performance.now() - start).toBeLessThan(5000);
}

const half = Math.floor(keys.length / 2);

describe('a connection with a hundred requests under way', () => {
  test('that is reset loses none: those without an answer are asked again', async () => {
    const received = holdHundred((replies) => {
      for (const reply of replies.slice(0, half)) reply();
    });
    let answered = 0;
    const all = expectAllAnswered(() => answered++);
    await until(() => answered === half);
    for (const socket of wire.sockets) socket.resetAndDestroy();
    await all;
    const counts = keys.map((key) => received.get(text(key)!));
    expect(counts.slice(0, half)).toEqual(Array.from({ length: half }, () => 1));
    expect(counts.slice(half)).toEqual(Array.from({ length: half }, () => 2));
  });

  test('that the other side ends, and goes on reading, loses none', async () => {
    const received = holdHundred(() => {
      for (const socket of wire.sockets) socket.end();
    });
    await expectAllAnswered();
    expect([...received.values()].every((count) => count === 2)).toBe(true);
  });

  test('that says goodbye and answers what is under way asks nothing twice', async () => {
    const received = holdHundred((replies) => {
      cluster.goAway();
      for (const reply of replies) reply();
    });
    await expectAllAnswered();
    expect([...received.values()].every((count) => count === 1)).toBe(true);
  });

  test('that says goodbye and is gone loses none', async () => {
    holdHundred(() => {
      const sessions = cluster.sessions;
      cluster.goAway();
      // Whoever answers a ping has read what came before it.
      for (const session of sessions) session.ping(() => session.destroy());
    });
    await expectAllAnswered();
    await expectAllAnswered();
  });

  test('whose stream ends in peace loses none', async () => {
    let end = (): void => undefined;
    cluster.on({ path: '/tikvpb.Tikv/BatchCommands' }, (call) => {
      end = () => call.end();
    });
    await client.raw.get(bytes('x'), { timeoutMs: 100 }).catch(() => undefined);
    const values = Promise.all(keys.map((key) => client.raw.get(key)));
    await new Promise((resolve) => setImmediate(resolve));
    cluster.onBatch(echo);
    end();
    expect((await values).map(text)).toEqual(keys.map(text));
  });
});

test('answers in any order and any grouping go to who asked, each once', async () => {
  const held: (() => void)[] = [];
  cluster.onBatch((request, reply) => {
    held.push(() => echo(request, reply));
    if (held.length < keys.length) return;
    // A fixed shuffle: every seventh next.
    for (let i = 0; i < held.length; i++) held[(i * 7) % held.length]!();
  });
  const order: string[] = [];
  await Promise.all(
    keys.map(async (key) => {
      expect(text(await client.raw.get(key))).toBe(text(key));
      order.push(text(key)!);
    }),
  );
  expect(new Set(order).size).toBe(keys.length);
  expect(order).toEqual(keys.map((_, i) => text(keys[(i * 7) % keys.length]!)));
  await until(() => held.length === keys.length);
});
