/** Relations as types: what a property that points at another model holds, and what it holds after `include`. */

/**
 * A pointer to one row of another model. In the row it is the id alone; it serialises as the id.
 *
 * @example
 * ```ts
 * const author = await post.author.load(); // one read; loads of the same tick share one request
 * ```
 */
export interface Ref<T> {
  readonly id: string;
  /** The row. @throws NotFoundError when there is none */
  load(): Promise<T>;
  loadOrNull(): Promise<T | null>;
}

/** A row, by itself, a reference to it or its id. */
export type RefLike<T> = T | Ref<T> | string;

/**
 * The rows of another model that point at this one, found by an index, or that edges lead to; nothing of it is stored in the
 * row.
 */
export interface Many<T> extends AsyncIterable<T> {
  /** In the order of the index. Without a limit at most 10000. @throws UnboundedQueryError when there are more */
  load(options?: { readonly limit?: number; readonly reverse?: boolean }): Promise<T[]>;
  /** How many point here, by entries alone; among edges also those to rows that are marked as deleted. */
  count(): Promise<number>;
  /** Whether a row belongs to it. One read. */
  has(row: RefLike<T>): Promise<boolean>;
  /**
   * Adds rows, at the end where there is an order: writes edges, or sets the references that point back. Those that belong to
   * it already stay where they are.
   *
   * @returns the number of rows that were added
   * @throws InvalidReferenceError for a row that does not exist; NotFoundError where its reference had to be set
   */
  add(rows: RefLike<T> | readonly RefLike<T>[]): Promise<number>;
  /** Takes rows out, which stay themselves: deletes edges, or empties references. @returns the number of rows that were in it */
  remove(rows: RefLike<T> | readonly RefLike<T>[]): Promise<number>;
}

// Inference needs a type that every instance of the generic type is assignable to; `unknown` is none where T is invariant.
/* eslint-disable @typescript-eslint/no-explicit-any */
type AnyRef = Ref<any>;
type AnyMany = Many<any>;
type AnyRelation = AnyRef | AnyMany | readonly AnyRef[];
/** What has no relations inside. */
export type Leaf = string | number | bigint | boolean | Date | Uint8Array | ((...args: any[]) => any);
/* eslint-enable @typescript-eslint/no-explicit-any */

type Unref<V> =
  V extends Ref<infer R> ? R : V extends Many<infer R> ? R : V extends readonly Ref<infer R>[] ? R : never;

/** The names of the relations of a model. */
export type RelationKeys<T> = {
  [K in keyof T]-?: NonNullable<T[K]> extends AnyRelation ? K : never;
}[keyof T] &
  string;

type Element<V> = V extends readonly (infer E)[] ? E : V;

/** The names of properties that hold objects with relations of their own. */
type EmbeddedKeys<T> = {
  [K in keyof T]-?: NonNullable<T[K]> extends AnyRelation
    ? never
    : Element<NonNullable<T[K]>> extends Leaf
      ? never
      : [RelationKeys<Element<NonNullable<T[K]>>>] extends [never]
        ? never
        : K;
}[keyof T] &
  string;

/** How many rows of a `Many` each owner gets, and in which order. */
export interface ManyOptions<R> {
  /** At most so many for each owner; without it at most 10000. */
  readonly $limit?: number;
  /** From the end of the order. */
  readonly $reverse?: boolean;
  /** By these fields, which an index of R has after the reference that points back. @throws NoIndexError without one */
  readonly $order?: { readonly [K in keyof R]?: 'asc' | 'desc' };
}

/** How many of a list of references, and what becomes of those that point at no row. */
export interface ListOptions {
  /** The first so many. */
  readonly $limit?: number;
  /** From the end of the list. */
  readonly $reverse?: boolean;
  /** `drop` (default) leaves them out, `null` leaves null in their place, `error` fails with NotFoundError. */
  readonly $missing?: 'drop' | 'null' | 'error';
}

type IncludeOf<V> =
  V extends Ref<infer R>
    ? Include<R>
    : V extends Many<infer R>
      ? Include<R> & ManyOptions<R>
      : Include<Unref<V>> & ListOptions;

/**
 * Which relations to load with a query, to a depth of 8: `{ posts: { $limit: 3, author: true } }`; those in embedded objects
 * by the properties that lead to them: `{ items: { product: true } }`.
 */
export type Include<T> = {
  [K in RelationKeys<T> | EmbeddedKeys<T>]?: NonNullable<T[K]> extends AnyRelation
    ? true | IncludeOf<NonNullable<T[K]>>
    : Include<Element<NonNullable<T[K]>>>;
};

type LoadedEach<R, I> = I extends true ? R : Loaded<R, I>;

type LoadedIn<V, I> =
  V extends Ref<infer R>
    ? LoadedEach<R, I>
    : V extends Many<infer R> | readonly Ref<infer R>[]
      ? (LoadedEach<R, I> | (I extends { readonly $missing: 'null' } ? null : never))[]
      : V extends readonly (infer E)[]
        ? Loaded<E, I>[]
        : Loaded<V, I>;

/** An entity whose relations named in `I` are the rows themselves. */
export type Loaded<T, I> = Omit<T, keyof I> & {
  [K in keyof I & keyof T]: LoadedIn<NonNullable<T[K]>, I[K]> | Extract<T[K], null | undefined>;
};
