/** Rows that have no entry in a unique index, since another row has their values: noted by the build, tried again later. */

import type { Transaction } from '@tito/tikv';
import type { CatalogIndex } from '../catalog/catalog-record';
import type { UniqueViolationPair } from '../catalog/schema-changes';
import type { BoundModel } from '../persistence/bound-model';
import type { MaintenanceContext } from './maintenance-context';

/** Most pairs that a report lists. */
const MAX_LISTED = 1000;
const CHUNK = 256;

/** Notes that a row could not get an entry, in the transaction that tried it. */
export function noteViolation(
  txn: Transaction,
  { layout, id: modelId }: BoundModel,
  { key, id, owner }: { readonly key: Uint8Array; readonly id: string; readonly owner: string },
): void {
  const parsed = layout.parse(key);
  if (parsed === null || parsed.room === 'row') return;
  const { indexId, generation } = parsed;
  txn.put(layout.violation({ modelId, indexId, generation }, id), layout.encodeId(owner));
}

/** The pairs, in the order of the rows that have no entry; the first thousand. */
export async function listViolations(
  { client }: MaintenanceContext,
  model: BoundModel,
  index: CatalogIndex,
  limit: number = MAX_LISTED,
): Promise<UniqueViolationPair[]> {
  const { layout, metadata } = model;
  const range = layout.violations({ modelId: model.id, indexId: index.id, generation: index.generation });
  const pairs: UniqueViolationPair[] = [];
  for await (const { key, value } of client.snapshot().scan(range, { limit, batchSize: CHUNK })) {
    const id = layout.decodeId(key.subarray(range.start.length));
    pairs.push({ model: metadata.name, index: index.name, id, ownerId: layout.decodeId(value) });
  }
  return pairs;
}
