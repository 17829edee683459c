import { describe, expect, test } from '@jest/globals';
import { compareBytes, concatBytes, rangeContains } from '@tito/tikv';
import fc from 'fast-check';
import { Field, Id } from '../decorators/field.decorator';
import { Index } from '../decorators/index.decorator';
import { Model } from '../decorators/model.decorator';
import { encodeParts } from '../keys/index-entries';
import { type F, key } from '../metadata/key-definition';
import { type Comparison, holds, satisfies } from '../metadata/conditions';
import { ModelRegistry } from '../metadata/model-registry';
import { compareValues } from '../metadata/compare-values';
import { type PartBound, keyRanges } from './key-ranges';
import { implies } from './plan-find';

@Model('m')
class M {
  @Id() id!: string;
  @Field('string') name!: string;
  @Field('int') age!: number;
  @Field('boolean') flag!: boolean;
  @Index() static readonly up = key((m: F<M>) => [m.name, m.age]);
  @Index() static readonly down = key((m: F<M>) => [m.name, m.age.desc]);
  @Index() static readonly flags = key((m: F<M>) => [m.name, m.flag.desc]);
  @Index() static readonly names = key((m: F<M>) => [m.flag, m.name]);
  @Index() static readonly namesDown = key((m: F<M>) => [m.flag, m.name.desc]);
}

const model = new ModelRegistry([M]).get(M);
const PREFIX = Uint8Array.of(0x69, 0xff);
const name = fc.constantFrom('', 'a', 'a\0', 'ab', 'b', null);
const age = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constant(null));
const flag = fc.constantFrom(true, false, null);
const operator = fc.constantFrom('gt' as const, 'gte' as const, 'lt' as const, 'lte' as const);

/** What a bound means, said without keys. */
function accepts(bound: PartBound, value: unknown): boolean {
  if (bound.operator === 'startsWith') return typeof value === 'string' && value.startsWith(bound.prefix);
  const { operator, ...rest } = bound;
  const operand = 'values' in rest ? rest.values : rest.value;
  return holds({ property: '', operator, operand, compare: compareValues }, value);
}

function check(
  index: string,
  first: unknown,
  bounds: PartBound[],
  rows: readonly (readonly unknown[])[],
): void {
  const metadata = model.indexOf.get(index)!;
  const ranges = keyRanges(PREFIX, metadata, [first], bounds);
  for (const [i, range] of ranges.entries()) {
    if (i > 0) expect(compareBytes(ranges[i - 1]!.end, range.start)).toBeLessThanOrEqual(0);
  }
  for (const row of rows) {
    const entry = concatBytes(PREFIX, encodeParts(metadata, row), Uint8Array.of(0x10, 0x78, 0));
    const expected = row[0] === first && bounds.every((bound) => accepts(bound, row[1]));
    expect({ row, found: ranges.some((range) => rangeContains(range, entry)) }).toEqual({
      row,
      found: expected,
    });
  }
}

describe('key ranges', () => {
  test.each(['up', 'down'])('hold exactly the entries within the bounds of numbers, index %s', (index) => {
    const bound: fc.Arbitrary<PartBound> = fc.oneof(
      fc.record({ operator, value: fc.integer({ min: -2, max: 2 }) }),
      fc.record({ operator: fc.constant('in' as const), values: fc.array(age, { maxLength: 3 }) }),
    );
    fc.assert(
      fc.property(
        name,
        fc.array(bound, { maxLength: 2 }),
        fc.array(fc.tuple(name, age)),
        (first, bounds, rows) => check(index, first, bounds, rows),
      ),
    );
  });

  test.each(['names', 'namesDown'])('hold exactly the texts with a beginning, index %s', (index) => {
    const bound: fc.Arbitrary<PartBound> = fc.oneof(
      fc.record({
        operator: fc.constant('startsWith' as const),
        prefix: fc.constantFrom('', 'a', 'a\0', 'b'),
      }),
      fc.record({ operator, value: fc.constantFrom('', 'a', 'a\0', 'ab') }),
    );
    fc.assert(
      fc.property(
        flag,
        fc.array(bound, { maxLength: 2 }),
        fc.array(fc.tuple(flag, name)),
        (first, bounds, rows) => check(index, first, bounds, rows),
      ),
    );
  });

  test('hold booleans within bounds, which have two tags', () => {
    fc.assert(
      fc.property(name, operator, fc.boolean(), fc.array(fc.tuple(name, flag)), (first, op, value, rows) =>
        check('flags', first, [{ operator: op, value }], rows),
      ),
    );
  });
});

describe('implication between comparisons', () => {
  const value = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constant(null));
  const number = fc.integer({ min: 0, max: 4 });
  const comparison = fc
    .oneof(
      fc.tuple(fc.constantFrom('eq' as const, 'ne' as const), value),
      fc.tuple(operator, number),
      fc.tuple(fc.constant('in' as const), fc.array(number, { maxLength: 3 })),
      fc.tuple(fc.constant('exists' as const), fc.boolean()),
    )
    .map(([op, operand]): Comparison => ({ property: 'x', operator: op, operand, compare: compareValues }));

  test('is claimed only when every value that satisfies the one satisfies the other', () => {
    let claimed = 0;
    fc.assert(
      fc.property(comparison, comparison, fc.array(value, { minLength: 1 }), (given, needed, xs) => {
        if (!implies(given, needed)) return;
        claimed++;
        for (const x of [...xs, 0.5, 10, -10]) {
          if (satisfies([given], () => x))
            expect({ given, needed, x, holds: satisfies([needed], () => x) }).toMatchObject({ holds: true });
        }
      }),
      { numRuns: 5000 },
    );
    expect(claimed).toBeGreaterThan(100);
  });

  test('is found where it is plain', () => {
    const c = (op: Comparison['operator'], operand: unknown): Comparison => ({
      property: 'x',
      operator: op,
      operand,
      compare: compareValues,
    });
    expect(implies(c('eq', 3), c('gte', 3))).toBe(true);
    expect(implies(c('gt', 3), c('gte', 3))).toBe(true);
    expect(implies(c('gte', 3), c('gt', 3))).toBe(false);
    expect(implies(c('in', [1, 2]), c('lt', 3))).toBe(true);
    expect(implies(c('gte', 1), c('exists', true))).toBe(true);
    expect(implies(c('eq', null), c('exists', false))).toBe(true);
  });
});
