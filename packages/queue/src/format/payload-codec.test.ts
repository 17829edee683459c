import { describe, expect, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { decodePayload, encodePayload } from './payload-codec';

const leaves = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.double(),
  fc.integer(),
  fc.bigInt(),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ maxLength: 20 }),
);
const names = fc.oneof(
  fc.string(),
  fc.constantFrom('$bigint', '$date', '$', '$$', '__proto__', 'constructor', '$undefined'),
);
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    leaves,
    fc.array(fc.oneof(tie('value'), fc.constant(undefined)), { maxLength: 5 }),
    fc.array(fc.tuple(names, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
})).value;

describe('the payload codec', () => {
  test('gives back every value exactly', () => {
    fc.assert(
      fc.property(values, (value) =>
        expect(isDeepStrictEqual(decodePayload(encodePayload(value)), value)).toBe(true),
      ),
      { numRuns: 1000 },
    );
  });

  test('stores plain values as the JSON that people expect', () => {
    const text = (value: unknown): string => Buffer.from(encodePayload(value)).toString();
    expect(text({ id: 'u1', age: 41, tags: ['a'] })).toBe('{"id":"u1","age":41,"tags":["a"]}');
    expect(text({ n: 10n, at: new Date(0) })).toBe('{"n":{"$bigint":"10"},"at":{"$date":0}}');
    expect(text({ $date: 1 })).toBe('{"$":{"$date":1}}');
  });

  test('drops undefined properties and keeps an undefined payload', () => {
    expect(decodePayload(encodePayload({ a: undefined, b: 1 }))).toStrictEqual({ b: 1 });
    expect(decodePayload(encodePayload(undefined))).toBeUndefined();
  });

  test('keeps own properties named __proto__ without touching any prototype', () => {
    const value = JSON.parse('{"__proto__":{"polluted":true},"n":{"$bigint":"1"}}') as object;
    const back = decodePayload(encodePayload(value)) as object;
    expect(Object.keys(back)).toEqual(['__proto__', 'n']);
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('stores instances by their properties, or by their toJSON', () => {
    class Point {
      constructor(readonly x: number) {}
    }
    expect(decodePayload(encodePayload(new Point(3)))).toStrictEqual({ x: 3 });
    expect(decodePayload(encodePayload({ toJSON: () => [1n] }))).toStrictEqual([1n]);
  });

  test.each([
    ['a function', { f: () => 1 }, '$.f'],
    ['a symbol', [Symbol('s')], '$[0]'],
    ['a map', { a: { m: new Map() } }, '$.a.m'],
    ['an invalid date', new Date(Number.NaN), '$'],
    ['a promise', { p: Promise.resolve() }, '$.p'],
  ])('refuses %s and says where it is', (_what, value, path) => {
    expect(() => encodePayload(value)).toThrow(
      expect.objectContaining({ code: 'QUEUE_INVALID_PAYLOAD', details: expect.objectContaining({ path }) }),
    );
  });

  test('refuses a cycle instead of running for ever', () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(() => encodePayload(cycle)).toThrow(expect.objectContaining({ code: 'QUEUE_INVALID_PAYLOAD' }));
  });

  test.each([['{'], ['{"$what":1}'], ['{"$bigint":1}'], ['{"a":{"$date":"x"}}']])(
    'reports %p as corrupt',
    (text) => {
      expect(() => decodePayload(Buffer.from(text))).toThrow(
        expect.objectContaining({ code: 'QUEUE_CORRUPT_RECORD' }),
      );
    },
  );
});
