import { describe, expect, test } from '@jest/globals';
import { partitionOf } from './partition';
import { xxhash32 } from './xxhash32';

/** The buffer of xxHash's own sanity test, tests/sanity_test.c. */
function sanityBuffer(length: number): Uint8Array {
  const out = new Uint8Array(length);
  let generator = 2654435761n;
  for (let i = 0; i < length; i++) {
    out[i] = Number(generator >> 56n);
    generator = BigInt.asUintN(64, generator * 11400714785074694797n);
  }
  return out;
}

describe('xxhash32', () => {
  const SEED = 0x9e3779b1;

  test.each([
    [0, 0, 0x02cc5d05],
    [0, SEED, 0x36b78ae7],
    [1, 0, 0xcf65b03e],
    [1, SEED, 0xb4545aa4],
    [14, 0, 0x1208e7e2],
    [14, SEED, 0x6af1d1fe],
    [222, 0, 0x5bd11dbd],
    [222, SEED, 0x58803c5f],
  ])('hashes %i bytes with seed %i as the reference implementation does', (length, seed, expected) => {
    expect(xxhash32(sanityBuffer(length), seed)).toBe(expected);
  });

  test('chooses the partition by the hash of the UTF-8 bytes, modulo the number of partitions', () => {
    expect(xxhash32(new TextEncoder().encode('abc'))).toBe(0x32d153ff);
    expect(partitionOf('abc', 1024)).toBe(0x32d153ff % 1024);
    expect(partitionOf('é', 7)).toBe(xxhash32(Uint8Array.of(0xc3, 0xa9)) % 7);
  });
});
