/** Mends what verifying finds: each row and each entry in a transaction that looks at it again. */

import { equalBytes, toLatin1 } from '@tito/tikv';
import type { IndexFinding, RepairReport, VerifyOptions } from '../catalog/schema-changes';
import type { BoundModel } from '../persistence/bound-model';
import { expectedEntries } from '../persistence/plan-save';
import { readForWrite } from '../persistence/read-rows';
import type { TransactionScope } from '../session/transaction-scope';
import type { MaintenanceContext } from './maintenance-context';
import { type Finding, verifyIndexes } from './verify-indexes';

const MAX_UNRESOLVED = 1000;

export async function repairIndexes(
  context: MaintenanceContext,
  options: VerifyOptions,
): Promise<RepairReport> {
  const unresolved: IndexFinding[] = [];
  let repaired = 0;
  const report = await verifyIndexes(context, options, async (finding) => {
    const isMended = await context.write((scope) => repairOne(scope, finding), options.signal);
    if (isMended) repaired++;
    else if (unresolved.length < MAX_UNRESOLVED) {
      const { model, index, kind, key } = finding;
      unresolved.push({ model, index, kind, key });
    }
  });
  return { ...report, repaired, unresolved };
}

/** @returns false when two rows have a right to a unique entry */
async function repairOne(scope: TransactionScope, finding: Finding): Promise<boolean> {
  const { bound, id, kind, entryKey } = finding;
  if (kind === 'dangling') return removeUnowned(scope, finding);
  const row = await readForWrite(scope, bound, id);
  if (row === null) return removeUnowned(scope, finding);
  const expected = expectedEntries(bound, id, row.values).find(({ key }) => equalBytes(key, entryKey));
  if (expected === undefined) return rewriteRow(scope, bound, id, []);
  if (expected.manifest.unique) {
    const stored = await scope.txn.get(entryKey);
    const owner = stored === null ? id : bound.layout.decodeId(stored);
    if (owner !== id && (await hasRightTo(scope, bound, owner, entryKey))) return false;
  }
  return rewriteRow(scope, bound, id, [expected]);
}

/** Writes the row with a manifest of all that it should have, and the entries that were found wrong. */
async function rewriteRow(
  scope: TransactionScope,
  model: BoundModel,
  id: string,
  entries: readonly { readonly key: Uint8Array; readonly value: Uint8Array }[],
): Promise<boolean> {
  const row = await readForWrite(scope, model, id);
  if (row === null) return true;
  const mended = new Set(entries.map(({ key }) => toLatin1(key)));
  const manifest = [];
  for (const entry of expectedEntries(model, id, row.values)) {
    const isIn = mended.has(toLatin1(entry.key)) || (await scope.txn.get(entry.key)) !== null;
    const isOwn =
      !entry.manifest.unique ||
      mended.has(toLatin1(entry.key)) ||
      (await isOwner(scope, model, entry.key, id));
    if (isIn && isOwn) manifest.push(entry.manifest);
  }
  const kept = new Set(
    manifest.map((entry) => toLatin1(model.layout.entry(model.addressOf(entry), entry.parts, id))),
  );
  for (const entry of row.manifest) {
    const key = model.layout.entry(model.addressOf(entry), entry.parts, id);
    if (kept.has(toLatin1(key))) continue;
    if (!entry.unique || (await isOwner(scope, model, key, id))) scope.txn.delete(key);
  }
  for (const { key, value } of entries) scope.txn.put(key, value);
  scope.rely(model.schema, model);
  scope.txn.put(model.rowKey(id), model.codec.encode(row.values, manifest, row.unknown));
  return true;
}

/** Deletes an entry unless a row has it by now. */
async function removeUnowned(
  scope: TransactionScope,
  { bound, boundIndex, entryKey, id }: Finding,
): Promise<boolean> {
  const stored = await scope.txn.getForUpdate(entryKey);
  if (stored === null) return true;
  const owner = boundIndex.metadata.unique ? bound.layout.decodeId(stored) : id;
  if (await hasRightTo(scope, bound, owner, entryKey)) return true;
  scope.txn.delete(entryKey);
  return true;
}

async function isOwner(
  scope: TransactionScope,
  model: BoundModel,
  key: Uint8Array,
  id: string,
): Promise<boolean> {
  const stored = await scope.txn.get(key);
  return stored !== null && model.layout.decodeId(stored) === id;
}

/** Whether a row should have an entry; the row is protected until the end of the transaction. */
async function hasRightTo(
  scope: TransactionScope,
  model: BoundModel,
  id: string,
  entryKey: Uint8Array,
): Promise<boolean> {
  const key = model.rowKey(id);
  const bytes = await scope.txn.getForUpdate(key);
  if (bytes === null) return false;
  const row = model.codec.decode(key, id, bytes);
  return expectedEntries(model, id, row.values).some((each) => equalBytes(each.key, entryKey));
}
