/**
 * Builds indexes for the rows that were there before them.
 *
 * A new or changed index is `building`: every write keeps it right from the first moment, no query reads it. This goes
 * through all rows, chunk by chunk, and writes each again as it is, which adds the entries that it lacks and removes those
 * of older definitions. Then the index is `ready`. It may be stopped at any time and begun again.
 *
 * Programs that do not know the index must not write meanwhile: they refuse rows with entries that they do not know, but
 * they would leave out the entries of rows that they insert.
 */

import { type TikvClient, keyAfter } from '@tito/tikv';
import { changeCatalogModel } from '../catalog/catalog';
import type { CatalogModel } from '../catalog/catalog-record';
import { applyPlan } from '../persistence/apply-plan';
import type { BoundModel } from '../persistence/bound-model';
import { planSave } from '../persistence/plan-save';
import { readForWrite } from '../persistence/read-rows';
import type { TransactionScope } from '../session/transaction-scope';

const CHUNK_ROWS = 100;

export interface BuildOptions {
  readonly signal?: AbortSignal;
  /** Called after each chunk, with the model's name and the number of rows that are done. */
  readonly onProgress?: (model: string, rows: number) => void;
}

export interface BuildContext {
  readonly client: TikvClient;
  readonly write: <T>(work: (scope: TransactionScope) => Promise<T>) => Promise<T>;
}

/** Builds what is not ready of one model. @returns the number of rows that were gone through */
export async function buildIndexes(
  context: BuildContext,
  model: BoundModel,
  options: BuildOptions = {},
): Promise<number> {
  if (model.indexes.every(({ state }) => state === 'ready')) return 0;
  let rows = 0;
  for await (const ids of idsInChunks(context.client, model)) {
    options.signal?.throwIfAborted();
    await context.write(async (scope) => {
      for (const id of ids) await rewrite(scope, model, id);
    });
    rows += ids.length;
    options.onProgress?.(model.metadata.name, rows);
  }
  const catalog = await changeCatalogModel(context.client, model.layout, model.metadata, (stored) =>
    withReady(stored, model),
  );
  model.refresh(catalog);
  return rows;
}

async function* idsInChunks(client: TikvClient, model: BoundModel): AsyncGenerator<string[]> {
  let range = model.layout.rows(model.id);
  for (;;) {
    const keys: Uint8Array[] = [];
    for await (const { key } of client.snapshot().scan(range, { limit: CHUNK_ROWS, keyOnly: true }))
      keys.push(key);
    if (keys.length > 0) yield keys.map((key) => model.layout.idInRow(key));
    if (keys.length < CHUNK_ROWS) return;
    range = { start: keyAfter(keys.at(-1) as Uint8Array), end: range.end };
  }
}

/** Writes a row as it is: not a change, so without events, and with its version and times as they are. */
async function rewrite(scope: TransactionScope, model: BoundModel, id: string): Promise<void> {
  const before = await readForWrite(scope, model, id);
  if (before !== null) applyPlan(scope, planSave(model, before, before.values, { events: false }));
}

/** Marks the definitions that were built as ready, unless another program has changed them since. */
function withReady(stored: CatalogModel, model: BoundModel): CatalogModel {
  const indexes = { ...stored.indexes };
  for (const { metadata, address } of model.indexes) {
    const index = indexes[metadata.storedName];
    if (index?.generation === address.generation) indexes[metadata.storedName] = { ...index, state: 'ready' };
  }
  return { ...stored, indexes };
}
