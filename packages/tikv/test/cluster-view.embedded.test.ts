/** What tools are told of a cluster. */

import { describe, expect, test } from '@jest/globals';
import { encodeMemcomparable } from '@tito/protocol';
import { EmbeddedCluster } from '@tito/server';
import { ClientClosedError, TikvClient } from '../src';
import { bytes, text } from './support';

describe('the view of a cluster', () => {
  test('names members, stores and regions as they are', async () => {
    await using cluster = await EmbeddedCluster.start({ stores: 3 });
    await using client = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
    expect(cluster.splitRegion(encodeMemcomparable(bytes('m')))).toBe(true);

    const members = await client.cluster.members();
    expect(members.map(({ isLeader }) => isLeader)).toEqual([true]);
    expect(members[0]?.clientUrls).toEqual([`http://${cluster.pdEndpoints[0]}`]);

    const stores = await client.cluster.stores();
    expect(stores.map(({ address }) => address).sort()).toEqual([...cluster.storeAddresses].sort());
    expect(new Set(stores.map(({ state }) => state))).toEqual(new Set(['up']));

    const regions = await collect(client.cluster.regions());
    expect(regions.map(({ start, end }) => [text(start), text(end)])).toEqual([
      ['', 'm'],
      ['m', ''],
    ]);
    for (const { leaderStoreId, peerStoreIds } of regions) expect(peerStoreIds).toContain(leaderStoreId);

    const below = await collect(client.cluster.regions({ start: bytes('a'), end: bytes('b') }));
    expect(below.map(({ id }) => id)).toEqual([regions[0]?.id]);
  });

  test('says how far back reads may go', async () => {
    await using cluster = await EmbeddedCluster.start();
    await using client = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
    expect(await client.cluster.safePoint()).toBe(0n);
    const { safePoint } = await client.gc.run({ lifetimeMs: 60_000 });
    expect(await client.cluster.safePoint()).toBe(safePoint);
  });

  test('ends with its client', async () => {
    await using cluster = await EmbeddedCluster.start();
    const client = await TikvClient.connect({ endpoints: cluster.pdEndpoints });
    await client.close();
    await expect(client.cluster.members()).rejects.toBeInstanceOf(ClientClosedError);
  });
});

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
