import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Field, Id } from '../decorators/field.decorator';
import { Model } from '../decorators/model.decorator';
import { Relation } from '../decorators/relation.decorator';
import { CorruptRowError } from '../errors';
import { KINDS, REFUSED } from '../metadata/kinds';
import { ModelRegistry } from '../metadata/model-registry';
import type { Ref } from '../metadata/references';
import { type Hydration, RowCodec } from './row-codec';

@Model('everything')
class Everything {
  @Id() id!: string;
  @Field('string') string?: string | null;
  @Field('int') int?: number | null;
  @Field('double') double?: number | null;
  @Field('bigint') bigint?: bigint | null;
  @Field('boolean') boolean?: boolean | null;
  @Field('date') date?: Date | null;
  @Field('bytes') bytes?: Uint8Array | null;
  @Field('decimal') decimal?: string | null;
  @Field('uuid') uuid?: string | null;
  @Field('json') json?: unknown;
  @Field('string', {
    transform: { to: (v: string) => v.toUpperCase(), from: (v) => (v as string).toLowerCase() },
  })
  shouted?: string | null;
  @Relation(() => Everything) one?: Ref<Everything> | null;
  @Relation(() => Everything, { kind: 'list' }) list?: Ref<Everything>[] | null;
}

const model = new ModelRegistry([Everything]).get(Everything);
const ids = new Map(model.columns.map(({ column }, i) => [column, 300 - 3 * i]));
const codec = new RowCodec(model, ids);
const hydration: Hydration = {
  reference: (_, id) => ({ ref: id }),
  embedded: (_, value) => value,
  complete: () => undefined,
};
const KEY = Uint8Array.of(0xab);

const text = fc.string({ unit: 'binary' }).filter((value) => KINDS.string.canonical(value) !== REFUSED);
const id = text.filter((value) => value !== '');
const fields: Record<string, fc.Arbitrary<unknown>> = {
  string: text,
  int: fc.maxSafeInteger().map((n) => n + 0),
  double: fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
  bigint: fc.bigInt({ min: -(2n ** 999n), max: 2n ** 999n }),
  boolean: fc.boolean(),
  date: fc.date({ noInvalidDate: true }),
  bytes: fc.uint8Array(),
  decimal: fc.constantFrom('0', '-12.5', '1000000000000000000000.000000001'),
  uuid: fc.uuid(),
  json: fc.json().map((each) => JSON.parse(each) as unknown),
  shouted: fc.constantFrom('A', ''),
  one: id,
  list: fc.array(id, { maxLength: 5 }),
};
const values = fc.record(
  Object.fromEntries(
    Object.entries(fields).map(([name, each]) => [
      name,
      fc.oneof({ weight: 5, arbitrary: each }, fc.constant(null)),
    ]),
  ),
  { requiredKeys: [] },
);
const manifest = fc.array(
  fc.record({
    indexId: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
    generation: fc.integer({ min: 1, max: 65535 }),
    unique: fc.boolean(),
    parts: fc.uint8Array(),
  }),
);

describe('the row codec', () => {
  test('gives back every value exactly, absent ones absent and null ones null', () => {
    fc.assert(
      fc.property(values, manifest, (given, entries) => {
        const row = codec.decode(KEY, 'x', codec.encode({ ...given, id: 'x' }, entries));
        expect(row.values).toEqual({ ...given, id: 'x' });
        expect(Object.keys(row.values).sort()).toEqual([...Object.keys(given), 'id'].sort());
        expect(row.manifest.map((entry) => ({ ...entry, parts: Uint8Array.from(entry.parts) }))).toEqual(
          entries,
        );
        expect(row.schemaVersion).toBe(1);
      }),
    );
  });

  test('hydrates instances of the class, with transformed values and references', () => {
    const bytes = codec.encode({ id: 'x', shouted: 'HEY', one: 'o', list: ['a', 'b'], string: null }, []);
    const entity = codec.hydrate(KEY, 'x', bytes, hydration);
    expect(entity).toBeInstanceOf(Everything);
    expect({ ...entity }).toEqual({
      id: 'x',
      shouted: 'hey',
      one: { ref: 'o' },
      list: [{ ref: 'a' }, { ref: 'b' }],
      string: null,
    });
  });

  test('copies bytes out of what it reads', () => {
    const bytes = Uint8Array.from(codec.encode({ bytes: Uint8Array.of(1, 2) }, []));
    const { bytes: read } = codec.decode(KEY, 'x', bytes).values;
    bytes.fill(9);
    expect(read).toEqual(Uint8Array.of(1, 2));
  });

  test('keeps columns that it does not know when the row is written again', () => {
    const older = new RowCodec({ ...model, columns: model.columns.slice(0, 3) }, ids);
    fc.assert(
      fc.property(values, (given) => {
        const read = older.decode(KEY, 'x', codec.encode(given, []));
        const again = older.encode({ ...read.values, string: 'new' }, [], read.unknown);
        expect(codec.decode(KEY, 'x', again).values).toEqual({ ...given, string: 'new', id: 'x' });
        expect(() => older.hydrate(KEY, 'x', again, hydration)).not.toThrow();
      }),
    );
  });

  test('refuses bytes that are no row with the key, and never reads beyond them', () => {
    fc.assert(
      fc.property(values, fc.nat(), (given, cut) => {
        const bytes = codec.encode(given, []);
        const torn = bytes.subarray(0, cut % bytes.length);
        try {
          codec.decode(KEY, 'x', torn);
        } catch (error) {
          expect(error).toBeInstanceOf(CorruptRowError);
          expect(error).toMatchObject({
            code: 'ORM_CORRUPT_ROW',
            details: { key: 'ab', model: 'everything' },
          });
        }
      }),
    );
    for (const bytes of [[], [2, 1, 0], [1], [1, 1, 5, 0], [1, 1, 0, 1], [1, 1, 0, 1, 99]]) {
      expect(() => codec.decode(KEY, 'x', Uint8Array.from(bytes))).toThrow(CorruptRowError);
      expect(() => codec.hydrate(KEY, 'x', Uint8Array.from(bytes), hydration)).toThrow(CorruptRowError);
    }
  });

  test('refuses a value of another kind than the column has', () => {
    const other = new RowCodec(
      { ...model, columns: model.columns.filter(({ property }) => property === 'int') },
      new Map([['int', ids.get('string')!]]),
    );
    expect(() => other.decode(KEY, 'x', codec.encode({ string: 'x' }, []))).toThrow(CorruptRowError);
  });

  test('writes what docs/data-layout.md says', () => {
    const bytes = codec.encode({ boolean: true, int: 300 }, [
      { indexId: 2, generation: 1, unique: true, parts: Uint8Array.of(7) },
    ]);
    expect(Buffer.from(bytes).toString('hex')).toBe(
      '01' + '01' + '04' + '05010107' + 'a00202' + 'a90204ac02',
    );
  });
});
