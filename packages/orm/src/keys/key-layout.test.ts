import { describe, expect, test } from '@jest/globals';
import { type KeyRange, compareBytes, prefixRange, rangeContains } from '@tito/tikv';
import fc from 'fast-check';
import { ByteWriter } from '../bytes/byte-writer';
import { KINDS } from '../metadata/kinds';
import { type IndexAddress, KeyLayout } from './key-layout';
import { writePart } from './tuple-codec';

const name = fc
  .oneof(
    fc.constantFrom('a', 'a\0', 'a:', 'ab', 'a\0\0', 'a\xff', '/', '__proto__', '😀'),
    fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
  )
  .filter((text) => KINDS.string.canonical(text) === text);
const small = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
const address: fc.Arbitrary<IndexAddress> = fc.record({
  modelId: small,
  indexId: small,
  generation: fc.integer({ min: 0, max: 65535 }),
  unique: fc.boolean(),
});
const values = fc.array(
  fc.oneof(fc.string({ unit: 'grapheme' }), fc.double({ noNaN: true }), fc.constant(null)),
  {
    maxLength: 3,
  },
);

function encode(parts: readonly unknown[]): Uint8Array {
  const writer = new ByteWriter();
  for (const part of parts) writePart(writer, typeof part === 'number' ? 'number' : 'string', part);
  return writer.take();
}

/** Everything that begins with these parts: what a query reads. */
function scanned(layout: KeyLayout, of: IndexAddress, parts: readonly unknown[]): KeyRange {
  return prefixRange(Buffer.concat([layout.indexPrefix(of), encode(parts)]));
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

describe('keys', () => {
  test('of one namespace, model, index or tuple are never met in the range of another', () => {
    fc.assert(
      fc.property(
        fc.tuple(name, address, values),
        fc.tuple(name, address, values),
        name,
        ([tenantA, indexA, partsA], [tenantB, indexB, partsB], id) => {
          const [a, b] = [new KeyLayout(tenantA), new KeyLayout(tenantB)];
          const range = scanned(a, indexA, partsA);
          const beginsAlike = isSame(partsA.map(plus), partsB.slice(0, partsA.length).map(plus));
          const isWithin = tenantA === tenantB && isSame(indexA, indexB) && beginsAlike;
          expect(rangeContains(range, b.entry(indexB, encode(partsB), id))).toBe(isWithin);
          expect(rangeContains(range, b.row(indexB.modelId, id))).toBe(false);
          const isOwnRow = tenantA === tenantB && indexA.modelId === indexB.modelId;
          expect(rangeContains(a.rows(indexA.modelId), b.row(indexB.modelId, id))).toBe(isOwnRow);
          expect(rangeContains(prefixRange(a.namespace), b.row(indexB.modelId, id))).toBe(
            tenantA === tenantB,
          );
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('say what they are, and to no other namespace', () => {
    fc.assert(
      fc.property(name, name, address, values, name, (tenant, other, of, parts, id) => {
        const layout = new KeyLayout(tenant);
        const { modelId, indexId, generation, unique } = of;
        const entry = layout.entry(of, encode(parts), id);
        expect(layout.parse(layout.row(modelId, id))).toEqual({ room: 'row', modelId, id });
        expect(layout.parse(entry)).toEqual({
          room: unique ? 'unique' : 'index',
          modelId,
          indexId,
          generation,
        });
        const directions = parts.map(() => false);
        expect(layout.partsInEntry(entry, directions)).toEqual(parts.map(plus));
        expect(layout.idInEntry({ key: entry, value: layout.encodeId(id) }, of, directions)).toBe(id);
        if (other !== tenant) expect(new KeyLayout(other).parse(entry)).toBeNull();
      }),
    );
  });

  test('of rows sort by their ids', () => {
    const layout = new KeyLayout('n');
    fc.assert(
      fc.property(name, name, (a, b) => {
        const order = Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));
        expect(Math.sign(compareBytes(layout.row(7, a), layout.row(7, b)))).toBe(order);
      }),
    );
  });
});

/** -0 is kept as 0. */
function plus(value: unknown): unknown {
  return typeof value === 'number' ? value + 0 : value;
}
