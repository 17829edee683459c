/** Queries as types: what each step offers and what it gives. */

import type { Key } from '../metadata/key-definition';
import type { Include, Loaded } from '../metadata/references';
import type { ExplainOptions, QueryExplanation } from './explain';

/** One page, with cursors to its neighbours: null where there is none. */
export interface Page<T> {
  readonly items: T[];
  /** For `after(...)`. */
  readonly next: string | null;
  /** For `before(...)`. */
  readonly prev: string | null;
}

export interface FilterOptions {
  /** How many rows in a row may be refused before the query fails with `ORM_SCAN_LIMIT`; 10000 by default. */
  readonly maxScan?: number;
}

/**
 * Rows in the order of an index. Every step returns a new query; nothing is read before the last one.
 *
 * All reads of one result are of one moment, also those of its relations.
 */
export interface Query<T> extends AsyncIterable<T> {
  /** At most so many items, counted after filters. */
  limit(count: number): Query<T>;
  /** From the end of the index to its start. */
  reverse(): Query<T>;
  /** Begins after the place of a cursor of the same query. */
  after(cursor: string): Query<T>;
  /** Ends before the place of a cursor of the same query; with a limit, the items next to it. */
  before(cursor: string): Query<T>;
  /** Looks at each row in this process: an index is better where one can be. */
  filter(predicate: (item: T) => boolean, options?: FilterOptions): Query<T>;
  /** Loads relations: one more request for each level. */
  include<const I extends Include<T>>(include: I): Query<Loaded<T, I>>;
  /** Only these properties. */
  select<const K extends keyof T & string>(...properties: K[]): Query<Pick<T, K>>;
  /** Ends the query with `TIKV_ABORTED` when the signal fires. */
  signal(signal: AbortSignal): Query<T>;
  /** All items; without a limit at most 100000. @throws UnboundedQueryError when nothing bounds the query */
  toArray(): Promise<T[]>;
  first(): Promise<T | null>;
  /** A page of the limit, 50 by default, with cursors. */
  page(): Promise<Page<T>>;
  /** How many rows there are, up to the limit: reads keys alone where no filter needs rows. */
  count(): Promise<number>;
  exists(): Promise<boolean>;
  /** What the query would read. Reads nothing, unless it is told to run. */
  explain(options?: ExplainOptions): Promise<QueryExplanation>;
}

/** A row by the values of a unique index. */
export interface UniqueQuery<T> {
  one(): Promise<T | null>;
  /** @throws NotFoundError */
  oneOrThrow(): Promise<T>;
  exists(): Promise<boolean>;
  include<const I extends Include<T>>(include: I): UniqueQuery<Loaded<T, I>>;
}

/** A bound of the part that follows the values given to `by`. Null and absent values are in no bound but `in`. */
export interface Range<N, T> {
  gt(value: N): Query<T>;
  gte(value: N): Query<T>;
  lt(value: N): Query<T>;
  lte(value: N): Query<T>;
  /** Both ends included. */
  between(low: N, high: N): Query<T>;
  /** Any of the values, in the order of the index. */
  in(values: readonly N[]): Query<T>;
  startsWith: N extends string ? (prefix: string) => Query<T> : never;
}

export interface KeyQuery<T, V extends readonly unknown[], P extends readonly unknown[]> extends Query<T> {
  readonly range: Range<Next<V, P>, T>;
}

/** The beginnings of a tuple. */
export type Prefix<V extends readonly unknown[]> = V extends readonly [infer H, ...infer R]
  ? [] | [H] | [H, ...Prefix<R>]
  : [];

type Next<V extends readonly unknown[], P extends readonly unknown[]> = V extends readonly [
  infer H,
  ...infer R,
]
  ? P extends readonly [unknown, ...infer Q]
    ? Next<R, Q>
    : H
  : never;

// Keys of any model and shape.
/* eslint-disable @typescript-eslint/no-explicit-any */

/** The names of the static keys of a class. */
export type KeyNames<C> = { [K in keyof C]: C[K] extends Key<any, any, any> ? K : never }[keyof C] & string;

/** The types of a key's values. */
export type ValuesOfKey<K> = K extends Key<any, infer V, any> ? V : never;

/** What `by` gives for a key and some of its values. */
export type QueryFor<T, K, P extends readonly unknown[]> =
  K extends Key<any, infer V, infer U>
    ? U extends true
      ? P['length'] extends V['length']
        ? UniqueQuery<T>
        : KeyQuery<T, V, P>
      : KeyQuery<T, V, P>
    : never;
