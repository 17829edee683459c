/** Entities as plain values, for answers of an API. */

import { type ModelClass, declarationsOf } from '../metadata/declarations';
import {
  byClassTransformer,
  describeToClassTransformer,
  HIDDEN_GROUP,
  groupsOf,
  isGiven,
  unshielded,
} from './class-transformer';
import { EntityCollection, EntityReference } from './entity-reference';

export interface ToPlainOptions {
  /** Also fields that are declared with `hidden: true`; false by default. */
  readonly hidden?: boolean;
  /** Also fields that are declared with one of these `groups`. */
  readonly groups?: readonly string[];
}

/**
 * What JSON can hold of an entity, a list of them, or a page: without hidden fields and those of other groups, references as
 * ids, loaded relations as plain values too, a Date as ISO text, a bigint as decimal text, bytes as base64. Where
 * class-transformer is installed its decorators count as well (`@Exclude`, `@Expose`, `@Transform`).
 *
 * @example
 * ```ts
 * response.json(toPlain(await users.by('byActive', true).include({ posts: true }).page(), { groups: ['admin'] }));
 * ```
 */
export function toPlain(value: unknown, options: ToPlainOptions = {}): unknown {
  const groups = [...(options.groups ?? []), ...(options.hidden === true ? [HIDDEN_GROUP] : [])];
  return plain(value, groups);
}

/** Has class-transformer give rows of a model as `toPlain` does. */
export function describeModel(model: ModelClass): void {
  describeToClassTransformer(model, plainLeaf);
}

function plain(value: unknown, groups: readonly string[]): unknown {
  const leaf = plainLeaf(unshielded(value));
  if (typeof leaf !== 'object' || leaf === null) return leaf;
  if (leaf instanceof Date) return leaf.toJSON();
  if (Array.isArray(leaf)) return leaf.map((each) => plain(each, groups));
  const withheld = fieldsOf(leaf);
  if (withheld === null) return plainObject(leaf, groups, NONE);
  describeModel(leaf.constructor as unknown as ModelClass);
  const transformed = byClassTransformer(leaf, groups);
  if (transformed === undefined) return plainObject(leaf, groups, withheld);
  return plainObject(transformed as object, groups, NONE);
}

/** A value without properties that matter, as JSON can hold it; any other as it is. */
function plainLeaf(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof EntityReference) return value.id;
  if (value instanceof EntityCollection) return undefined;
  if (Array.isArray(value) && value.some((each) => each instanceof EntityReference))
    return value.map(plainLeaf);
  return value;
}

function plainObject(
  value: object,
  groups: readonly string[],
  fields: ReadonlyMap<string, readonly string[]>,
): object {
  const entries = Object.entries(value)
    .filter(([property]) => isGiven(fields.get(property) ?? [], groups))
    .map(([property, each]) => [property, plain(each, groups)] as const)
    .filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries);
}

const NONE: ReadonlyMap<string, readonly string[]> = new Map();
const cache = new WeakMap<object, ReadonlyMap<string, readonly string[]> | null>();

/** The groups of each field of an object's class; null for objects of classes without fields. */
function fieldsOf(value: object): ReadonlyMap<string, readonly string[]> | null {
  const { constructor } = value;
  if (typeof constructor !== 'function' || constructor === Object) return null;
  const known = cache.get(constructor);
  if (known !== undefined) return known;
  const fields = declarationsOf(constructor as unknown as ModelClass).flatMap((declaration) =>
    declaration.of === 'field' ? [[declaration.property, groupsOf(declaration.options)] as const] : [],
  );
  const found = fields.length === 0 ? null : new Map(fields);
  cache.set(constructor, found);
  return found;
}
