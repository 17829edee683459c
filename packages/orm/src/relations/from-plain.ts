/** The inverse of `toPlain`: what came as JSON, as the kinds of a model's fields. */

import { InvalidValueError } from '../errors';
import { type ModelClass, declarationsOf, designType } from '../metadata/declarations';
import { type KindName, kindOfDesignType } from '../metadata/kinds';

/**
 * Reads plain values as a model's own: ISO text as a Date, decimal text as a bigint, base64 as bytes, embedded objects as
 * instances. All else stays as it is, also what is of no use: kinds are checked when the row is written. Properties that
 * the model does not have are left out, so that a request cannot bring them in.
 *
 * @param only the properties that may be given; all stored ones by default. A service should name those that clients may write
 * @throws InvalidValueError for text that cannot be read as what the field holds
 *
 * @example
 * ```ts
 * const user = await users.insert(fromPlain(User, request.body, ['name', 'email']));
 * ```
 */
export function fromPlain<T, const K extends keyof T & string = keyof T & string>(
  model: ModelClass<T>,
  plain: unknown,
  only?: readonly K[],
): Pick<T, K> {
  const given = typeof plain === 'object' && plain !== null ? (plain as Record<string, unknown>) : {};
  const entries: [string, unknown][] = [];
  for (const [property, read] of readersOf(model)) {
    if (only !== undefined && !(only as readonly string[]).includes(property)) continue;
    if (!Object.hasOwn(given, property) || given[property] === undefined) continue;
    const value = given[property];
    entries.push([property, value === null ? null : read(value)]);
  }
  return Object.fromEntries(entries) as Pick<T, K>;
}

type Reader = (value: unknown) => unknown;

const cache = new WeakMap<ModelClass, ReadonlyMap<string, Reader>>();

/** By property: how its plain form is read. Stored properties only. */
function readersOf(model: ModelClass): ReadonlyMap<string, Reader> {
  const known = cache.get(model);
  if (known !== undefined) return known;
  const readers = new Map<string, Reader>();
  for (const declaration of declarationsOf(model)) {
    if (declaration.of === 'relation' && declaration.options.kind !== 'many')
      readers.set(declaration.property, asItIs);
    if (declaration.of !== 'field' || declaration.isStatic || declaration.role === 'computed') continue;
    const { property, kind, options } = declaration;
    readers.set(property, readerOf(model, property, kind, options.transform));
  }
  cache.set(model, readers);
  return readers;
}

function readerOf(
  model: ModelClass,
  property: string,
  kind: KindName | null,
  transform: { from(stored: unknown): unknown; readonly takesPlain?: boolean } | undefined,
): Reader {
  // What the property holds is the transform's own affair, unless it says that it reads plain values.
  if (transform !== undefined)
    return transform.takesPlain === true ? (value) => transform.from(value) : asItIs;
  const read = TEXT[kind ?? kindOfDesignType(designType(model, property)) ?? 'string'];
  if (read === undefined) return asItIs;
  return (value) => {
    if (typeof value !== 'string') return value;
    const result = read(value);
    if (result === undefined) {
      throw new InvalidValueError({ model: model.name, field: property, expected: `a ${kind} as text` });
    }
    return result;
  };
}

const asItIs: Reader = (value) => value;

const TEXT: { readonly [K in KindName]?: (text: string) => unknown } = {
  date: (text) => {
    const date = new Date(text);
    return Number.isNaN(date.getTime()) ? undefined : date;
  },
  bigint: (text) => (/^-?\d{1,310}$/.test(text) ? BigInt(text) : undefined),
  bytes: (text) =>
    /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Uint8Array.from(Buffer.from(text, 'base64')) : undefined,
};
