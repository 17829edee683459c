/**
 * The models of a database: every class's declarations made into frozen metadata, once, when the database connects.
 *
 * Relations name their targets by functions that are called only now, when all classes exist: models may point at each
 * other in any order of imports.
 */

import { DefinitionError, UnknownModelError } from '../errors';
import { buildColumns, buildComputed } from './build-columns';
import { buildHooks } from './build-hooks';
import { buildId } from './build-id';
import { buildIndexes, referenceIndex } from './build-index';
import { type Declaration, type ModelClass, declarationsOf } from './declarations';
import { recordedPart, recorder } from './key-definition';
import type {
  ColumnMetadata,
  EventMetadata,
  IndexMetadata,
  ModelMetadata,
  RelationMetadata,
  TtlMetadata,
} from './model-metadata';

type RelationDeclaration = Extract<Declaration, { of: 'relation' }>;

export class ModelRegistry {
  readonly #models = new Map<ModelClass, ModelMetadata>();

  /** @throws DefinitionError for the first model that is declared wrongly */
  constructor(classes: Iterable<ModelClass>) {
    for (const each of classes) this.#add(each);
    for (const model of this.#models.values()) checkRelations(model);
  }

  get models(): ModelMetadata[] {
    return [...this.#models.values()];
  }

  /** @throws UnknownModelError */
  get(model: ModelClass): ModelMetadata {
    const found = this.#models.get(model);
    if (found !== undefined) return found;
    throw new UnknownModelError({
      class: className(model),
      known: this.models.map(({ model: each }) => each.name),
      reason:
        typeof model === 'function' && !isModel(model)
          ? 'the class is not decorated with @Model'
          : 'not registered',
    });
  }

  #add(model: ModelClass): void {
    if (this.#models.has(model)) return;
    const metadata = buildModel(model, (target) => this.get(target));
    const twin = this.models.find(({ name }) => name === metadata.name);
    if (twin !== undefined) {
      throw new DefinitionError('two models have one name', {
        name: metadata.name,
        classes: [twin.model.name, model.name],
      });
    }
    this.#models.set(model, metadata);
  }
}

function buildModel(model: ModelClass, find: (target: ModelClass) => ModelMetadata): ModelMetadata {
  if (typeof model !== 'function') {
    throw new DefinitionError('a model is a class; is an import missing, or circular?', {
      got: typeof model,
    });
  }
  const declarations = declarationsOf(model);
  const head = declarations.findLast((each) => each.of === 'model');
  if (head?.of !== 'model') {
    throw new DefinitionError("the class is not decorated with @Model('name')", { class: model.name });
  }
  if (typeof head.name !== 'string' || head.name === '') {
    throw new DefinitionError("a model needs a name: @Model('name')", { class: model.name });
  }
  const columns = buildColumns(model, declarations);
  const columnOf = new Map(columns.map((column) => [column.property, column]));
  const id = buildId(model, declarations, columnOf);
  const role = (name: string) => columns.find((column) => column.role === name) ?? null;
  const computed = buildComputed(model, declarations);
  const queryable = new Map([...columns, ...computed].map((column) => [column.property, column]));
  const shape = { model, modelName: head.name, id, columns: queryable, deletedAt: role('deletedAt') };
  const declared = declarations.filter((each): each is RelationDeclaration => each.of === 'relation');
  const indexes = withReferenceIndexes(shape, declared, buildIndexes(shape, declarations));
  return Object.freeze({
    name: head.name,
    model,
    schemaVersion: head.options.schemaVersion ?? 1,
    validate: head.options.validate ?? null,
    id,
    columns: Object.freeze(columns),
    computed: Object.freeze(computed),
    queryable,
    columnOf,
    version: role('version'),
    createdAt: role('createdAt'),
    updatedAt: role('updatedAt'),
    deletedAt: role('deletedAt'),
    relations: buildRelations(model, declared, { columns: columnOf, indexes }, find),
    indexes: Object.freeze(indexes),
    indexOf: new Map(indexes.map((index) => [index.name, index])),
    events: Object.freeze(buildEvents(model, declarations)),
    ttl: buildTtl(model, indexes),
    hooks: buildHooks(model, declarations),
  });
}

/** A reference has an index, so that what points at a row can be found; its own only when no other begins with it. */
function withReferenceIndexes(
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

function buildRelations(
  model: ModelClass,
  declared: readonly RelationDeclaration[],
  { columns, indexes }: { columns: ModelMetadata['columnOf']; indexes: readonly IndexMetadata[] },
  find: (target: ModelClass) => ModelMetadata,
): Map<string, RelationMetadata> {
  const relations = new Map<string, RelationMetadata>();
  for (const declaration of declared) {
    const { property, options } = declaration;
    const target = () => findTarget(model, declaration, find);
    if (options.kind === 'many') {
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
  if (back === undefined || relation === undefined || relation.kind === 'many') {
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
function checkRelations(model: ModelMetadata): void {
  for (const relation of model.relations.values()) {
    if (relation.kind === 'many') relation.inverse();
    else relation.target();
  }
}

function buildTtl(model: ModelClass, indexes: readonly IndexMetadata[]): TtlMetadata | null {
  const [index, second] = indexes.filter(({ ttlMs }) => ttlMs !== null);
  if (index === undefined) return null;
  if (second !== undefined) {
    throw new DefinitionError('the rows of a model end by one index', {
      class: model.name,
      indexes: [index.name, second.name],
    });
  }
  const column = index.parts[0]?.column as ColumnMetadata;
  return Object.freeze({ column, afterMs: index.ttlMs as number, index });
}

function buildEvents(model: ModelClass, declarations: readonly Declaration[]): EventMetadata[] {
  return declarations.flatMap((declaration) => {
    if (declaration.of !== 'event') return [];
    const { name, options } = declaration;
    const on = new Set(options.on ?? ['insert', 'update', 'delete']);
    const isKnown = [...on].every((each) => ['insert', 'update', 'delete'].includes(each));
    if (typeof name !== 'string' || name === '' || on.size === 0 || !isKnown) {
      throw new DefinitionError("an event has a name, and is on 'insert', 'update' or 'delete'", {
        class: model.name,
        event: name,
      });
    }
    return [Object.freeze({ name, on, options })];
  });
}

function isModel(model: ModelClass): boolean {
  return declarationsOf(model).some(({ of }) => of === 'model');
}

function className(model: unknown): string {
  return typeof model === 'function' ? model.name : String(model);
}
