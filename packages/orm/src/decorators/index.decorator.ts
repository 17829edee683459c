import type { ModelClass } from '../metadata/declarations';
import type { IndexOptions } from '../metadata/index-options';
import type { Key } from '../metadata/key-definition';
import { type ClassForm, type PropertyForm, onEither } from './decorator-forms';

/** Decorates a static property that holds a key. */
interface StaticKeyForm {
  <C extends ModelClass, P extends keyof C>(model: C, property: P & string): void;
  // Keys of any model, with any values.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  <This, V extends Key<any, any, any>>(value: undefined, context: ClassFieldDecoratorContext<This, V>): void;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type IndexForm<T> = PropertyForm<any> & StaticKeyForm & ClassForm<T>;

/** Decorates a class that has all the named fields. */
type NamedFieldsForm<L extends readonly string[]> = <
  C extends ModelClass<{ [K in L[number]]: unknown } | { [K in L[number]]?: unknown }>,
>(
  model: L[number] extends keyof InstanceType<C> ? C : never,
  context?: ClassDecoratorContext<C>,
) => void;

/**
 * An index, in one of three forms:
 *
 * - on a static property with a `key(...)`: its name and the types of its values are known to `by`;
 * - on a class, with a name and names of fields: for `find`;
 * - on a field, `@Index()`, `@Index(when)` or `@Index({ when })`: of that field, under its name, for `find`.
 *
 * @example
 * ```ts
 * @Model('user')
 * @Index('byCityAge', ['city', 'age'])
 * class User {
 *   @Id() id!: string;
 *   @Field('string') city!: string;
 *   @Index((u: User) => u.active) @Field('int') age!: number;
 *   @Field('boolean') active: boolean = true;
 *   @Index<User>({ when: { active: true } }) static readonly byAge = key((u: F<User>) => [u.age.desc]);
 * }
 * ```
 */
export function Index<const L extends readonly string[]>(
  name: string,
  fields: L,
  // The options cannot know the class that follows.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  options?: IndexOptions<any>,
): NamedFieldsForm<L>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export function Index<T = any>(options?: IndexOptions<T> | ((entity: Readonly<T>) => boolean)): IndexForm<T>;
export function Index(
  first: string | IndexOptions<unknown> | ((entity: never) => boolean) = {},
  fields: readonly string[] | null = null,
  options: IndexOptions<unknown> = {},
): unknown {
  if (typeof first === 'string') return index(false, first, fields, options);
  return index(false, null, null, optionsOf(first));
}

/** An index whose values at most one row may have. On a static property it decorates a `uniqueKey(...)`. */
export function Unique<const L extends readonly string[]>(
  name: string,
  fields: L,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  options?: IndexOptions<any>,
): NamedFieldsForm<L>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export function Unique<T = any>(options?: IndexOptions<T> | ((entity: Readonly<T>) => boolean)): IndexForm<T>;
export function Unique(
  first: string | IndexOptions<unknown> | ((entity: never) => boolean) = {},
  fields: readonly string[] | null = null,
  options: IndexOptions<unknown> = {},
): unknown {
  if (typeof first === 'string') return index(true, first, fields, options);
  return index(true, null, null, optionsOf(first));
}

function optionsOf(first: IndexOptions<unknown> | ((entity: never) => boolean)): IndexOptions<unknown> {
  return typeof first === 'function' ? { when: first } : first;
}

function index(
  unique: boolean,
  name: string | null,
  fields: readonly string[] | null,
  options: IndexOptions<unknown>,
): unknown {
  return onEither((place) => ({
    of: 'index',
    property: place?.property ?? null,
    isStatic: place?.isStatic ?? false,
    name: place === null ? name : (options.name ?? null),
    fields,
    unique,
    options,
  }));
}
