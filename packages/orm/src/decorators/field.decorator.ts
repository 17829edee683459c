import type { FieldRole, ModelClass } from '../metadata/declarations';
import { embeddedTransform } from '../metadata/embedded';
import type { KindName, Kinds } from '../metadata/kinds';
import type { FieldOptions, IdOptions } from '../metadata/model-options';
import { type PropertyForm, onProperty } from './decorator-forms';

/** The id of a row: text, unique in its model, never changed. A time-ordered UUID unless an insert brings its own. */
export function Id(options: IdOptions = {}): PropertyForm<string> {
  return field('id', 'string', options);
}

/**
 * A stored field. The kind is checked against the type of the property by the compiler.
 *
 * Without a kind it is guessed from what the compiler emits (`emitDecoratorMetadata`), where a number is a `double`; for
 * properties such as `string | null` compilers emit nothing of use, and registering the model says so.
 */
export function Field<K extends KindName>(kind: K, options?: FieldOptions<Kinds[K]>): PropertyForm<Kinds[K]>;
// Without a kind the decorator fits every property.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export function Field(options?: FieldOptions<any>): PropertyForm<any>;
export function Field(
  kindOrOptions: KindName | FieldOptions<unknown> = {},
  options: FieldOptions<unknown> = {},
): PropertyForm<unknown> {
  if (typeof kindOrOptions === 'string') return field('field', kindOrOptions, options);
  return field('field', null, kindOrOptions);
}

/**
 * Objects of another class inside the row: its `@Field`s, kept as JSON and given back as instances. Paths into them can be
 * indexed; dates, bigints and bytes in there are kept as text, and compared as such.
 *
 * @example
 * ```ts
 * class Address { @Field('string') city!: string; @Field('date') since?: Date; }
 * @Embedded(() => Address) address?: Address;
 * @Embedded(() => Address) former: Address[] = [];
 * ```
 */
export function Embedded<E>(
  type: () => ModelClass<E>,
  options: { readonly column?: string } = {},
): PropertyForm<E | readonly E[]> {
  return field('field', 'json', { ...options, transform: embeddedTransform(type) });
}

/** Set once, when the row is inserted. */
export function CreatedAt(): PropertyForm<Date> {
  return field('createdAt', 'date', {});
}

/** Set whenever the row is written. */
export function UpdatedAt(): PropertyForm<Date> {
  return field('updatedAt', 'date', {});
}

/** Makes `delete` mark rows instead: see `withDeleted()` and `restore()`. */
export function DeletedAt(): PropertyForm<Date> {
  return field('deletedAt', 'date', {});
}

/** 1 for a new row and one more with every write. A `save` or `update` that brings another version than the row has fails. */
export function Version(): PropertyForm<number> {
  return field('version', 'int', {});
}

/** Decorates a getter that gives a V. */
interface GetterForm<V> {
  <P extends string, O extends { readonly [K in P]?: V | null }>(
    target: O,
    property: P,
    descriptor: PropertyDescriptor,
  ): void;
  <This, X extends V | null | undefined>(
    value: (this: This) => X,
    context: ClassGetterDecoratorContext<This, X>,
  ): void;
}

/**
 * A getter that indexes and conditions may name. It is not stored, and must be a pure function of the row: raise the
 * `version` of its indexes when it changes.
 *
 * @example
 * ```ts
 * @Computed('string') get domain(): string { return this.email.split('@')[1] ?? ''; }
 * @Index() static readonly byDomain = key((u: F<User>) => [u.domain]);
 * ```
 */
export function Computed<K extends KindName>(kind: K): GetterForm<Kinds[K]> {
  return field('computed', kind, {});
}

function field<V>(
  role: FieldRole,
  kind: KindName | null,
  options: FieldOptions<unknown> & IdOptions,
): PropertyForm<V> {
  return onProperty((place) => ({ of: 'field', ...place, role, kind, options }));
}
