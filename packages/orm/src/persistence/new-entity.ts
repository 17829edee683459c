/** What callers may pass to write a T. */

import type { DataKeys } from '../metadata/key-definition';
import type { Leaf, Many, Ref, RelationKeys } from '../metadata/references';

/* eslint-disable @typescript-eslint/no-explicit-any -- relations to any model */

/** Keys of what a row stores. */
type StoredKeys<T> = { [K in DataKeys<T>]: NonNullable<T[K]> extends Many<any> ? never : K }[DataKeys<T>];

/** A reference may be given as an id, a `Ref` or an entity. */
type Given<V> =
  NonNullable<V> extends Ref<infer R>
    ? Ref<R> | R | string | Extract<V, null>
    : NonNullable<V> extends readonly Ref<infer R>[]
      ? readonly (Ref<R> | R | string)[] | Extract<V, null>
      : NonNullable<V> extends readonly (infer E)[]
        ? V | readonly GivenIn<E>[]
        : V | GivenIn<V>;

/** The same in embedded objects that have references. */
type GivenIn<E> = E extends Leaf
  ? E
  : [RelationKeys<E>] extends [never]
    ? E
    : { [K in keyof E]: Given<E[K]> };

/** A new T: what is left out gets its default, its initial value, or is absent. */
export type New<T> = { [K in StoredKeys<T>]?: Given<T[K]> };

/** Changes of a T: what is left out, or undefined, stays as it is. */
export type Patch<T> = { [K in StoredKeys<T>]?: Given<T[K]> | null };
