/** How a declared model differs from the stored one, and what is to be done about it. Pure. */

import { type CatalogModel, columnType, idParts, storedIndex } from '../catalog/catalog-record';
import { partsInWords, storedDefinition } from '../catalog/index-definition';
import type { SchemaDifference, SchemaStep } from '../catalog/schema-changes';
import type { IndexMetadata, ModelMetadata } from '../metadata/model-metadata';

/** @param stored null for a model that is not stored */
export function compareModel(model: ModelMetadata, stored: CatalogModel | null): SchemaDifference[] {
  if (stored === null) {
    const remedy = 'nothing: the first connection that has the model adds it';
    return [
      difference(model, { kind: 'new-model', name: null, safety: 'automatic', declared: model.name, remedy }),
    ];
  }
  return [
    ...compareId(model, stored),
    ...model.columns.flatMap((column) => compareColumn(model, stored, column)),
    ...model.indexes.flatMap((index) => compareIndex(model, stored, index)),
    ...unusedIndexes(model, stored),
  ];
}

/** What applying does about the differences, in order. */
export function stepsFor(differences: readonly SchemaDifference[]): SchemaStep[] {
  const ranks = { refused: 0, automatic: 1, build: 2, removal: 3 };
  const actions = {
    refused: 'refuse',
    automatic: 'add',
    build: 'build-index',
    removal: 'remove-index',
  } as const;
  return [...differences]
    .sort((a, b) => ranks[a.safety] - ranks[b.safety])
    .map(({ model, name, safety }) => ({ action: actions[safety], model, name, safety }));
}

function compareId(model: ModelMetadata, stored: CatalogModel): SchemaDifference[] {
  const [before, now] = [stored.idParts, idParts(model)].map((parts) => parts?.join(', ') ?? 'text');
  if (before === now) return [];
  const remedy =
    'declare the id as it is stored; or copy the rows into a model of another name, whose ids are made of these fields';
  return [
    difference(model, {
      kind: 'changed-id',
      name: model.id.property,
      safety: 'refused',
      stored: before ?? null,
      declared: now ?? null,
      remedy,
    }),
  ];
}

function compareColumn(
  model: ModelMetadata,
  { columns }: CatalogModel,
  column: ModelMetadata['columns'][number],
): SchemaDifference[] {
  const stored = Object.hasOwn(columns, column.column) ? (columns[column.column]?.type ?? null) : null;
  const declared = columnType(column);
  if (stored === declared) return [];
  const about = { name: column.column, stored, declared };
  if (stored === null) {
    const remedy = 'nothing: the first connection that has the column adds it';
    return [difference(model, { ...about, kind: 'new-column', safety: 'automatic', remedy })];
  }
  const remedy =
    `declare it as ${stored}; or store the new values in a column of another name ({ column: '...' }), ` +
    'filled from the old one by an @Upgrade of the model';
  return [difference(model, { ...about, kind: 'changed-column', safety: 'refused', remedy })];
}

function compareIndex(model: ModelMetadata, stored: CatalogModel, index: IndexMetadata): SchemaDifference[] {
  const found = storedIndex(stored, index);
  const about = {
    name: index.storedName,
    declared: partsInWords(storedDefinition(index, model)),
    safety: 'build' as const,
  };
  if (found?.state === 'readable' && found.isLeaving !== true) return [];
  if (found !== undefined) {
    const remedy =
      found.state === 'unique-pending'
        ? 'change the rows that have the values of others (db.indexes.build lists them), then apply again'
        : 'apply: the build goes on where it stopped';
    return [difference(model, { ...about, kind: 'unfinished-index', stored: found.state, remedy })];
  }
  const before = stored.indexes.find(({ name }) => name === index.storedName);
  if (before === undefined)
    return [difference(model, { ...about, kind: 'new-index', remedy: 'apply builds it' })];
  const remedy = 'apply builds the new definition beside the old one, and then removes the old one';
  return [
    difference(model, { ...about, kind: 'changed-index', stored: partsInWords(before.definition), remedy }),
  ];
}

function unusedIndexes(model: ModelMetadata, stored: CatalogModel): SchemaDifference[] {
  return stored.indexes
    .filter((index) => !model.indexes.some((each) => storedIndex(stored, each) === index))
    .filter(({ name }) => !isBeingReplaced(model, stored, name))
    .map((index) =>
      difference(model, {
        kind: 'unused-index',
        name: index.name,
        safety: 'removal',
        stored: partsInWords(index.definition),
        remedy: 'apply with allowDataLoss removes it, once no program that runs declares it any more',
      }),
    );
}

/** Its removal belongs to the change of the definition. */
function isBeingReplaced(model: ModelMetadata, stored: CatalogModel, name: string): boolean {
  const successor = model.indexes.find(({ storedName }) => storedName === name);
  return successor !== undefined && storedIndex(stored, successor)?.state !== 'readable';
}

function difference(
  model: ModelMetadata,
  about: Pick<SchemaDifference, 'kind' | 'name' | 'safety' | 'remedy'> & Partial<SchemaDifference>,
): SchemaDifference {
  return { stored: null, declared: null, ...about, model: model.name };
}
