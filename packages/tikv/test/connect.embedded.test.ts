import * as http from 'node:http';
import * as net from 'node:net';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EmbeddedCluster } from '@tito/server';
import {
  ClientClosedError,
  ConnectError,
  InvalidArgumentError,
  OperationAbortedError,
  TikvClient,
} from '../src/index';
import { bytes } from './support';

let cluster: EmbeddedCluster;
beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
});
afterAll(() => cluster.stop());

async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

async function listening(server: net.Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as net.AddressInfo).port;
}

describe('connecting', () => {
  test('learns the cluster from any endpoint that answers', async () => {
    const endpoints = ['127.0.0.1:1', ...cluster.pdEndpoints];
    const client = await TikvClient.connect({ endpoints, connectTimeoutMs: 5000 });
    expect(client.clusterId).toBeGreaterThan(0n);
    await client.close();
  });

  test('takes endpoints with a scheme', async () => {
    const client = await TikvClient.connect({ endpoints: cluster.pdEndpoints.map((one) => `http://${one}`) });
    await client.close();
  });

  test('says within its time that nothing listens, and where', async () => {
    const start = performance.now();
    const error = await failure(TikvClient.connect({ endpoints: ['127.0.0.1:1'], connectTimeoutMs: 500 }));
    expect(error).toBeInstanceOf(ConnectError);
    expect(error).toMatchObject({
      details: { reason: 'unreachable', endpoint: '127.0.0.1:1' },
      retryable: true,
    });
    expect(performance.now() - start).toBeLessThan(3000);
  });

  test('says at once that what listens speaks another protocol', async () => {
    const server = http.createServer((_, response) => response.end('hello'));
    const port = await listening(server);
    const error = await failure(
      TikvClient.connect({ endpoints: [`127.0.0.1:${port}`], connectTimeoutMs: 5000 }),
    );
    expect(error).toBeInstanceOf(ConnectError);
    expect(error).toMatchObject({ details: { reason: 'notPd', endpoint: `127.0.0.1:${port}` } });
    server.closeAllConnections();
    server.close();
  });

  test('says at once that a store is no PD', async () => {
    const endpoints = cluster.storeAddresses;
    const error = await failure(TikvClient.connect({ endpoints, connectTimeoutMs: 5000 }));
    expect(error).toMatchObject({ code: 'TIKV_CONNECT_FAILED', details: { reason: 'notPd' } });
  });

  test('gives up within its time on a port that never answers', async () => {
    const sockets: net.Socket[] = [];
    const server = net.createServer((socket) => sockets.push(socket));
    const port = await listening(server);
    const start = performance.now();
    const error = await failure(
      TikvClient.connect({ endpoints: [`127.0.0.1:${port}`], connectTimeoutMs: 500 }),
    );
    expect(error).toMatchObject({ code: 'TIKV_CONNECT_FAILED', details: { endpoint: `127.0.0.1:${port}` } });
    expect(performance.now() - start).toBeLessThan(3000);
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  test('refuses endpoints of two clusters', async () => {
    const other = await EmbeddedCluster.start();
    const endpoints = [...cluster.pdEndpoints, ...other.pdEndpoints];
    const error = await failure(TikvClient.connect({ endpoints }));
    expect(error).toMatchObject({ details: { reason: 'clusterMismatch' }, retryable: false });
    await other.stop();
  });

  test.each([[[]], [['127.0.0.1']], [['127.0.0.1:port']], [['']], [['http://']]])(
    'refuses %p',
    async (endpoints) => {
      expect(await failure(TikvClient.connect({ endpoints }))).toBeInstanceOf(InvalidArgumentError);
    },
  );

  test.each([
    ['connectTimeoutMs', { connectTimeoutMs: -1 }],
    ['connectTimeoutMs', { connectTimeoutMs: NaN }],
    ['locality', { locality: { zone: 1 } as unknown as Record<string, string> }],
    ['locality', { locality: 'eu-1' as unknown as Record<string, string> }],
    ['maxMessageBytes', { maxMessageBytes: 1 }],
    ['keyspace', { keyspace: 'apart' }],
  ])('refuses a wrong %s before it connects', async (argument, options) => {
    const connecting = TikvClient.connect({ endpoints: cluster.pdEndpoints, ...options });
    await expect(connecting).rejects.toMatchObject({
      code: 'PROTOCOL_INVALID_ARGUMENT',
      details: { argument },
    });
  });

  test('ends when its signal says so', async () => {
    const signal = AbortSignal.timeout(100);
    const error = await failure(TikvClient.connect({ endpoints: ['127.0.0.1:1'], signal }));
    expect(error).toBeInstanceOf(OperationAbortedError);
    expect((error as OperationAbortedError).cause).toBe(signal.reason);
  });
});

describe('closing', () => {
  test('twice is once, and nothing works afterwards', async () => {
    const client = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
    await Promise.all([client.close(), client.close()]);
    await expect(client.getLatest(bytes('k'))).rejects.toBeInstanceOf(ClientClosedError);
    await expect(client.timestamp()).rejects.toBeInstanceOf(ClientClosedError);
  });

  test('settles what is under way', async () => {
    const client = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
    const pending = Array.from({ length: 20 }, (_, i) =>
      client.transaction((txn) => Promise.resolve(txn.put(bytes(`close/${i}`), bytes('v')))),
    );
    const settled = Promise.allSettled(pending);
    await client.close();
    for (const one of await settled) {
      if (one.status === 'rejected') expect(one.reason).toHaveProperty('code');
    }
  });

  test('lets the process end by itself', async () => {
    const script = `
      const { TikvClient } = require('@tito/tikv');
      (async () => {
        const client = await TikvClient.connect({ endpoints: ${JSON.stringify(cluster.pdEndpoints)} });
        await client.transaction(async (txn) => { await txn.get(Buffer.from('k')); txn.put(Buffer.from('k'), Buffer.from('v')); });
        await client.close();
        console.log('closed');
      })();`;
    const child = spawn(process.execPath, ['-e', script], { cwd: path.resolve(__dirname, '..') });
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    clearTimeout(timer);
    expect({ code, out }).toEqual({ code: 0, out: 'closed\n' });
  });
});
