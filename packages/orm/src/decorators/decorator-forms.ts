/**
 * The two forms in which compilers call a decorator: that of `experimentalDecorators` and that of the standard ("stage 3").
 *
 * One import serves both: the second argument tells them apart. A decorator only leaves a declaration; it changes nothing.
 */

import { DefinitionError } from '../errors';
import { type Declaration, type ModelClass, declare } from '../metadata/declarations';

/** Decorates a class whose instances are at least a T. */
export interface ClassForm<T = unknown> {
  <C extends ModelClass<T>>(model: C): void;
  <C extends ModelClass<T>>(model: C, context: ClassDecoratorContext<C>): void;
}

/** Decorates a property that can hold a V. */
export interface PropertyForm<V> {
  <P extends string, O extends { [K in P]?: V | null }>(target: O, property: P): void;
  <This, X extends V | null | undefined>(
    value: undefined,
    context: ClassFieldDecoratorContext<This, X>,
  ): void;
}

/** The place that a decorator stands at. */
export interface Place {
  readonly property: string;
  readonly isStatic: boolean;
}

/** A decorator of properties that leaves one declaration. */
export function onProperty(
  describe: (place: Place) => Declaration,
): (target: unknown, place: unknown) => void {
  return (target, keyOrContext) => {
    if (isContext(keyOrContext)) {
      const { name, metadata } = keyOrContext;
      declare(metadata, describe({ property: propertyName(name), isStatic: keyOrContext.static ?? false }));
    } else {
      const isStatic = typeof target === 'function';
      const host = isStatic ? target : (target as object).constructor;
      declare(host, describe({ property: propertyName(keyOrContext), isStatic }));
    }
  };
}

/** A decorator of classes that leaves one declaration. */
export function onClass(describe: () => Declaration): (target: unknown, context?: unknown) => void {
  return (target, context) => {
    if (typeof target !== 'function')
      throw new DefinitionError('this decorator belongs on a class', { got: typeof target });
    declare(isContext(context) ? context.metadata : target, describe());
  };
}

/** A decorator for classes and properties. */
export function onEither(
  describe: (place: Place | null) => Declaration,
): (target: unknown, place?: unknown) => void {
  const decorateClass = onClass(() => describe(null));
  const decorateProperty = onProperty(describe);
  return (target, place) => {
    const isClass = isContext(place) ? place.kind === 'class' : place === undefined;
    if (isClass) decorateClass(target, place);
    else decorateProperty(target, place);
  };
}

interface Context {
  readonly kind: string;
  readonly name: unknown;
  readonly static?: boolean;
  readonly metadata: object;
}

function isContext(value: unknown): value is Context {
  return typeof value === 'object' && value !== null && 'kind' in value && 'metadata' in value;
}

function propertyName(name: unknown): string {
  if (typeof name === 'string' && !name.startsWith('#')) return name;
  throw new DefinitionError('only properties with a public name that is a string can be decorated', {
    name: String(name),
  });
}
