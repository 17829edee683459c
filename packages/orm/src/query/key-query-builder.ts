/** Queries that name an index: the values of its first parts, then a bound of the next. */

import { InvalidQueryError, IndexNotReadyError, NotFoundError, UnknownIndexError } from '../errors';
import type { BoundIndex, BoundModel } from '../persistence/bound-model';
import { type PartBound, keyRanges } from './key-ranges';
import { QueryBuilder, type QueryEnvironment } from './query-builder';
import type { QueryPlan } from './query-plan';
import type { UniqueLookup } from './unique-lookup';
import { boundValue, inValues, partValue, prefixValue } from './query-values';

/** The bounds of the next part, as the interface `Range` has them. */
export interface RangeBuilder {
  gt(value: unknown): QueryBuilder;
  gte(value: unknown): QueryBuilder;
  lt(value: unknown): QueryBuilder;
  lte(value: unknown): QueryBuilder;
  between(low: unknown, high: unknown): QueryBuilder;
  in(values: unknown): QueryBuilder;
  startsWith(prefix: unknown): QueryBuilder;
}

export class KeyQueryBuilder extends QueryBuilder {
  readonly range: RangeBuilder;

  constructor(
    environment: QueryEnvironment,
    model: BoundModel,
    index: BoundIndex,
    fixed: readonly unknown[],
  ) {
    super(environment, planOf(model, index, fixed, []));
    const bounded = (...bounds: PartBound[]): QueryBuilder =>
      new QueryBuilder(environment, planOf(model, index, fixed, bounds));
    this.range = rangeBuilder(index, fixed.length, bounded);
  }
}

/** The row that a unique index has for all its values. */
export class UniqueQueryBuilder {
  readonly #model: string;
  readonly #index: string;
  readonly #lookup: UniqueLookup;
  readonly #include: object | null;

  constructor(model: string, index: string, lookup: UniqueLookup, include: object | null = null) {
    this.#model = model;
    this.#index = index;
    this.#lookup = lookup;
    this.#include = include;
  }

  one(): Promise<object | null> {
    return this.#lookup.find(this.#include);
  }

  async oneOrThrow(): Promise<object> {
    const found = await this.one();
    if (found !== null) return found;
    throw new NotFoundError({ model: this.#model, index: this.#index });
  }

  exists(): Promise<boolean> {
    return this.#lookup.exists();
  }

  include(include: object): UniqueQueryBuilder {
    return new UniqueQueryBuilder(this.#model, this.#index, this.#lookup, { ...this.#include, ...include });
  }
}

/** An index by its name, ready to be read. @throws UnknownIndexError, IndexNotReadyError */
export function namedIndex(model: BoundModel, name: unknown): BoundIndex {
  const { metadata, indexes } = model;
  const found = indexes.find((index) => index.metadata.name === name);
  if (found === undefined) {
    const known = indexes.map((index) => index.metadata.name);
    throw new UnknownIndexError({
      model: metadata.name,
      index: typeof name === 'string' ? name : typeof name,
      known,
    });
  }
  if (found.state === 'readable') return found;
  model.schema?.look(); // it may have become readable elsewhere
  throw new IndexNotReadyError({ model: metadata.name, index: found.metadata.name });
}

/** The values of an index's first parts, in stored form. @throws InvalidQueryError */
export function fixedValues({ metadata }: BoundIndex, values: readonly unknown[]): unknown[] {
  return values.map((value, i) => partValue(metadata, i, value));
}

function planOf(
  model: BoundModel,
  index: BoundIndex,
  fixed: readonly unknown[],
  bounds: readonly PartBound[],
): QueryPlan {
  const each = index.metadata.parts.findIndex(({ eachAt }) => eachAt !== null);
  return {
    model,
    index,
    ranges: keyRanges(model.layout.indexPrefix(index.address), index.metadata, fixed, bounds),
    isBounded: fixed.length > 0 || bounds.length > 0,
    residual: [],
    mayRepeat: each >= fixed.length,
    hidesDeleted: false,
  };
}

function rangeBuilder(
  { metadata }: BoundIndex,
  position: number,
  bounded: (...bounds: PartBound[]) => QueryBuilder,
): RangeBuilder {
  if (position >= metadata.parts.length) {
    const refuse = (): never => {
      throw new InvalidQueryError('all parts of the index are fixed: there is none to bound', {
        model: metadata.model,
        index: metadata.name,
      });
    };
    return {
      gt: refuse,
      gte: refuse,
      lt: refuse,
      lte: refuse,
      between: refuse,
      in: refuse,
      startsWith: refuse,
    };
  }
  const compare = (operator: 'gt' | 'gte' | 'lt' | 'lte') => (value: unknown) =>
    bounded({ operator, value: boundValue(metadata, position, value) });
  return {
    gt: compare('gt'),
    gte: compare('gte'),
    lt: compare('lt'),
    lte: compare('lte'),
    between: (low, high) =>
      bounded(
        { operator: 'gte', value: boundValue(metadata, position, low) },
        { operator: 'lte', value: boundValue(metadata, position, high) },
      ),
    in: (values) => bounded({ operator: 'in', values: inValues(metadata, position, values) }),
    startsWith: (prefix) =>
      bounded({ operator: 'startsWith', prefix: prefixValue(metadata, position, prefix) }),
  };
}
