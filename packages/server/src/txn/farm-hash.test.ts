import { describe, expect, test } from '@jest/globals';
import { fingerprint64 } from './farm-hash';

describe('fingerprint64', () => {
  // The documentation of BigQuery's FARM_FINGERPRINT, which gives the same number with a sign.
  test.each([
    ['1footrue', -1541654101129638711n],
    ['2applefalse', 2794438866806483259n],
    ['3true', -4880158226897771312n],
  ])('of %s is the published one', (text, signed) => {
    expect(fingerprint64(Buffer.from(text))).toBe(BigInt.asUintN(64, signed));
  });

  test('differs for neighbours of every length class', () => {
    const hashes = [0, 1, 4, 8, 16, 17, 32, 33, 64, 65, 128, 129, 300].map((length) =>
      fingerprint64(Buffer.alloc(length, 'a')),
    );
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
