/**
 * Rows under class-transformer, an optional peer: what its `instanceToPlain`, and so the `ClassSerializerInterceptor` of Nest,
 * makes of them. Models are described to it by its own decorators, which work on the way to plain values only: hidden fields
 * and groups are kept, references become ids, and what JSON has no word for becomes text. The decorators that a class brings
 * itself count besides.
 */

import { type ModelClass, declarationsOf } from '../metadata/declarations';
import type { FieldOptions } from '../metadata/model-options';

/** The part of class-transformer that is used. */
interface ClassTransformer {
  instanceToPlain(value: object, options: { groups?: string[] }): unknown;
  Transform(
    transform: (params: { value: unknown; options: { groups?: readonly string[] } }) => unknown,
    options: { toPlainOnly: true },
  ): PropertyDecorator;
}

/** Asks class-transformer for fields that are declared with `hidden: true`. */
export const HIDDEN_GROUP = 'tito:hidden';

const described = new WeakSet<ModelClass>();
let loaded: { readonly library: ClassTransformer | null } | null = null;

/**
 * Tells class-transformer of a class, once, if it is installed.
 *
 * @param leaf what a value without properties of its own becomes: a reference, a bigint, bytes
 */
export function describeToClassTransformer(model: ModelClass, leaf: (value: unknown) => unknown): void {
  const library = classTransformer();
  if (library === null || described.has(model)) return;
  described.add(model);
  const target = model.prototype as object;
  for (const declaration of declarationsOf(model)) {
    if (declaration.of !== 'field' && declaration.of !== 'relation') continue;
    const { property, of, options } = declaration;
    const wanted = of === 'field' ? groupsOf(options) : [];
    // Not @Expose: its groups would also withhold fields of what comes in.
    library.Transform(
      ({ value, options: { groups } }) => (isGiven(wanted, groups ?? []) ? shielded(leaf(value)) : undefined),
      { toPlainOnly: true },
    )(target, property);
  }
}

/** What class-transformer makes of an instance, or undefined when it is not installed. */
export function byClassTransformer(value: object, groups: readonly string[]): unknown {
  return classTransformer()?.instanceToPlain(value, groups.length === 0 ? {} : { groups: [...groups] });
}

/** The groups that a field is in; none: it is always given. */
export function groupsOf({ hidden, groups = [] }: FieldOptions<unknown>): string[] {
  return hidden === true ? [HIDDEN_GROUP] : [...groups];
}

/** Whether a field that is in some groups is given to one who asks for others. */
export function isGiven(wanted: readonly string[], groups: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((group) => groups.includes(group));
}

const SHIELDED = Symbol('shielded');

/** What a value of class-transformer's result stands for. */
export function unshielded(value: unknown): unknown {
  return typeof value === 'function' && SHIELDED in value ? value[SHIELDED] : value;
}

/**
 * Data with names on which class-transformer fails, or that it drops, as a function: that it lets pass, and JSON asks it for
 * what it stands for.
 */
function shielded(value: unknown): unknown {
  if (!hasHostileName(value)) return value;
  return Object.assign(() => value, { [SHIELDED]: value, toJSON: () => value });
}

function hasHostileName(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasHostileName);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false; // no data of JSON
  return Object.entries(value).some(
    ([name, each]) => name === 'constructor' || name === '__proto__' || hasHostileName(each),
  );
}

function classTransformer(): ClassTransformer | null {
  loaded ??= { library: load() };
  return loaded.library;
}

function load(): ClassTransformer | null {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would need it always
    return require('class-transformer') as ClassTransformer;
  } catch {
    return null; // not installed
  }
}
