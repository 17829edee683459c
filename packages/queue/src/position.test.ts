import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { composePosition, formatOffset, indexOf, parseOffset, sequenceOf } from './position';

const sequences = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
const indexes = fc.integer({ min: 0, max: 65_535 });

describe('a position', () => {
  test('comes back from its offset, and orders by sequence, then index', () => {
    fc.assert(
      fc.property(sequences, indexes, sequences, indexes, (s1, i1, s2, i2) => {
        const a = composePosition(s1, i1);
        const b = composePosition(s2, i2);
        expect([sequenceOf(a), indexOf(a)]).toEqual([s1, i1]);
        expect(parseOffset(formatOffset(a))).toBe(a);
        expect(a < b).toBe(s1 < s2 || (s1 === s2 && i1 < i2));
      }),
    );
  });

  test.each([[''], ['1'], ['1.'], ['.1'], ['1.65536'], ['18446744073709551616.0'], ['-1.0'], ['1.0 ']])(
    'refuses the offset %p',
    (offset) => {
      expect(() => parseOffset(offset)).toThrow(
        expect.objectContaining({ code: 'PROTOCOL_INVALID_ARGUMENT' }),
      );
    },
  );
});
