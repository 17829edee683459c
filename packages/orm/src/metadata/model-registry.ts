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
import { buildIndexes } from './build-index';
import {
  type RelationDeclaration,
  type RelationRegistry,
  buildRelations,
  checkRelations,
  withReferenceIndexes,
} from './build-relations';
import { type Declaration, type ModelClass, declarationsOf } from './declarations';
import { buildUpgrades } from './upgrades';
import { EdgeModels } from './edges';
import type {
  EdgeMetadata,
  ColumnMetadata,
  EventMetadata,
  IndexMetadata,
  ModelMetadata,
  TtlMetadata,
} from './model-metadata';

export class ModelRegistry {
  readonly #models = new Map<ModelClass, ModelMetadata>();
  readonly #edges = new EdgeModels((model) => this.get(model));

  /** @throws DefinitionError for the first model that is declared wrongly */
  constructor(classes: Iterable<ModelClass>) {
    for (const each of classes) this.#add(each);
    for (const { model, edge } of this.#edges.models([...this.#models.keys()])) this.#add(model, edge);
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

  /** The models, each once, and those of the edges between them. */
  withEdges(models: readonly ModelMetadata[]): ModelMetadata[] {
    const wanted = new Set(models);
    const edges = this.models.filter(
      ({ edge }) => edge !== null && wanted.has(edge.a()) && wanted.has(edge.b()),
    );
    return [...new Set([...wanted, ...edges])];
  }

  #add(model: ModelClass, edge: EdgeMetadata | null = null): void {
    if (this.#models.has(model)) return;
    const metadata = buildModel(model, edge, {
      find: (target) => this.get(target),
      edgeOf: (name, owner, property) => this.#edges.end(name, owner, property),
    });
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

function buildModel(model: ModelClass, edge: EdgeMetadata | null, registry: RelationRegistry): ModelMetadata {
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
  const { schemaVersion = 1 } = head.options;
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
    schemaVersion,
    upgrades: Object.freeze(buildUpgrades(model, declarations, schemaVersion)),
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
    relations: buildRelations(model, declarations, { columns: columnOf, indexes }, registry),
    indexes: Object.freeze(indexes),
    indexOf: new Map(indexes.map((index) => [index.name, index])),
    events: Object.freeze(buildEvents(model, declarations)),
    ttl: buildTtl(model, indexes),
    hooks: buildHooks(model, declarations),
    edge,
  });
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
