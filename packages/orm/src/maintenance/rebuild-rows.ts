/** Gives rows the entries that they lack, without changing them. */

import { toLatin1 } from '@tito/tikv';
import type { DecodedRow } from '../codec/row-codec';
import { applyPlan } from '../persistence/apply-plan';
import type { BoundModel } from '../persistence/bound-model';
import { planSave } from '../persistence/plan-save';
import type { RowPlan } from '../persistence/row-plan';
import type { TransactionScope } from '../session/transaction-scope';
import { noteViolation } from './violations';

/**
 * Writes rows as they are, with the entries that they lack: not a change, so without events, and with their versions and times
 * as they are. Those that lack nothing are not written. @returns those that could not get a unique entry
 */
export async function rebuildRows(
  scope: TransactionScope,
  model: BoundModel,
  rows: readonly { readonly id: string; readonly row: DecodedRow }[],
): Promise<string[]> {
  const plan = (row: DecodedRow, taken: ReadonlySet<string>): RowPlan =>
    planSave(model, row, row.values, { events: false }, 'update', { taken });
  const wished = rows.map(({ id, row }) => ({ id, row, plan: plan(row, new Set()) }));
  const claims = wished.flatMap(({ plan: { claims: own } }) => own.map(({ key }) => key));
  const owners = await ownersOf(scope, model, claims);
  const refused: string[] = [];
  for (const { id, row, plan: first } of wished) {
    const taken = first.claims.filter(({ key }) => (owners.get(toLatin1(key)) ?? id) !== id);
    for (const { key } of taken) {
      const owner = owners.get(toLatin1(key)) as string;
      noteViolation(scope.txn, model, { key, id, owner });
      refused.push(id);
    }
    const final = taken.length === 0 ? first : plan(row, new Set(taken.map(({ key }) => toLatin1(key))));
    if (final.claims.length + final.entries.length + final.removed.length > 0) applyPlan(scope, final);
    for (const { key } of final.claims) owners.set(toLatin1(key), id);
  }
  return refused;
}

async function ownersOf(
  scope: TransactionScope,
  model: BoundModel,
  keys: readonly Uint8Array[],
): Promise<Map<string, string>> {
  const owners = new Map<string, string>();
  if (keys.length === 0) return owners;
  const values = await scope.view().batchGet(keys);
  keys.forEach((key, i) => {
    const value = values[i] ?? null;
    if (value !== null) owners.set(toLatin1(key), model.layout.decodeId(value));
  });
  return owners;
}
