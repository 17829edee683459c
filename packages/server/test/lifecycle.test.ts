import { once } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import { health, pdpb, tikvpb } from '@tito/protocol';
import { EmbeddedCluster, type EmbeddedClusterOptions } from '@tito/server';
import { WireClient } from './wire-client';

let cluster: EmbeddedCluster | null = null;
let client: WireClient | null = null;

async function start(options: EmbeddedClusterOptions = {}): Promise<EmbeddedCluster> {
  cluster = await EmbeddedCluster.start(options);
  client = new WireClient(cluster);
  return cluster;
}

afterEach(async () => {
  client?.close();
  await cluster?.stop();
  client = null;
  cluster = null;
});

describe('starting', () => {
  test('takes free ports and tells them', async () => {
    const { pdEndpoints, storeAddresses } = await start({ stores: 2 });
    const ports = [...pdEndpoints, ...storeAddresses].map((address) => Number(address.split(':')[1]));
    expect(ports.every((port) => port > 0)).toBe(true);
    expect(new Set(ports).size).toBe(3);
  });

  test('gives the same cluster the same id for the same seed, and others another', async () => {
    const idOf = async (seed: number): Promise<bigint> => {
      await start({ seed });
      const { clusterId } = await client!.header();
      client!.close();
      await cluster!.stop();
      return clusterId;
    };
    const [a, b, c] = [await idOf(7), await idOf(7), await idOf(8)];
    expect(a).toBe(b);
    expect(a).not.toBe(c);
    expect(a).toBeGreaterThan(2n ** 53n);
  });

  test('answers health checks on every port', async () => {
    const { pdEndpoints, storeAddresses } = await start();
    for (const address of [...pdEndpoints, ...storeAddresses]) {
      const { status } = await client!.unary(address, health.HealthService.check, {});
      expect(status).toBe(health.HealthCheckResponse_ServingStatus.SERVING);
    }
  });

  test.each<[string, object]>([
    ['stores', { stores: 0 }],
    ['storePorts', { stores: 2, storePorts: [0] }],
    ['pdPort', { pdPort: 70_000 }],
    ['apiVersion', { apiVersion: 3 }],
    ['ttl', { apiVersion: 2, ttl: false }],
    ['regionSplitBytes', { regionSplitBytes: 1 }],
  ])('refuses a wrong %s', async (argument, options) => {
    await expect(EmbeddedCluster.start(options)).rejects.toMatchObject({
      code: 'PROTOCOL_INVALID_ARGUMENT',
      details: { argument },
    });
  });

  test('refuses an option that it does not know instead of passing over it', async () => {
    await expect(EmbeddedCluster.start({ raft: true } as EmbeddedClusterOptions)).rejects.toMatchObject({
      code: 'SERVER_UNSUPPORTED_OPTION',
      details: { option: 'raft' },
    });
  });

  test('on a port in use fails with the address and leaves nothing open', async () => {
    const { pdEndpoints } = await start();
    const pdPort = Number(pdEndpoints[0]!.split(':')[1]);
    await expect(EmbeddedCluster.start({ pdPort })).rejects.toMatchObject({
      code: 'SERVER_LISTEN_FAILED',
      details: { address: `127.0.0.1:${pdPort}` },
    });
  });
});

describe('stopping', () => {
  test('ends open streams at once', async () => {
    const { pdEndpoints, storeAddresses } = await start();
    const timestamps = client!.stream(pdEndpoints[0]!, pdpb.PDService.tso);
    const commands = client!.stream(storeAddresses[0]!, tikvpb.TikvService.batchCommands);
    timestamps.write({ header: await client!.header(), count: 1 } as pdpb.TsoRequest);
    await once(timestamps, 'data');
    const ended = [once(timestamps, 'error'), once(commands, 'error')];
    const before = performance.now();
    await cluster!.stop();
    await Promise.all(ended);
    expect(performance.now() - before).toBeLessThan(2000);
  });

  test('twice is once', async () => {
    const started = await start();
    await Promise.all([started.stop(), started.stop()]);
    await started.stop();
  });
});
