import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { EmbeddedCluster } from '@tito/server';
import {
  CALL_CHANNEL,
  type CallMessage,
  REGION_CHANNEL,
  RETRY_CHANNEL,
  type RegionMessage,
  type RetryMessage,
  TikvClient,
} from '../src/index';
import { bytes, until } from './support';

let cluster: EmbeddedCluster;
let client: TikvClient;
const listening: (() => void)[] = [];

beforeAll(async () => {
  cluster = await EmbeddedCluster.start({ stores: 3 });
  client = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
});
afterAll(async () => {
  await client.close();
  await cluster.stop();
});
afterEach(() => {
  for (const stop of listening.splice(0)) stop();
  cluster.faults.clear();
});

function listen<Message>(name: string): Message[] {
  const heard: Message[] = [];
  const listener = (message: unknown): void => void heard.push(message as Message);
  subscribe(name, listener);
  listening.push(() => unsubscribe(name, listener));
  return heard;
}

describe('whoever listens', () => {
  test('hears of each request once, where it went and how it ended', async () => {
    await client.raw.get(bytes('k'));
    const calls = listen<CallMessage>(CALL_CHANNEL);
    cluster.faults.add({ on: { rpc: 'RawPut' }, do: { regionError: 'StaleCommand' } });
    await client.raw.put(bytes('k'), bytes('secret'));
    await client.timestamp();
    const [region] = cluster.regions;
    expect(calls).toEqual(
      ['StaleCommand', null].map((regionError) => ({
        method: 'RawPut',
        address: cluster.storeAddresses[cluster.storeIds.indexOf(region!.leaderStoreId!)],
        regionId: region!.id,
        storeId: region!.leaderStoreId,
        durationMs: expect.any(Number),
        regionError,
        error: null,
      })),
    );
    expect(calls.every(({ durationMs }) => durationMs > 0 && durationMs < 5000)).toBe(true);
  });

  test('hears of a request without an answer, and of calls to PD', async () => {
    const other = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
    const calls = listen<CallMessage>(CALL_CHANNEL);
    cluster.faults.add({ on: { rpc: 'RawGet' }, do: { drop: 'reply' } });
    await expect(other.raw.get(bytes('k'), { timeoutMs: 100 })).rejects.toMatchObject({
      code: 'TIKV_DEADLINE_EXCEEDED',
    });
    expect(calls.map(({ method }) => method)).toEqual(['GetRegion', 'GetStore', 'RawGet']);
    expect(calls[0]).toMatchObject({ address: cluster.pdEndpoints[0], regionId: null, storeId: null });
    expect(calls[2]).toMatchObject({ error: { code: 'TIKV_RPC_FAILED' }, regionError: null });
    await other.close();
  });

  test('hears why and how long something waits', async () => {
    const retries = listen<RetryMessage>(RETRY_CHANNEL);
    cluster.faults.add({ on: { rpc: 'RawGet' }, do: { regionError: 'RegionNotInitialized' }, times: 3 });
    await client.raw.get(bytes('k'));
    expect(retries.map(({ reason, waitMs, attempt }) => [reason, waitMs, attempt])).toEqual([
      ['regionNotInitialized', 2, 1],
      ['regionNotInitialized', 4, 2],
      ['regionNotInitialized', 8, 3],
    ]);
    expect(retries[2]).toMatchObject({ spentMs: 14, budgetMs: 20_000, cause: { code: 'TIKV_SERVER_ERROR' } });
  });

  test('hears of regions that move and stores that go', async () => {
    await client.raw.get(bytes('k'));
    const events = listen<RegionMessage>(REGION_CHANNEL);
    const [region] = cluster.regions;
    const next = cluster.storeIds.find((id) => id !== region!.leaderStoreId)!;
    cluster.transferLeader(bytes('k'), next);
    await client.raw.get(bytes('k'));
    expect(events).toEqual([{ event: 'leaderMoved', regionId: region!.id, storeId: next, address: null }]);
    cluster.splitRegion(bytes('m'));
    await client.raw.get(bytes('k'));
    expect(events.slice(1).map(({ event }) => event)).toEqual(['forgotten', 'loaded', 'loaded']);
    await cluster.stopStore(next);
    await client.raw.get(bytes('k'));
    const address = cluster.storeAddresses[cluster.storeIds.indexOf(next)];
    expect(events).toContainEqual({ event: 'storeAway', regionId: null, storeId: null, address });
    await cluster.startStore(next);
  });

  test('hears nothing of keys and values', async () => {
    const heard = [CALL_CHANNEL, RETRY_CHANNEL, REGION_CHANNEL].map((name) => listen(name));
    cluster.faults.add({ on: { rpc: 'RawPut' }, do: { regionError: 'RegionNotFound' } });
    await client.raw.put(bytes('a secret key'), bytes('a secret value'));
    await until(() => heard.every((messages) => messages.length > 0));
    const told = JSON.stringify(heard, (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(told).not.toMatch(/secret/);
    expect(told).not.toContain(Buffer.from('a secret').toString('hex'));
  });
});
