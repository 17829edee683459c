import { describe, expect, test } from '@jest/globals';
import { type KeyRange, compareBytes, rangeContains } from '@tito/protocol';
import * as fc from 'fast-check';
import { Region } from './region';
import { RegionIndex } from './region-index';

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));
const peer = { id: 1n, storeId: 1n, role: 0, isWitness: false } as const;

function region(id: number, start: string, end: string, version: number): Region {
  const epoch = { confVer: 1n, version: BigInt(version) };
  return new Region({ id: BigInt(id), start: bytes(start), end: bytes(end), epoch, peers: [peer] }, peer);
}

const overlaps = (a: KeyRange, b: KeyRange): boolean =>
  (b.end.length === 0 || compareBytes(a.start, b.end) < 0) &&
  (a.end.length === 0 || compareBytes(b.start, a.end) < 0);

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 3 });
const change = fc.record({
  id: fc.integer({ min: 1, max: 4 }),
  borders: fc.tuple(text, text),
  version: fc.integer({ min: 1, max: 5 }),
  isRemoved: fc.boolean(),
});

describe('the index of regions', () => {
  test('finds what a plain list finds, whatever is put in and taken out', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), fc.array(text), (changes, keys) => {
        const index = new RegionIndex();
        let list: Region[] = [];
        for (const { id, borders, version, isRemoved } of changes) {
          const [start, end] = borders.sort();
          const next = region(id, start, start === end ? '' : end, version);
          const known = isRemoved ? list.find((one) => one.id === BigInt(id)) : undefined;
          if (known) {
            index.remove(known);
            list = list.filter((one) => one !== known);
            continue;
          }
          const rivals = list.filter((one) => one.id === next.id || overlaps(one, next));
          const isTaken = rivals.every((one) => one.epoch.version <= next.epoch.version);
          expect(index.insert(next)).toBe(isTaken);
          if (isTaken) list = [...list.filter((one) => !rivals.includes(one)), next];
        }
        expect(index.size).toBe(list.length);
        for (const key of [...keys, ...list.map(({ start }) => Buffer.from(start).toString())].map(bytes)) {
          expect(index.find(key)).toBe(list.find((one) => rangeContains(one, key)));
          const before = list.find(
            (one) =>
              (key.length === 0 ? one.end.length === 0 : compareBytes(one.start, key) < 0) &&
              (one.end.length === 0 || (key.length > 0 && compareBytes(key, one.end) <= 0)),
          );
          expect(index.findBefore(key)).toBe(before);
        }
      }),
      { numRuns: 500 },
    );
  });
});
