import * as tls from 'node:tls';
import * as net from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EmbeddedCluster } from '@tito/server';
import { ConnectError, InvalidArgumentError, TikvClient, type TlsSource } from '../src/index';
import { systemClock } from '../src/retry/clock';
import { GrpcTransport } from '../src/rpc/grpc-transport';
import type { Transport } from '../src/rpc/transport';
import { CA, CLIENT, OTHER_CA, SERVER } from '../../../test/support/tls-certificates';
import { bytes, text } from './support';

let cluster: EmbeddedCluster;
const doors: tls.Server[] = [];
const ways = new Map<string, string>();

/** An encrypted door before an address of the cluster, for those who show a certificate. */
async function openDoor(target: string): Promise<void> {
  const [host, port] = target.split(':') as [string, string];
  const options = {
    key: SERVER.key,
    cert: SERVER.cert,
    ca: CA,
    requestCert: true,
    rejectUnauthorized: true,
    ALPNProtocols: ['h2'],
  };
  const door = tls.createServer(options, (client) => {
    const server = net.connect(Number(port), host);
    client.pipe(server).pipe(client);
    client.on('error', () => undefined);
    server.on('error', () => undefined);
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  doors.push(door);
  ways.set(target, `127.0.0.1:${(door.address() as net.AddressInfo).port}`);
}

/** Every address of the cluster through its door. */
function throughDoors(source: TlsSource): Transport {
  const inner = new GrpcTransport(systemClock, { tls: source });
  const way = (address: string): string => ways.get(address) ?? address;
  return {
    unary: (address, ...rest) => inner.unary(way(address), ...rest),
    stream: (address, ...rest) => inner.stream(way(address), ...rest),
    disconnect: (address) => inner.disconnect(way(address)),
    close: () => inner.close(),
  };
}

const connect = (source: TlsSource): Promise<TikvClient> =>
  TikvClient.connect({
    endpoints: cluster.pdEndpoints,
    transport: throughDoors(source),
    connectTimeoutMs: 1500,
  });

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  for (const address of [...cluster.pdEndpoints, ...cluster.storeAddresses]) await openDoor(address);
});
afterAll(async () => {
  for (const door of doors) door.close();
  await cluster.stop();
});

describe('encrypted connections', () => {
  test('carry everything, with a certificate on both sides', async () => {
    const client = await connect({ ca: CA, ...CLIENT });
    await client.raw.put(bytes('k'), bytes('v'));
    expect(text(await client.raw.get(bytes('k')))).toBe('v');
    expect(await client.timestamp()).toBeGreaterThan(0n);
    await client.close();
  });

  test.each([
    ['a client without a certificate', { ca: CA }],
    ['a server that nobody vouches for', { ca: OTHER_CA, ...CLIENT }],
    ['a server of another name', { ca: CA, ...CLIENT, serverName: 'elsewhere.example' }],
  ])('are not made for %s', async (_, source) => {
    const error = await connect(source).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConnectError);
  });

  test('take new certificates when they are made anew', async () => {
    let asked = 0;
    let ca: string = OTHER_CA;
    const connecting = TikvClient.connect({
      endpoints: cluster.pdEndpoints,
      transport: throughDoors(() => {
        // The right one is there from the third time on.
        if (++asked === 3) ca = CA;
        return { ca, ...CLIENT };
      }),
      connectTimeoutMs: 10_000,
    });
    const client = await connecting;
    await client.raw.get(bytes('k'));
    expect(asked).toBeGreaterThanOrEqual(3);
    await client.close();
  });

  test.each([
    ['a certificate without its key', { cert: CLIENT.cert }],
    ['the key of another certificate', { cert: CLIENT.cert, key: SERVER.key }],
    ['what is no PEM', { ca: 'certificate' }],
    [
      'a certificate that cannot be read',
      { ca: '-----BEGIN CERTIFICATE-----\nnothing\n-----END CERTIFICATE-----' },
    ],
  ])('refuse %s at once', async (_, source) => {
    const connecting = TikvClient.connect({ endpoints: cluster.pdEndpoints, tls: source });
    await expect(connecting).rejects.toBeInstanceOf(InvalidArgumentError);
  });
});
