import { describe, expect, test } from '@jest/globals';
import { parseDuration } from './duration';

describe('a duration', () => {
  test.each([
    ['250ms', 250],
    ['25s', 25_000],
    ['10m', 600_000],
    ['1.5h', 5_400_000],
    ['7d', 604_800_000],
    ['2w', 1_209_600_000],
    [0, 0],
    [15, 15],
  ])('of %p is %i milliseconds', (value, expected) => {
    expect(parseDuration(value, 'delay')).toBe(expected);
  });

  test.each([
    ['7 d'],
    ['-1s'],
    ['s'],
    ['1y'],
    ['1e3s'],
    [-1],
    [0.5],
    [Number.NaN],
    [Infinity],
    [undefined],
    [null],
    ['9999999999999w'],
  ])('refuses %p and names the argument', (value) => {
    expect(() => parseDuration(value, 'delay')).toThrow(
      expect.objectContaining({
        code: 'PROTOCOL_INVALID_ARGUMENT',
        details: expect.objectContaining({ argument: 'delay' }),
      }),
    );
  });
});
