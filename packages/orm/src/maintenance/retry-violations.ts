/** Rows that were refused by a unique index, tried again: the other row may have changed, or gone. */

import { KeyExistsError } from '@tito/tikv';
import type { CatalogIndex } from '../catalog/catalog-record';
import { UniqueViolationError } from '../errors';
import type { BoundModel } from '../persistence/bound-model';
import { readForWrite } from '../persistence/read-rows';
import type { MaintenanceContext } from './maintenance-context';
import { checkSignal } from './pace';
import { rebuildRows } from './rebuild-rows';

/** Gives the rows their entries that can have them by now. */
export async function retryViolations(
  context: MaintenanceContext,
  model: BoundModel,
  index: CatalogIndex,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { layout } = model;
  const address = { modelId: model.id, indexId: index.id, generation: index.generation };
  const range = layout.violations(address);
  for await (const { key } of context.client.snapshot().scan(range, { keyOnly: true })) {
    checkSignal(signal);
    const id = layout.decodeId(key.subarray(range.start.length));
    await retryOne(context, model, key, id, signal);
  }
}

async function retryOne(
  context: MaintenanceContext,
  model: BoundModel,
  key: Uint8Array,
  id: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await context.write(async (scope) => {
      const row = await readForWrite(scope, model, id);
      scope.txn.delete(key);
      if (row !== null) await rebuildRows(scope, model, [{ id, row }]); // notes it again if it has to
    }, signal);
  } catch (error) {
    // Somebody took the values in between: the note is still there.
    if (!(error instanceof UniqueViolationError || error instanceof KeyExistsError)) throw error;
  }
}
