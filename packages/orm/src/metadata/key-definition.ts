/**
 * Keys of indexes, written as functions: `key((u: F<User>) => [u.active, u.createdAt.desc])`.
 *
 * The function runs once, when the model is registered, on a recorder that notes which paths it touches. Its type gives
 * the names and the types of the values that queries must pass.
 */

import type { Many, Ref } from './references';

declare const VALUE: unique symbol;
declare const SHAPE: unique symbol;
const DEFINITION = Symbol.for('tito:key');
const PART = Symbol.for('tito:key-part');

/** One part of a key, for values of type V. */
export interface KeyPart<V> {
  readonly [VALUE]: V;
  /** Sorts from the largest value to the smallest. */
  readonly desc: KeyPart<V>;
}

/** A part that is text. */
export interface StringPart<V> extends KeyPart<V> {
  /** Compares without regard to case and compatibility forms (NFKC); the row keeps what was written. */
  readonly ci: KeyPart<V>;
  readonly desc: StringPart<V>;
}

type Scalar = string | number | bigint | boolean | Date | Uint8Array;

/** The names of what is not a method. */
// A method's parameters do not matter here, and only `any` accepts all of them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type DataKeys<T> = { [K in keyof T]-?: T[K] extends (...args: any[]) => any ? never : K }[keyof T];

type PartOf<V> =
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  V extends Ref<any>
    ? KeyPart<string>
    : V extends readonly (infer E)[]
      ? { readonly each: PartOf<E> }
      : V extends string
        ? StringPart<V>
        : V extends boolean
          ? KeyPart<boolean>
          : V extends Scalar
            ? KeyPart<V>
            : { readonly [K in DataKeys<V>]-?: PartOf<NonNullable<V[K]>> };

/** What a key function gets: the fields of T as parts. `u.address.city`, `u.tags.each`, `u.name.ci`, `u.age.desc`. */
export type F<T> = {
  readonly [K in DataKeys<T>]-?: [NonNullable<T[K]>] extends [boolean]
    ? KeyPart<boolean>
    : // eslint-disable-next-line @typescript-eslint/no-explicit-any
      NonNullable<T[K]> extends Many<any>
      ? never
      : PartOf<NonNullable<T[K]>>;
};

type ValueOf<P> = P extends { readonly [VALUE]: infer V } ? V : never;
type ValuesOf<P extends readonly unknown[]> = { -readonly [I in keyof P]: ValueOf<P[I]> };

/** A key of the model T with values of the types V; U: unique. */
export interface Key<T, V extends readonly unknown[], U extends boolean> {
  readonly [SHAPE]: [T, V];
  readonly unique: U;
}

/**
 * A key that many rows may share.
 *
 * @example
 * ```ts
 * @Index() static readonly byCity = key((u: F<User>) => [u.city, u.createdAt.desc]);
 * await users.by('byCity', 'Oslo').range.gte(since).toArray();
 * ```
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export function key<T, const P extends readonly KeyPart<any>[]>(
  parts: (fields: F<T>) => P,
): Key<T, ValuesOf<P>, false> {
  return definition(parts, false) as Key<T, ValuesOf<P>, false>;
}

/**
 * A key that at most one row may have. Rows in which a part is null or absent are not in it, as in SQL.
 *
 * @example
 * ```ts
 * @Unique() static readonly byEmail = uniqueKey((u: F<User>) => [u.email.ci]);
 * const user = await users.by('byEmail', 'ann@example.com').one();
 * ```
 */
export function uniqueKey<T, const P extends readonly KeyPart<any>[]>( // eslint-disable-line @typescript-eslint/no-explicit-any
  parts: (fields: F<T>) => P,
): Key<T, ValuesOf<P>, true> {
  return definition(parts, true) as Key<T, ValuesOf<P>, true>;
}

/** A part as the recorder noted it. */
export interface RecordedPart {
  /** Property names from the outside in. */
  readonly path: readonly string[];
  /** How many steps of the path lead to the array whose elements are meant; null without `.each`. */
  readonly eachAt: number | null;
  readonly isDescending: boolean;
  readonly isCaseInsensitive: boolean;
}

export interface RecordedKey {
  readonly unique: boolean;
  /** What the function returned: not checked yet. */
  readonly parts: unknown;
}

/** Runs the function of a key, or returns null for a value that no `key` or `uniqueKey` made. */
export function recordKey(value: unknown): RecordedKey | null {
  if (typeof value !== 'object' || value === null || !(DEFINITION in value)) return null;
  const { unique, parts } = value[DEFINITION] as { unique: boolean; parts: (fields: unknown) => unknown };
  return { unique, parts: parts(recorder()) };
}

/** The part that an expression on the recorder stands for, or null. */
export function recordedPart(value: unknown): RecordedPart | null {
  if (typeof value !== 'object' || value === null) return null;
  return ((value as Record<symbol, unknown>)[PART] as RecordedPart | undefined) ?? null;
}

/** What key functions are called with. */
export function recorder(): object {
  return new Proxy(
    {},
    { get: (_, name) => (typeof name === 'string' ? part({ ...ROOT, path: [name] }) : undefined) },
  );
}

const ROOT: RecordedPart = { path: [], eachAt: null, isDescending: false, isCaseInsensitive: false };

function part(recorded: RecordedPart): object {
  return new Proxy(
    {},
    {
      get(_, name) {
        if (name === PART) return recorded;
        if (typeof name === 'symbol') return undefined;
        if (name === 'desc') return part({ ...recorded, isDescending: true });
        if (name === 'ci') return part({ ...recorded, isCaseInsensitive: true });
        if (name === 'each') return part({ ...recorded, eachAt: recorded.path.length });
        return part({ ...recorded, path: [...recorded.path, name] });
      },
    },
  );
}

function definition(parts: unknown, unique: boolean): object {
  return Object.freeze({ unique, [DEFINITION]: Object.freeze({ unique, parts }) });
}
