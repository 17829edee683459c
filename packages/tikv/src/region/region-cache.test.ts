import { describe, expect, test } from '@jest/globals';
import { type metapb, compareBytes, encodeMemcomparable, keyspaceV1, rangeContains } from '@tito/protocol';
import * as fc from 'fast-check';
import { Backoffer } from '../retry/backoffer';
import { systemClock } from '../retry/clock';
import { groupByRegion, splitBySize } from './group-by-region';
import { RegionCache } from './region-cache';

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));
const none = new Uint8Array(0);
const backoffer = new Backoffer({ clock: systemClock, random: () => 0.5, budgetMs: 1000 });
const peer: metapb.Peer = { id: 7n, storeId: 1n, role: 0, isWitness: false };

/** A cluster whose regions begin at the given keys, and the questions that it was asked. */
function clusterOf(...borders: string[]) {
  const source = {
    borders,
    asked: [] as string[],
    regionAt(index: number): { region: metapb.Region; leader: metapb.Peer } {
      const all = [none, ...source.borders.map((border) => encodeMemcomparable(bytes(border)))];
      const region: metapb.Region = {
        id: BigInt(index + 1),
        startKey: all[index] ?? none,
        endKey: all[index + 1] ?? none,
        regionEpoch: { confVer: 1n, version: BigInt(source.borders.length) },
        peers: [peer],
        encryptionMeta: undefined,
        isInFlashback: false,
        flashbackStartTs: 0n,
      };
      return { region, leader: peer };
    },
    indexOf(key: Uint8Array): number {
      return source.borders.filter((border) => compareBytes(encodeMemcomparable(bytes(border)), key) <= 0)
        .length;
    },
    async getRegion(key: Uint8Array) {
      await Promise.resolve();
      source.asked.push(Buffer.from(key).toString('latin1'));
      return source.regionAt(source.indexOf(key));
    },
    async getPrevRegion(key: Uint8Array) {
      await Promise.resolve();
      source.asked.push(Buffer.from(key).toString('latin1'));
      return source.regionAt(source.indexOf(key) - 1);
    },
    async scanRegions(start: Uint8Array, end: Uint8Array, limit: number) {
      await Promise.resolve();
      source.asked.push(`${Buffer.from(start).toString('latin1')}-`);
      const from = source.indexOf(start);
      const all = Array.from({ length: source.borders.length + 1 - from }, (_, i) =>
        source.regionAt(from + i),
      );
      return all
        .filter(({ region }) => end.length === 0 || compareBytes(region.startKey, end) < 0)
        .slice(0, limit);
    },
    getStore: () => Promise.resolve(null),
  };
  return source;
}

describe('the region cache', () => {
  test('asks once for each region, however many callers miss at once', async () => {
    const source = clusterOf('b', 'm', 't');
    const cache = new RegionCache(source, keyspaceV1('txn'));
    const keys = Array.from({ length: 10_000 }, (_, i) => bytes(`${'abcdmnopqtuz'[i % 12]}${i}`));
    const found = await Promise.all(keys.map(async (key) => cache.locate(key, backoffer)));
    expect(source.asked).toHaveLength(1);
    found.forEach((region, i) => expect(rangeContains(region, keys[i]!)).toBe(true));
  });

  test('finds the region before a border, and the last one', async () => {
    const cache = new RegionCache(clusterOf('b', 'm'), keyspaceV1('txn'));
    expect((await cache.locateBefore(bytes('m'), backoffer)).id).toBe(2n);
    expect((await cache.locateBefore(bytes('m\x00'), backoffer)).id).toBe(3n);
    expect((await cache.locateBefore(bytes('b'), backoffer)).id).toBe(1n);
    expect((await cache.locateBefore(none, backoffer)).id).toBe(3n);
  });

  test('asks again for a region that it was told to forget', async () => {
    const source = clusterOf('m');
    const cache = new RegionCache(source, keyspaceV1('txn'));
    const before = await cache.locate(bytes('x'), backoffer);
    source.borders = ['m', 't'];
    cache.forget(before);
    expect((await cache.locate(bytes('n'), backoffer)).end).toEqual(bytes('t'));
    expect((await cache.locate(bytes('x'), backoffer)).id).toBe(3n);
  });

  test('forgets what was not used for long, and nothing that was', async () => {
    const source = clusterOf('b', 'm', 't');
    let now = 0;
    const cache = new RegionCache(source, keyspaceV1('txn'), { ...systemClock, now: () => now });
    await cache.locate(bytes('a'), backoffer);
    for (let minute = 0; minute < 12; minute++) {
      now += 60_000;
      await cache.locate(bytes('c'), backoffer);
      // Something is learnt.
      cache.forget(await cache.locate(bytes('z'), backoffer));
      await cache.locate(bytes('z'), backoffer);
    }
    source.asked.length = 0;
    await cache.locate(bytes('c'), backoffer);
    expect(source.asked).toEqual([]);
    await cache.locate(bytes('a'), backoffer);
    expect(source.asked).toHaveLength(1);
  });

  test('does not let an older shape replace a newer one', async () => {
    const source = clusterOf('m', 't');
    const cache = new RegionCache(source, keyspaceV1('txn'));
    await cache.locate(bytes('n'), backoffer);
    const { region } = clusterOf('m').regionAt(1);
    cache.learn([region], 1n);
    expect((await cache.locate(bytes('n'), backoffer)).end).toEqual(bytes('t'));
  });
});

describe('grouping', () => {
  const borders = fc.uniqueArray(
    fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 3 }),
  );
  const keys = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 4 }));

  test('puts every key into one batch of its own region, in order', async () => {
    await fc.assert(
      fc.asyncProperty(borders, keys, fc.integer({ min: 1, max: 6 }), async (cuts, texts, limit) => {
        const cache = new RegionCache(clusterOf(...cuts.sort()), keyspaceV1('txn'));
        const items = texts.map(bytes);
        const regions = await groupByRegion(items, (item) => item, cache, backoffer);
        const batches = splitBySize(regions, (item) => item.length, limit);
        for (const batch of batches) {
          for (const item of batch.items) expect(rangeContains(batch.region, item)).toBe(true);
          const withoutLast = batch.items.slice(0, -1).reduce((sum, item) => sum + item.length, 0);
          expect(withoutLast).toBeLessThan(limit);
        }
        const sorted = [...items].sort(compareBytes);
        expect(batches.flatMap((batch) => batch.items)).toEqual(sorted);
      }),
    );
  });
});
