/** Makes the stored schema what the models declare, step by step. */

import { type CatalogIndex, storedIndex, withIndex } from '../catalog/catalog-record';
import { usableDefinition } from '../catalog/index-definition';
import type { ApplyOptions, ApplyReport, BuildReport, SchemaStep } from '../catalog/schema-changes';
import type { IndexMetadata } from '../metadata/model-metadata';
import type { BoundModel } from '../persistence/bound-model';
import { buildIndexes } from './build-indexes';
import { type MaintenanceContext, changeModel, settle } from './maintenance-context';
import { retireIndex } from './retire-index';

/**
 * Declares what is new, builds it beside what there is, and takes what it replaces out of use. What nobody declares any more is
 * removed only with `allowDataLoss`.
 */
export async function applySchema(
  context: MaintenanceContext,
  options: ApplyOptions = {},
): Promise<ApplyReport> {
  await context.schema.renew();
  const done: SchemaStep[] = [];
  const builds: BuildReport[] = [];
  const named = new Set<string>();
  for (const model of context.models) {
    for (const name of await declareIndexes(context, model, options)) named.add(`${model.id} ${name}`);
  }
  if (named.size > 0) await settle(context, options.signal);
  for (const model of context.models) {
    const { allowDataLoss: _, ...buildOptions } = options;
    const report = await buildIndexes(context, model, { ...buildOptions, isSettled: named.size > 0 });
    if (report === null) continue;
    builds.push(report);
    for (const name of report.indexes) done.push(stepOf('build-index', model, name));
  }
  const left: SchemaStep[] = [];
  for (const model of context.models) await removeOld(context, model, options, { done, left });
  return { done, left, builds };
}

/** Makes the declared indexes that are not stored `write-only`. @returns their names */
export async function declareIndexes(
  context: MaintenanceContext,
  model: BoundModel,
  options: Pick<ApplyOptions, 'signal'> = {},
): Promise<string[]> {
  const { metadata } = model;
  const added = metadata.indexes.filter((index) => storedIndex(model.record, index) === undefined);
  if (added.length === 0) return [];
  for (const old of model.record.indexes.filter((each) => isUnusableAndReplaced(model, each, added)))
    await retireIndex(context, model, old, options);
  await changeModel(context, model, (stored) =>
    added
      .filter((index) => storedIndex(stored, index) === undefined)
      .reduce(
        (next, index) => withIndex(next, metadata, index, { state: 'write-only', readableSince: null }),
        stored,
      ),
  );
  return added.map(({ storedName }) => storedName);
}

/** A definition that this program cannot keep right: it must be gone before its successor is written. */
function isUnusableAndReplaced(
  { metadata }: BoundModel,
  stored: CatalogIndex,
  added: readonly IndexMetadata[],
): boolean {
  return (
    added.some(({ storedName }) => storedName === stored.name) && usableDefinition(stored, metadata) === null
  );
}

/** Definitions that were replaced, and indexes that are not declared. */
async function removeOld(
  context: MaintenanceContext,
  model: BoundModel,
  options: ApplyOptions,
  { done, left }: { readonly done: SchemaStep[]; readonly left: SchemaStep[] },
): Promise<void> {
  const { metadata, record } = model;
  const isDeclared = (stored: CatalogIndex): boolean =>
    metadata.indexes.some((index) => storedIndex(record, index) === stored);
  for (const stored of record.indexes.filter((each) => !isDeclared(each))) {
    const successor = metadata.indexes.find(({ storedName }) => storedName === stored.name);
    const isReplaced = successor !== undefined && model.index(successor).state === 'readable';
    const step = stepOf('remove-index', model, stored.name);
    const isAllowed = isReplaced || stored.isLeaving === true || options.allowDataLoss === true;
    if (successor !== undefined && !isReplaced) continue;
    if (!isAllowed) {
      left.push(step);
      continue;
    }
    await retireIndex(context, model, stored, options);
    done.push(step);
  }
}

function stepOf(action: SchemaStep['action'], model: BoundModel, name: string): SchemaStep {
  return {
    action,
    model: model.metadata.name,
    name,
    safety: action === 'remove-index' ? 'removal' : 'build',
  };
}
