/**
 * The first half of what `onDelete` promises: a reference that is set points at a row that exists, until its own row is there.
 *
 * The row pointed at is protected by a lock until the commit. Whoever removes it writes its key, and so one of the two fails
 * or waits: see `plan-deletion.ts` for the other half.
 */

import { InvalidReferenceError } from '../errors';
import type { ModelMetadata, RelationMetadata } from '../metadata/model-metadata';
import type { StoredValues } from '../metadata/stored-form';
import type { BoundModel } from '../persistence/bound-model';
import { isMarkedDeleted } from '../persistence/read-rows';
import type { TransactionScope } from '../session/transaction-scope';

export type SingleRelation = Extract<RelationMetadata, { kind: 'one' }>;

/** A row that is written: as it was, null when it is new, and as it will be. */
export interface WrittenRow {
  readonly model: ModelMetadata;
  readonly before: StoredValues | null;
  readonly values: StoredValues;
}

interface Target {
  readonly model: BoundModel;
  readonly id: string;
  readonly key: Uint8Array;
  /** The first that points there, for the error. */
  readonly by: { readonly model: ModelMetadata; readonly relation: SingleRelation };
}

/**
 * Checks all references that rows set, in one batch of reads for each region.
 *
 * @throws InvalidReferenceError for one that points at no row, or at one that is marked as deleted
 */
export async function checkReferences(
  scope: TransactionScope,
  boundOf: (model: ModelMetadata) => BoundModel,
  rows: readonly WrittenRow[],
): Promise<void> {
  const targets = targetsOf(rows, boundOf);
  if (targets.length === 0) return;
  const values = await scope.getManyForUpdate(targets.map(({ key }) => key));
  targets.forEach(({ model, id, key, by }, i) => {
    const bytes = values[i] ?? null;
    if (bytes !== null && !isMarkedDeleted(model.metadata, model.codec.decode(key, id, bytes).values)) return;
    throw new InvalidReferenceError({
      model: by.model.name,
      field: by.relation.property,
      target: model.metadata.name,
    });
  });
}

function targetsOf(rows: readonly WrittenRow[], boundOf: (model: ModelMetadata) => BoundModel): Target[] {
  const targets = new Map<string, Target>();
  const written = new Set(
    rows.map(({ model, values }) => `${boundOf(model).id} ${String(values[model.id.property])}`),
  );
  for (const { model, before, values } of rows) {
    for (const relation of model.relations.values()) {
      if (relation.kind !== 'one' || relation.onDelete === 'none') continue;
      const id = (values[relation.property] ?? null) as string | null;
      if (id === null || id === before?.[relation.property]) continue;
      const target = boundOf(relation.target());
      const name = `${target.id} ${id}`;
      if (written.has(name)) continue; // rows that are written together may point at each other
      if (!targets.has(name))
        targets.set(name, { model: target, id, key: target.rowKey(id), by: { model, relation } });
    }
  }
  // In the order of keys: transactions that lock several then wait for each other in one direction only.
  return [...targets.values()].sort((a, b) => Buffer.compare(a.key, b.key));
}
