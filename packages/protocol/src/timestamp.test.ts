import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { addMilliseconds, composeTimestamp, logicalPart, physicalMs } from './timestamp';

test('a timestamp is milliseconds above eighteen bits of counter', () => {
  expect(composeTimestamp(1700000000123, 5)).toBe(445644800032243717n);
  expect(composeTimestamp(1700000000123n, 5n)).toBe(0x62f3f95a1ec0005n);
  expect(composeTimestamp(1700000000000, 5)).toBe(445644800000000005n);
});

test('its parts come back', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 43 }),
      fc.integer({ min: 0, max: 2 ** 18 - 1 }),
      (ms, logical) => {
        const ts = composeTimestamp(ms, logical);
        expect([physicalMs(ts), logicalPart(ts)]).toEqual([ms, logical]);
      },
    ),
  );
});

test('adding milliseconds keeps the counter', () => {
  const ts = composeTimestamp(1000, 7);
  expect(addMilliseconds(ts, 250)).toBe(composeTimestamp(1250, 7));
  expect(addMilliseconds(ts, -1000)).toBe(composeTimestamp(0, 7));
});
