/**
 * Declarations of relations made into metadata. Targets are functions that are called only when all models are known: they may
 * point at each other in any order of imports.
 */

import { DefinitionError } from '../errors';
import { referenceIndex } from './build-index';
import type { Declaration, ModelClass } from './declarations';
import { embeddedRelations } from './embedded';
import { recordedPart, recorder } from './key-definition';
import type { EdgeEnd, IndexMetadata, ModelMetadata, RelationMetadata } from './model-metadata';

export type RelationDeclaration = Extract<Declaration, { of: 'relation' }>;

/** What relations are looked up in. */
export interface RelationRegistry {
  readonly find: (target: ModelClass) => ModelMetadata;
  /** The end of the edges of a name that a relation of a model holds. */
  readonly edgeOf: (name: string, owner: ModelClass, property: string) => EdgeEnd;
}

/** A reference has an index, so that what points at a row can be found; its own only when no other begins with it. */
export function withReferenceIndexes(
  shape: Parameters<typeof referenceIndex>[0],
  declared: readonly RelationDeclaration[],
  indexes: readonly IndexMetadata[],
): IndexMetadata[] {
  const missing = declared.filter(
    ({ property, options }) =>
      shape.columns.get(property)?.shape.of === 'reference' &&
      (options.index ?? true) &&
      !indexes.some((index) => index.name === property || isIndexOf(index, property)),
  );
  return [...indexes, ...missing.map(({ property }) => referenceIndex(shape, property))];
}

/** True for an index that has every row, ordered by the reference first. */
function isIndexOf({ parts, when, sparse }: IndexMetadata, property: string): boolean {
  const [first] = parts;
  return (
    when === null && !sparse && first?.path.length === 1 && first.path[0] === property && !first.isDescending
  );
}

export function buildRelations(
  model: ModelClass,
  declarations: readonly Declaration[],
  { columns, indexes }: { columns: ModelMetadata['columnOf']; indexes: readonly IndexMetadata[] },
  { find, edgeOf }: RelationRegistry,
): Map<string, RelationMetadata> {
  const relations = new Map<string, RelationMetadata>();
  for (const declaration of declarations) {
    if (declaration.of !== 'relation') continue;
    const { property, options } = declaration;
    const target = () => findTarget(model, declaration, find);
    if (options.kind === 'many' && options.through !== undefined) {
      const name = options.through;
      relations.set(property, { kind: 'edges', property, target, end: () => edgeOf(name, model, property) });
    } else if (options.kind === 'many') {
      relations.set(property, {
        kind: 'many',
        property,
        target,
        inverse: () => findInverse(model, declaration, target()),
      });
    } else if (columns.get(property)?.shape.of === 'references') {
      checkOnDelete(model, declaration, null, 'onDelete is for single references');
      relations.set(property, { kind: 'list', property, target });
    } else {
      const index = indexes.find((each) => isIndexOf(each, property)) ?? null;
      checkOnDelete(model, declaration, index, 'onDelete needs an index that begins with the reference');
      relations.set(property, { kind: 'one', property, target, onDelete: options.onDelete ?? 'none', index });
    }
  }
  for (const { path, isList, declaration } of embeddedRelations(columns)) {
    const property = path.join('.');
    const target = () => findTarget(model, declaration, find);
    checkOnDelete(model, declaration, null, 'onDelete is for references of the model itself');
    relations.set(
      property,
      isList
        ? { kind: 'list', property, target }
        : { kind: 'one', property, target, onDelete: 'none', index: null },
    );
  }
  return relations;
}

function checkOnDelete(
  model: ModelClass,
  { property, options: { onDelete = 'none' } }: RelationDeclaration,
  index: IndexMetadata | null,
  message: string,
): void {
  const where = { class: model.name, property };
  if (!['restrict', 'cascade', 'setNull', 'none'].includes(onDelete)) {
    throw new DefinitionError("onDelete is 'restrict', 'cascade', 'setNull' or 'none'", where);
  }
  if (onDelete !== 'none' && index === null) throw new DefinitionError(message, where);
}

function findTarget(
  model: ModelClass,
  { property, target }: RelationDeclaration,
  find: (target: ModelClass) => ModelMetadata,
): ModelMetadata {
  const where = { class: model.name, property };
  if (typeof target !== 'function')
    throw new DefinitionError('a relation names its target by a function: () => User', where);
  const found: unknown = target();
  if (typeof found !== 'function') {
    throw new DefinitionError('the target of the relation is no class; is an import missing?', where);
  }
  try {
    return find(found as ModelClass);
  } catch (error) {
    throw new DefinitionError(
      'the target of the relation is not among the models of the database',
      { ...where, target: found.name },
      error,
    );
  }
}

function findInverse(
  model: ModelClass,
  { property, options }: RelationDeclaration,
  target: ModelMetadata,
): { property: string; index: IndexMetadata } {
  const where = { class: model.name, property, target: target.model.name };
  const part =
    typeof options.inverse === 'function' ? recordedPart(options.inverse(recorder() as never)) : null;
  const [back] = part?.path ?? [];
  const relation = back === undefined ? undefined : target.relations.get(back);
  if (back === undefined || relation === undefined || relation.kind === 'many' || relation.kind === 'edges') {
    throw new DefinitionError(
      'inverse names the reference of the target that points back: (p) => p.author',
      where,
    );
  }
  const index = target.indexes.find((each) => isIndexOf(each, back));
  if (index !== undefined) return { property: back, index };
  throw new DefinitionError('the target has no index that begins with the reference that points back', {
    ...where,
    inverse: back,
  });
}

/** Follows every relation once, so that a wrong one is noticed when the models are registered. */
export function checkRelations(model: ModelMetadata): void {
  for (const relation of model.relations.values()) {
    if (relation.kind === 'many') relation.inverse();
    else if (relation.kind === 'edges') relation.end();
    else relation.target();
  }
}
