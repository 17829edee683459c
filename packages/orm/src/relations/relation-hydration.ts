/** Gives entities their references, and the collections that point at them. */

import type { Hydration } from '../codec/row-codec';
import type { ColumnMetadata, ModelMetadata, RelationMetadata } from '../metadata/model-metadata';
import { EntityCollection, EntityReference, type RelationLoader } from './entity-reference';

export function relationHydration(model: ModelMetadata, loader: RelationLoader): Hydration {
  const targets = new Map<string, ModelMetadata>();
  const targetOf = ({ property }: ColumnMetadata): ModelMetadata => {
    const known = targets.get(property);
    if (known !== undefined) return known;
    const found = (model.relations.get(property) as RelationMetadata).target();
    targets.set(property, found);
    return found;
  };
  const collections = [...model.relations.values()]
    .filter(({ kind }) => kind === 'many')
    .map(({ property }) => property);
  const idProperty = model.id.property;
  return {
    reference: (column, id) => new EntityReference(id, targetOf(column), loader),
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
