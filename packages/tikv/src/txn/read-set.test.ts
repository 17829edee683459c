import { describe, expect, test } from '@jest/globals';
import { ReadSet } from './read-set';

const key = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));
const range = { start: key('b'), end: key('m') };

describe('what a transaction has read', () => {
  test('has single keys', () => {
    const seen = new ReadSet();
    seen.addKey(key('a'));
    expect(seen.has(key('a'))).toBe(true);
    expect(seen.has(key('aa'))).toBe(false);
  });

  test.each([
    [false, ['b', 'd', 'dz'], ['a', 'e', 'm']],
    [true, ['e', 'f', 'lz'], ['b', 'd', 'm']],
  ])(
    'has the part of a range that a scan has shown, absent keys too (reversed: %s)',
    (isReversed, inside, outside) => {
      const seen = new ReadSet();
      const scan = seen.addScan(range, isReversed);
      expect(seen.has(key('d'))).toBe(false);
      scan.reached = key(isReversed ? 'e' : 'dz');
      expect(inside.map((name) => seen.has(key(name)))).toEqual(inside.map(() => true));
      expect(outside.map((name) => seen.has(key(name)))).toEqual(outside.map(() => false));
      scan.isDone = true;
      expect(['b', 'd', 'lz'].map((name) => seen.has(key(name)))).toEqual([true, true, true]);
      expect(seen.has(key('m'))).toBe(false);
    },
  );

  test('counts everything as read when it has become too much to remember', () => {
    const seen = new ReadSet();
    for (let i = 0; i < 1024; i++) seen.addScan(range, false);
    expect(seen.has(key('z'))).toBe(false);
    seen.addScan(range, false);
    expect(seen.has(key('z'))).toBe(true);
  });
});
