/** What an `include` asks for, checked and resolved before anything is read. Pure. */

import { InvalidQueryError, NoIndexError } from '../errors';
import { typeInWords } from '../metadata/kinds';
import type { IndexMetadata, ModelMetadata, RelationMetadata } from '../metadata/model-metadata';

/** Relations in relations: deeper is a mistake, such as an object that includes itself. */
export const MAX_INCLUDE_DEPTH = 8;

/** One relation to load, and what to load of its rows. */
export interface IncludeNode {
  readonly relation: RelationMetadata;
  /** Property names from the entity to the relation; more than one through embedded objects. */
  readonly path: readonly string[];
  /** Most rows of one owner; null: as many as there may be. */
  readonly limit: number | null;
  readonly reverse: boolean;
  readonly missing: 'drop' | 'null' | 'error';
  /** The index that gives the rows, of a relation that points back. */
  readonly index: IndexMetadata | null;
  readonly nested: readonly IncludeNode[];
}

interface Options {
  $limit?: unknown;
  $reverse?: unknown;
  $order?: unknown;
  $missing?: unknown;
}

const OPTIONS: Readonly<Record<RelationMetadata['kind'], readonly string[]>> = {
  one: [],
  list: ['$limit', '$reverse', '$missing'],
  many: ['$limit', '$reverse', '$order'],
  edges: ['$limit', '$reverse'],
};

/** @throws InvalidQueryError, NoIndexError */
export function planInclude(model: ModelMetadata, include: object, depth = 1): IncludeNode[] {
  if (depth > MAX_INCLUDE_DEPTH) {
    throw new InvalidQueryError('include is nested too deeply', {
      model: model.name,
      limit: MAX_INCLUDE_DEPTH,
    });
  }
  return nodesOf(model, include, [], depth);
}

function nodesOf(
  model: ModelMetadata,
  include: object,
  path: readonly string[],
  depth: number,
): IncludeNode[] {
  return Object.entries(include as Record<string, unknown>).flatMap(([property, wanted]) => {
    if (wanted === undefined || property.startsWith('$')) return [];
    const here = [...path, property];
    const where = { model: model.name, property: here.join('.') };
    const relation = model.relations.get(where.property);
    if (relation === undefined) {
      const isOnTheWay = [...model.relations.keys()].some((each) => each.startsWith(`${where.property}.`));
      if (!isOnTheWay) throw new InvalidQueryError('include names a property that is no relation', where);
      if (typeof wanted === 'object' && wanted !== null) return nodesOf(model, wanted, here, depth);
      throw new InvalidQueryError('include names a relation of an embedded object by an object', where);
    }
    if (wanted !== true && (typeof wanted !== 'object' || wanted === null)) {
      throw new InvalidQueryError('include takes true or an object', { ...where, got: typeInWords(wanted) });
    }
    return [nodeOf(relation, here, wanted === true ? null : wanted, where, depth)];
  });
}

function nodeOf(
  relation: RelationMetadata,
  path: readonly string[],
  wanted: object | null,
  where: { readonly model: string; readonly property: string },
  depth: number,
): IncludeNode {
  const options = (wanted ?? {}) as Options;
  const unknown = Object.keys(options).find(
    (name) => name.startsWith('$') && !OPTIONS[relation.kind].includes(name),
  );
  if (unknown !== undefined) {
    const known = OPTIONS[relation.kind];
    throw new InvalidQueryError('the relation has no such option', { ...where, option: unknown, known });
  }
  const { $limit: limit = null, $reverse: reverse = false, $missing: missing = 'drop' } = options;
  if (limit !== null && !(Number.isSafeInteger(limit) && (limit as number) > 0)) {
    throw new InvalidQueryError('$limit is a whole number from 1', { ...where, got: typeInWords(limit) });
  }
  if (typeof reverse !== 'boolean') throw new InvalidQueryError('$reverse is a boolean', where);
  if (missing !== 'drop' && missing !== 'null' && missing !== 'error') {
    throw new InvalidQueryError("$missing is 'drop', 'null' or 'error'", where);
  }
  const order = relation.kind === 'many' ? orderOf(relation, options.$order, where) : null;
  return {
    relation,
    path,
    limit: limit as number | null,
    reverse: reverse !== (order?.isReversed ?? false),
    missing,
    index: order?.index ?? null,
    nested: wanted === null ? [] : planInclude(relation.target(), wanted, depth + 1),
  };
}

/** The index that has the rows that point back in an order, and whether it has them the other way round. */
function orderOf(
  relation: Extract<RelationMetadata, { kind: 'many' }>,
  order: unknown,
  where: { readonly model: string; readonly property: string },
): { readonly index: IndexMetadata; readonly isReversed: boolean } {
  const { property, index: inverse } = relation.inverse();
  if (order === undefined) return { index: inverse, isReversed: false };
  const wanted = directions(order, where);
  const target = relation.target();
  for (const index of target.indexes) {
    const [first, ...rest] = index.parts;
    const isComplete =
      index.when === null && !index.sparse && index.parts.every(({ eachAt }) => eachAt === null);
    if (!isComplete || first?.path.join('.') !== property || rest.length < wanted.length) continue;
    const turns = wanted.map(([field, isDescending], i) => {
      const part = rest[i];
      return part?.path.join('.') === field && !part.isCaseInsensitive
        ? part.isDescending !== isDescending
        : null;
    });
    const [isReversed = false] = turns;
    if (isReversed !== null && turns.every((turn) => turn === isReversed)) return { index, isReversed };
  }
  const parts = wanted.map(([field, isDescending]) => `x.${field}${isDescending ? '.desc' : ''}`);
  throw new NoIndexError({
    ...where,
    suggestion: `@Index() key((x) => [x.${property}, ${parts.join(', ')}])`,
  });
}

function directions(order: unknown, where: object): [field: string, isDescending: boolean][] {
  const entries = typeof order === 'object' && order !== null ? Object.entries(order) : [];
  if (entries.length === 0 || entries.some(([, direction]) => direction !== 'asc' && direction !== 'desc')) {
    throw new InvalidQueryError("$order names fields as 'asc' or 'desc'", { ...where });
  }
  return entries.map(([field, direction]) => [field, direction === 'desc']);
}
