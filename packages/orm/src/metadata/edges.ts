/**
 * Many-to-many relations: `through` names edges, which are rows of a model that nobody wrote.
 *
 * An edge has two references, `a` and `b`, that go with the rows they point at, and an index for each direction; so whatever
 * holds for rows holds for edges. Between two models `a` is the one whose name comes first; in a model's relation to itself
 * it is the side without `inverse`. Where one side is ordered, edges have a position, which the index of that side has too.
 * The id of an edge is made of those of its ends, so that there is one between two rows.
 */

import { DefinitionError } from '../errors';
import { type ModelClass, declarationsOf, declare } from './declarations';
import { recordedPart, recorder } from './key-definition';
import type { EdgeEnd, EdgeMetadata, EdgeSide, IndexMetadata, ModelMetadata } from './model-metadata';

/** A relation that says `through`. */
interface Side {
  readonly owner: ModelClass;
  readonly property: string;
  readonly target: ModelClass;
  readonly isOrdered: boolean;
  /** The property of the other side that `inverse` names. */
  readonly inverse: string | null;
}

interface Edges {
  readonly model: ModelClass;
  readonly a: Side | null;
  readonly b: Side | null;
}

export class EdgeModels {
  readonly #find: (model: ModelClass) => ModelMetadata;
  readonly #edges = new Map<string, Edges>();

  constructor(find: (model: ModelClass) => ModelMetadata) {
    this.#find = find;
  }

  /** The models of all edges that relations of the given models go through. @throws DefinitionError */
  models(classes: readonly ModelClass[]): { model: ModelClass; edge: EdgeMetadata }[] {
    const sides = new Map<string, Side[]>();
    for (const owner of classes) {
      for (const [name, side] of sidesOf(owner)) sides.set(name, [...(sides.get(name) ?? []), side]);
    }
    return [...sides].map(([name, each]) => this.#define(name, each));
  }

  end(name: string, owner: ModelClass, property: string): EdgeEnd {
    const { model, a } = this.#edges.get(name) as Edges;
    const isA = a !== null && a.owner === owner && a.property === property;
    const [near, far]: [EdgeSide, EdgeSide] = isA ? ['a', 'b'] : ['b', 'a'];
    const edges = this.#find(model);
    const index = edges.indexes.find(({ parts }) => parts[0]?.path[0] === near) as IndexMetadata;
    return { edges, near, far, index, isOrdered: edges.edge?.ordered === near };
  }

  #define(name: string, sides: readonly Side[]): { model: ModelClass; edge: EdgeMetadata } {
    const [first, second = null] = sides as [Side, ...Side[]];
    for (const { owner, property, target } of sides)
      this.#checkTarget({ class: owner.name, property }, target);
    if (sides.length > 2) refuse(name, first, 'more than two relations go through edges of one name');
    if (second !== null && (first.target !== second.owner || second.target !== first.owner)) {
      refuse(name, first, 'two relations through one name point at each other');
    }
    if (first.isOrdered && second?.isOrdered === true)
      refuse(name, first, 'only one side of edges is ordered');
    const [a, b] = this.#arrange(name, first, second);
    const [modelA, modelB] = [a?.owner ?? (b as Side).target, b?.owner ?? (a as Side).target];
    const ordered = a?.isOrdered === true ? 'a' : b?.isOrdered === true ? 'b' : null;
    const model = edgeClass(name, { a: modelA, b: modelB, ordered });
    this.#edges.set(name, { model, a, b });
    return { model, edge: { a: () => this.#find(modelA), b: () => this.#find(modelB), ordered } };
  }

  #checkTarget(where: { readonly class: string; readonly property: string }, target: unknown): void {
    try {
      this.#find(target as ModelClass);
    } catch (error) {
      throw new DefinitionError(
        'the target of the relation is not among the models of the database',
        where,
        error,
      );
    }
  }

  /** Which side is `a`: the same for every program that knows the models. */
  #arrange(name: string, first: Side, second: Side | null): readonly [Side | null, Side | null] {
    if (first.owner === first.target) {
      const [forward, back] = first.inverse === null ? [first, second] : [second, first];
      if (
        forward === null ||
        forward.inverse !== null ||
        (back !== null && back.inverse !== forward.property)
      ) {
        refuse(
          name,
          first,
          'of two relations of a model with itself one has an inverse, which names the other',
        );
      }
      return [forward, back];
    }
    const isFirst = this.#find(first.owner).name < this.#find(first.target).name;
    return isFirst ? [first, second] : [second, first];
  }
}

/** The one edge between two rows. No id begins another: zeros in the first are escaped, and two of them end it. */
export function edgeId(a: string, b: string): string {
  return `${a.replaceAll('\0', '\0\u0001')}\0\0${b}`;
}

/** The id of one end in that of an edge. */
export function endOf(edge: string, side: EdgeSide): string {
  for (let at = edge.indexOf('\0'); at >= 0; at = edge.indexOf('\0', at + 2)) {
    if (edge[at + 1] !== '\0') continue;
    return side === 'b' ? edge.slice(at + 2) : edge.slice(0, at).replaceAll('\0\u0001', '\0');
  }
  return '';
}

function sidesOf(owner: ModelClass): (readonly [string, Side])[] {
  return declarationsOf(owner).flatMap((declaration) => {
    if (declaration.of !== 'relation' || declaration.options.through === undefined) return [];
    const { property, target, options } = declaration;
    const { through, ordered = false, inverse } = options;
    const side = { owner, property, target: target(), isOrdered: ordered, inverse: inverseOf(inverse) };
    if (typeof through !== 'string' || through === '' || options.kind !== 'many') {
      refuse(String(through), side, "edges have a name: { kind: 'many', through: 'post-tag' }");
    }
    return [[through, side] as const];
  });
}

function inverseOf(inverse: ((target: never) => unknown) | undefined): string | null {
  if (inverse === undefined) return null;
  return recordedPart(inverse(recorder() as never))?.path[0] ?? '';
}

function edgeClass(
  name: string,
  { a, b, ordered }: { a: ModelClass; b: ModelClass; ordered: EdgeSide | null },
): ModelClass {
  const edge = class {};
  Object.defineProperty(edge, 'name', { value: `edges ${name}` });
  const place = { isStatic: false };
  declare(edge, { of: 'model', name, options: {} });
  const id = { of: 'field', ...place, property: 'id', role: 'id', kind: null } as const;
  declare(edge, { ...id, options: { generate: 'none' } });
  for (const [property, target] of [
    ['a', a],
    ['b', b],
  ] as const) {
    const options = { kind: 'one', onDelete: 'cascade' } as const;
    declare(edge, { of: 'relation', ...place, property, target: () => target, options });
  }
  if (ordered !== null) {
    const position = { of: 'field', ...place, property: 'position', role: 'field', kind: 'double' } as const;
    declare(edge, { ...position, options: {} });
    const fields = [ordered, 'position'];
    const index = { of: 'index', ...place, property: null, name: 'inOrder', unique: false } as const;
    declare(edge, { ...index, fields, options: {} });
  }
  return edge;
}

function refuse(name: string, { owner, property }: Side, message: string): never {
  throw new DefinitionError(message, { class: owner.name, property, through: name });
}
