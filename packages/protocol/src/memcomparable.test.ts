import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { compareBytes, concatBytes, toHex } from './bytes';
import { MalformedKeyError } from './errors';
import {
  appendDescendingTimestamp,
  decodeMemcomparable,
  encodeMemcomparable,
  memcomparableLength,
} from './memcomparable';
import { MAX_TIMESTAMP } from './timestamp';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const key = fc.uint8Array({ maxLength: 40 });

describe('the memcomparable encoding', () => {
  // Computed from the rules of the encoding, independently of this code.
  test.each([
    ['', '0000000000000000f7'],
    ['00', '0000000000000000f8'],
    ['61', '6100000000000000f8'],
    ['6100', '6100000000000000f9'],
    ['61626364656667', '6162636465666700fe'],
    ['6162636465666768', '6162636465666768ff0000000000000000f7'],
    ['616263646566676869', '6162636465666768ff6900000000000000f8'],
    ['ffffffffffffffff', 'ffffffffffffffffff0000000000000000f7'],
    ['74800000000000000a', '7480000000000000ff0a00000000000000f8'],
  ])('of %s is %s, and back', (raw, encoded) => {
    expect(toHex(encodeMemcomparable(bytes(raw)))).toBe(encoded);
    expect(toHex(decodeMemcomparable(bytes(encoded)).key)).toBe(raw);
  });

  test('sorts as the keys do', () => {
    fc.assert(
      fc.property(key, key, (a, b) => {
        const order = compareBytes(encodeMemcomparable(a), encodeMemcomparable(b));
        expect(Math.sign(order)).toBe(Math.sign(compareBytes(a, b)));
      }),
    );
  });

  test('ends by itself: what follows is left to the caller', () => {
    fc.assert(
      fc.property(key, key, (a, suffix) => {
        const decoded = decodeMemcomparable(concatBytes(encodeMemcomparable(a), suffix));
        expect(toHex(decoded.key)).toBe(toHex(a));
        expect(decoded.length).toBe(memcomparableLength(a.length));
      }),
    );
  });

  test('keeps a long key within the server limit up to 7279 bytes', () => {
    expect([memcomparableLength(7279), memcomparableLength(7280)]).toEqual([8190, 8199]);
  });

  test.each([
    ['an early end', '61000000000000'],
    ['a marker below the smallest', '6100000000000000f6'],
    ['padding that is not zero', '6100000000000001f8'],
    ['a full group without a successor', '6162636465666768ff'],
  ])('refuses %s', (_, encoded) => {
    expect(() => decodeMemcomparable(bytes(encoded))).toThrow(MalformedKeyError);
  });
});

describe('a descending timestamp', () => {
  test.each([
    [0n, 'ffffffffffffffff'],
    [1n, 'fffffffffffffffe'],
    [100n, 'ffffffffffffff9b'],
    [400000000000000000n, 'fa72ea1e89d7ffff'],
    [MAX_TIMESTAMP, '0000000000000000'],
  ])('of %d is %s', (ts, hex) => {
    expect(toHex(appendDescendingTimestamp(new Uint8Array(0), ts))).toBe(hex);
  });

  test('follows the encoded key', () => {
    expect(toHex(appendDescendingTimestamp(encodeMemcomparable(bytes('7a')), 1000n))).toBe(
      '7a00000000000000f8fffffffffffffc17',
    );
  });
});
