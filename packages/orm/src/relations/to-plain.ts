/** Entities as plain values, for answers of an API. */

import { type ModelClass, declarationsOf } from '../metadata/declarations';
import { EntityCollection, EntityReference } from './entity-reference';

export interface ToPlainOptions {
  /** Also fields that are declared with `hidden: true`; false by default. */
  readonly hidden?: boolean;
}

/**
 * What JSON can hold of an entity, a list of them, or a page: without hidden fields, references as ids, loaded relations
 * as plain values too, a Date as ISO text, a bigint as decimal text, bytes as base64.
 *
 * @example
 * ```ts
 * response.json(toPlain(await users.by('byActive', true).include({ posts: true }).page()));
 * ```
 */
export function toPlain(value: unknown, options: ToPlainOptions = {}): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value.toJSON();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof EntityReference) return value.id;
  if (value instanceof EntityCollection) return undefined;
  if (Array.isArray(value)) return value.map((each) => toPlain(each, options));
  const hidden = options.hidden === true ? null : hiddenOf(value);
  const entries = Object.entries(value)
    .filter(([property]) => hidden === null || !hidden.has(property))
    .map(([property, each]) => [property, toPlain(each, options)] as const)
    .filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries);
}

const cache = new WeakMap<object, ReadonlySet<string>>();

/** The hidden fields of an object's class. */
function hiddenOf(value: object): ReadonlySet<string> {
  const { constructor } = value;
  if (typeof constructor !== 'function' || constructor === Object) return new Set();
  const known = cache.get(constructor);
  if (known !== undefined) return known;
  const found = new Set<string>();
  for (const declaration of declarationsOf(constructor as unknown as ModelClass)) {
    if (declaration.of === 'field' && declaration.options.hidden === true) found.add(declaration.property);
  }
  cache.set(constructor, found);
  return found;
}
