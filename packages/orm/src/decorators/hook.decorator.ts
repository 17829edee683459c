import type { HookContext, HookMoment } from '../metadata/hook-options';
import { onProperty } from './decorator-forms';

// Hooks get the context of whatever model they are of.
/* eslint-disable @typescript-eslint/no-explicit-any */

/** Decorates a method that takes at most a `HookContext`. */
interface HookForm {
  <P extends string, O extends { readonly [K in P]: (context: HookContext<any>) => unknown }>(
    target: O,
    property: P,
    descriptor: PropertyDescriptor,
  ): void;
  <This, V extends (this: This, context: HookContext<any>) => unknown>(
    value: V,
    context: ClassMethodDecoratorContext<This, V>,
  ): void;
}

/**
 * A method that runs inside the transaction before a row is inserted. `this` is the row as it will be, defaults filled in:
 * what the method changes is stored, and what it throws refuses the insert. Repositories that it calls take part in the
 * transaction. It runs again when the transaction does: it must do nothing outside of the database that may not happen twice.
 *
 * @example
 * ```ts
 * @BeforeInsert() @BeforeUpdate()
 * normalise(): void { this.email = this.email.trim(); }
 * ```
 */
export function BeforeInsert(): HookForm {
  return hook('beforeInsert');
}

/** The same before a row is changed: by `save`, `update`, `upsert` or `restore`. */
export function BeforeUpdate(): HookForm {
  return hook('beforeUpdate');
}

/** The same before a row is deleted, or marked as deleted by `@DeletedAt`; `this` is the row, frozen. Not for rows that
 * a deletion takes along by `onDelete`: they have their `@Event`s. */
export function BeforeDelete(): HookForm {
  return hook('beforeDelete');
}

/**
 * A method that runs after an insert was committed, once; `this` is the row as it was stored, frozen. What it throws changes
 * nothing: `onError` of the database is told. It is lost when the process ends first; what must not be lost is an `@Event`.
 */
export function AfterInsert(): HookForm {
  return hook('afterInsert');
}

/** The same after a change. */
export function AfterUpdate(): HookForm {
  return hook('afterUpdate');
}

/** The same after a deletion; `this` is the row as it was. */
export function AfterDelete(): HookForm {
  return hook('afterDelete');
}

function hook(moment: HookMoment): HookForm {
  return onProperty((place) => ({ of: 'hook', ...place, moment }));
}
