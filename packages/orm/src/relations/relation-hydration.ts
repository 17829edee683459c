/** Gives entities their references, and the collections that lead to others. */

import type { Hydration } from '../codec/row-codec';
import type { ColumnMetadata, ModelMetadata, RelationMetadata } from '../metadata/model-metadata';
import { EntityCollection, EntityReference, type RelationLoader } from './entity-reference';

export function relationHydration(model: ModelMetadata, loader: RelationLoader): Hydration {
  const targets = new Map<string, ModelMetadata>();
  const targetOf = ({ property }: Pick<ColumnMetadata, 'property'>): ModelMetadata => {
    const known = targets.get(property);
    if (known !== undefined) return known;
    const found = (model.relations.get(property) as RelationMetadata).target();
    targets.set(property, found);
    return found;
  };
  const collections = [...model.relations.values()]
    .filter(({ kind }) => kind === 'many' || kind === 'edges')
    .map(({ property }) => property);
  const embedded = [...model.relations.values()].map((relation) => ({
    relation,
    path: relation.property.split('.'),
  }));
  const idProperty = model.id.property;
  return {
    reference: (column, id) => new EntityReference(id, targetOf(column), loader),
    embedded({ property }, value) {
      for (const { relation, path } of embedded) {
        if (path.length < 2 || path[0] !== property) continue;
        const target = targetOf(relation);
        replaceIds(value, path.slice(1), (id) => new EntityReference(id, target, loader));
      }
      return value;
    },
    complete(entity) {
      for (const property of collections) {
        const id = (entity as Record<string, string>)[idProperty] as string;
        (entity as Record<string, unknown>)[property] = new EntityCollection(() =>
          loader.many(model, property, id),
        );
      }
    },
  };
}

/** Puts something in the place of the ids at the end of a path, in objects and lists of them. */
function replaceIds(value: unknown, [name, ...rest]: readonly string[], make: (id: string) => object): void {
  if (Array.isArray(value)) {
    for (const each of value) replaceIds(each, [name as string, ...rest], make);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const holder = value as Record<string, unknown>;
  const held = holder[name as string];
  if (rest.length > 0) replaceIds(held, rest, make);
  else if (typeof held === 'string') holder[name as string] = make(held);
  else if (Array.isArray(held)) holder[name as string] = held.map((id) => make(id as string));
}
