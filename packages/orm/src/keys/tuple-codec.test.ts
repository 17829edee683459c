import { describe, expect, test } from '@jest/globals';
import { compareBytes } from '@tito/tikv';
import fc from 'fast-check';
import { ByteReader } from '../bytes/byte-reader';
import { ByteWriter } from '../bytes/byte-writer';
import { CorruptRowError } from '../errors';
import { compareValues } from '../metadata/compare-values';
import { KINDS, REFUSED } from '../metadata/kinds';
import { caseFold } from './case-fold';
import { readPart, skipPart, writePart, writeStringPrefix } from './tuple-codec';

type Type = Parameters<typeof writePart>[1];

function encode(type: Type, value: unknown, isDescending = false): Uint8Array {
  const writer = new ByteWriter();
  writePart(writer, type, value);
  if (isDescending) writer.invertFrom(0);
  return writer.take();
}

const wellFormed = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('\0', '\x01', '\x02', 'a', 'ÿ', '\uffff', '😀'),
      fc.string({ unit: 'grapheme', maxLength: 1 }),
    ),
  })
  .filter((text) => KINDS.string.canonical(text) === text);

const decimal = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.nat({ max: 40 }))
  .map(([isNegative, digits, scale]) => {
    const text = digits.toString().padStart(scale + 1, '0');
    const split = text.length - scale;
    return `${isNegative ? '-' : ''}${text.slice(0, split)}${scale === 0 ? '' : `.${text.slice(split)}`}`;
  })
  .map((text) => KINDS.decimal.canonical(text) as string);

/** Per type: values, and their order by other means than the one under test. */
const TYPES: Record<Type, { values: fc.Arbitrary<unknown>; compare: (a: never, b: never) => number }> = {
  boolean: { values: fc.boolean(), compare: (a: boolean, b: boolean) => Number(a) - Number(b) },
  number: {
    values: fc
      .oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger())
      .map((n) => n + 0),
    compare: (a: number, b: number) => a - b,
  },
  bigint: {
    values: fc.bigInt({ min: -(2n ** 999n), max: 2n ** 999n }),
    compare: (a: bigint, b: bigint) => Number(a > b) - Number(a < b),
  },
  decimal: {
    values: decimal,
    compare: (a: string, b: string) => Number(scaled(a) > scaled(b)) - Number(scaled(a) < scaled(b)),
  },
  string: {
    values: wellFormed,
    compare: (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b)),
  },
  bytes: {
    values: fc.uint8Array().chain((bytes) =>
      fc.constantFrom(
        bytes,
        bytes.map((b) => b % 3),
      ),
    ),
    compare: (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b),
  },
  date: {
    values: fc.date({ noInvalidDate: true }),
    compare: (a: Date, b: Date) => a.getTime() - b.getTime(),
  },
  uuid: { values: fc.uuid(), compare: (a: string, b: string) => (a < b ? -1 : a === b ? 0 : 1) },
};

function scaled(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(50, '0')) || 0n;
}

const anyValue = fc
  .constantFrom(...(Object.keys(TYPES) as Type[]))
  .chain((type) =>
    fc.tuple(fc.constant(type), fc.oneof({ weight: 9, arbitrary: TYPES[type].values }, fc.constant(null))),
  );

describe('the tuple codec', () => {
  test.each(Object.keys(TYPES) as Type[])(
    'keeps the order of %s values, and inverts it for descending parts',
    (type) => {
      const { values, compare } = TYPES[type];
      fc.assert(
        fc.property(values, values, (a, b) => {
          const expected = Math.sign(compare(a as never, b as never));
          expect(Math.sign(compareBytes(encode(type, a), encode(type, b)))).toBe(expected);
          expect(Math.sign(compareBytes(encode(type, a, true), encode(type, b, true)))).toBe(-expected + 0);
          if (type !== 'decimal') expect(Math.sign(compareValues(a, b))).toBe(expected);
          else expect(Math.sign(KINDS.decimal.compare(a, b))).toBe(expected);
        }),
        { numRuns: 500 },
      );
    },
  );

  test('gives every value back', () => {
    fc.assert(
      fc.property(anyValue, ([type, value]) => {
        const reader = new ByteReader(encode(type, value));
        expect(readPart(reader)).toEqual(value);
        expect(reader.isAtEnd).toBe(true);
      }),
    );
  });

  test('gives no value an encoding that begins the encoding of another', () => {
    fc.assert(
      fc.property(anyValue, anyValue, ([typeA, a], [typeB, b]) => {
        const [x, y] = [encode(typeA, a), encode(typeB, b)];
        if (compareBytes(x, y) !== 0) expect(compareBytes(x, y.subarray(0, x.length))).not.toBe(0);
      }),
      { numRuns: 1000 },
    );
    const [short, long] = [encode('string', 'a'), encode('string', 'a\0')];
    expect(compareBytes(short, long.subarray(0, short.length))).not.toBe(0);
  });

  test('finds the end of every part, descending or not', () => {
    fc.assert(
      fc.property(anyValue, fc.boolean(), fc.uint8Array(), ([type, value], isDescending, rest) => {
        const bytes = encode(type, value, isDescending);
        expect(skipPart(Buffer.concat([bytes, rest]), 0, isDescending)).toBe(bytes.length);
        if (bytes.length > 1)
          expect(() => skipPart(bytes.subarray(0, -1), 0, isDescending)).toThrow(CorruptRowError);
      }),
      { numRuns: 1000 },
    );
  });

  test('keeps what is hard to keep', () => {
    const hard: [Type, unknown[]][] = [
      ['number', [-Infinity, -Number.MAX_VALUE, -(2 ** 53), -1, -Number.MIN_VALUE, 0]],
      ['number', [0, Number.MIN_VALUE, 1, 2 ** 53 - 1, 2 ** 53, 2 ** 53 + 2, Number.MAX_VALUE, Infinity]],
      ['bigint', [-(2n ** 64n), -(2n ** 53n) - 1n, -1n, 0n, 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 64n]],
      ['date', [-8.64e15, -62135596800000, -1, 0, 1, 8.64e15].map((ms) => new Date(ms))],
      [
        'string',
        ['', '\0', '\0\0', '\0\x01', '\x01', '\x01\0', ' ', '/', ':', 'a', 'a\0', 'a\0b', 'a\x01', 'ab'],
      ],
      ['string', ['\uffff', '\u{10000}', '\u{1f600}', '\u{10ffff}']],
      ['string', ['x'.repeat(8191), 'x'.repeat(8192), `${'x'.repeat(8192)}\0`, `${'x'.repeat(8192)}y`]],
      [
        'bytes',
        [[], [0], [0, 0], [0, 0xff], [1], [1, 1], [0xff], [0xff, 0]].map((bytes) => Uint8Array.from(bytes)),
      ],
    ];
    for (const [type, ascending] of hard) {
      const encoded = ascending.map((value) => encode(type, value));
      expect([...encoded].sort(compareBytes)).toEqual(encoded);
      expect(new Set(encoded.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(ascending.length);
      expect(encoded.map((bytes) => readPart(new ByteReader(bytes)))).toEqual(ascending);
    }
    expect(encode('number', -0)).toEqual(encode('number', 0));
  });

  test('is never asked for what has no order or no bytes: the kinds refuse it', () => {
    for (const value of [NaN, Infinity, -Infinity]) expect(KINDS.double.canonical(value)).toBe(REFUSED);
    for (const value of [2 ** 53, 0.5, NaN, -0.1]) expect(KINDS.int.canonical(value)).toBe(REFUSED);
    for (const text of ['\ud800', 'a\udc00b', '\udc00\ud800']) {
      for (const kind of [KINDS.string, KINDS.json]) expect(kind.canonical(text)).toBe(REFUSED);
      expect(KINDS.json.canonical({ [text]: 1 })).toBe(REFUSED);
    }
    expect(Object.is(KINDS.double.canonical(-0), 0)).toBe(true);
    expect(KINDS.date.canonical(new Date(NaN))).toBe(REFUSED);
  });

  test('orders types: null, booleans, numbers, bigints, decimals, strings, bytes, dates, UUIDs', () => {
    const values: [Type, unknown][] = [
      ['boolean', null],
      ['boolean', false],
      ['boolean', true],
      ['number', -Number.MAX_VALUE],
      ['number', Number.MAX_VALUE],
      ['bigint', -(2n ** 999n)],
      ['bigint', 2n ** 999n],
      ['decimal', '-1'],
      ['decimal', '1'],
      ['string', ''],
      ['string', '\u{10ffff}'],
      ['bytes', new Uint8Array()],
      ['bytes', Uint8Array.of(0xff)],
      ['date', new Date(-8.64e15)],
      ['date', new Date(8.64e15)],
      ['uuid', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    ];
    const encoded = values.map(([type, value]) => encode(type, value));
    expect([...encoded].sort(compareBytes)).toEqual(encoded);
  });

  test('writes what docs/data-layout.md says', () => {
    const hex = (type: Type, value: unknown) => Buffer.from(encode(type, value)).toString('hex');
    expect(hex('string', 'a\0\x01')).toBe('1061010101' + '0200');
    expect(hex('boolean', true)).toBe('05');
    expect(hex('number', 1)).toBe('08bff0000000000000');
    expect(hex('number', -0)).toBe('088000000000000000');
    expect(hex('bigint', 258n)).toBe('0a820102');
    expect(hex('bigint', -258n)).toBe('0a7efefd');
    expect(hex('decimal', '12.5')).toBe('0c028000000202030600');
    expect(hex('date', new Date(0))).toBe('148000000000000000');
    expect(hex('bytes', null)).toBe('02');
  });

  test('begins every string with the prefix of its beginning', () => {
    fc.assert(
      fc.property(wellFormed, wellFormed, (prefix, rest) => {
        const writer = new ByteWriter();
        writeStringPrefix(writer, prefix);
        const bytes = writer.take();
        expect(encode('string', prefix + rest).subarray(0, bytes.length)).toEqual(bytes);
      }),
    );
  });
});

describe('case folding', () => {
  test.each([
    ['Straße', 'STRASSE'],
    ['ΟΔΟΣ', 'οδος'],
    ['οδοσ', 'οδος'],
    ['ＡＢＣ', 'abc'],
    ['ﬁn', 'FIN'],
    ['É', 'e\u0301'],
  ])('makes %s and %s equal', (a, b) => expect(caseFold(a)).toBe(caseFold(b)));

  test('keeps the dotless i apart', () => expect(caseFold('ı')).not.toBe(caseFold('i')));

  test('is done after one time', () => {
    fc.assert(fc.property(wellFormed, (text) => expect(caseFold(caseFold(text))).toBe(caseFold(text))));
  });
});
