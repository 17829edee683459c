import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { compareBytes, concatBytes, toHex } from './bytes';
import { intersectRanges, isEmptyRange, keyAfter, prefixEnd, prefixRange, rangeContains } from './key-range';

const key = fc.uint8Array({ maxLength: 6 });
const range = fc.record({ start: key, end: key });

describe('a prefix', () => {
  test.each([
    ['6162', '6163'],
    ['61ff', '62'],
    ['ffff', ''],
    ['', ''],
  ])('%s ends before %s', (prefix, end) => {
    expect(toHex(prefixEnd(Buffer.from(prefix, 'hex')))).toBe(end);
  });

  test('range holds the keys that begin with it, and no others', () => {
    fc.assert(
      fc.property(key, key, key, (prefix, suffix, other) => {
        const within = prefixRange(prefix);
        expect(rangeContains(within, concatBytes(prefix, suffix))).toBe(true);
        const begins = toHex(other).startsWith(toHex(prefix));
        expect(rangeContains(within, other)).toBe(begins);
      }),
    );
  });
});

test('a prefix is left as it was, also as a Buffer', () => {
  const prefix = Buffer.from('61', 'hex');
  prefixRange(prefix);
  expect(prefix.toString('hex')).toBe('61');
});

test('no key lies between a key and the key after it', () => {
  fc.assert(
    fc.property(key, key, (a, other) => {
      const after = keyAfter(a);
      expect(compareBytes(a, after)).toBeLessThan(0);
      expect(compareBytes(a, other) < 0 && compareBytes(other, after) < 0).toBe(false);
    }),
  );
});

test('an intersection holds exactly the keys of both ranges', () => {
  fc.assert(
    fc.property(range, range, key, (a, b, k) => {
      const both = rangeContains(a, k) && rangeContains(b, k);
      expect(rangeContains(intersectRanges(a, b), k)).toBe(both);
    }),
  );
});

test('an empty range holds no key', () => {
  fc.assert(
    fc.property(range, key, (r, k) => {
      fc.pre(isEmptyRange(r));
      expect(rangeContains(r, k)).toBe(false);
    }),
  );
});
