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

/** The rows of another model that point at this one, found by an index; nothing of it is stored in the row. */
export interface Many<T> extends AsyncIterable<T> {
  /** In the order of the index. Without a limit at most 10000. */
  load(options?: { readonly limit?: number }): Promise<T[]>;
  count(): Promise<number>;
}

// Inference needs a type that every instance of the generic type is assignable to; `unknown` is none where T is invariant.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyRelation = Ref<any> | Many<any> | readonly Ref<any>[];

type Unref<V> =
  V extends Ref<infer R> ? R : V extends Many<infer R> ? R : V extends readonly Ref<infer R>[] ? R : never;

/** The names of the relations of a model. */
export type RelationKeys<T> = {
  [K in keyof T]-?: NonNullable<T[K]> extends AnyRelation ? K : never;
}[keyof T] &
  string;

/** Which relations to load with a query, to any depth: `{ posts: { author: true } }`. */
export type Include<T> = { [K in RelationKeys<T>]?: true | Include<Unref<NonNullable<T[K]>>> };

type LoadedEach<R, I> = I extends true ? R : Loaded<R, I>;

/** An entity whose relations named in `I` are the rows themselves. */
export type Loaded<T, I> = Omit<T, keyof I> & {
  [K in keyof I & keyof T]: NonNullable<T[K]> extends Ref<infer R>
    ? LoadedEach<R, I[K]> | Extract<T[K], null>
    : NonNullable<T[K]> extends Many<infer R> | readonly Ref<infer R>[]
      ? LoadedEach<R, I[K]>[]
      : never;
};
