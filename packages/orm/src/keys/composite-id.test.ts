import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareBytes } from '@tito/tikv';
import { type IdValue, afterIdPart, encodeIdParts } from './composite-id';

const whole = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -1200, max: 1200 }));
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.string({
    unit: fc.constantFrom('!', '"', '#', ' ', '\u0000', 'a', '2', '\u{1F600}', '\uFFFD'),
    maxLength: 5,
  }),
);
const kinds = fc.array(fc.constantFrom('text' as const, 'number' as const), { minLength: 1, maxLength: 4 });
const ids = kinds.chain((shape) =>
  fc.tuple(
    fc.tuple(...shape.map((kind) => (kind === 'text' ? text : whole))),
    fc.tuple(...shape.map((kind) => (kind === 'text' ? text : whole))),
  ),
);

/** As rows sort: by the bytes of the text. */
const compareIds = (a: string, b: string) => Math.sign(compareBytes(Buffer.from(a), Buffer.from(b)));

function compareParts(a: readonly IdValue[], b: readonly IdValue[]): number {
  for (let i = 0; i < a.length; i++) {
    const [left, right] = [a[i] as IdValue, b[i] as IdValue];
    const order = typeof left === 'number' ? left - Number(right) : compareIds(left, String(right));
    if (order !== 0) return Math.sign(order);
  }
  return 0;
}

describe('ids that are made of fields', () => {
  test('read as people would write them', () => {
    expect(encodeIdParts(['order-7', 42], true)).toBe('order-7!b42');
    expect(encodeIdParts([0, -5, -42, 1000], true)).toBe('a0!Z4!Y57!d1000');
    expect(encodeIdParts(['a!b', ''], true)).toBe('a"21b!');
    expect(encodeIdParts(['order-7'], false)).toBe('order-7!');
  });

  test('sort like their parts, and no two have one text', () => {
    fc.assert(
      fc.property(ids, ([a, b]) => {
        const [x, y] = [encodeIdParts(a, true), encodeIdParts(b, true)];
        expect(compareIds(x, y)).toBe(compareParts(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  test('lie in the range of their first part, and others do not', () => {
    fc.assert(
      fc.property(text, text, whole, (first, other, number) => {
        const start = encodeIdParts([first], true);
        const isWithin = (id: string) => compareIds(id, start) >= 0 && compareIds(id, afterIdPart(start)) < 0;
        expect(isWithin(encodeIdParts([first, number], true))).toBe(true);
        expect(isWithin(encodeIdParts([first], true))).toBe(true);
        expect(isWithin(encodeIdParts([other, number], true))).toBe(other === first);
      }),
    );
  });
});
