/** Writes all rows again that an older shape of their model wrote, with the entries of the new one. */

import { type KeyValue, keyAfter } from '@tito/tikv';
import type { UpgradeOptions, UpgradeReport } from '../catalog/schema-changes';
import { UnknownModelError } from '../errors';
import { applyPlan } from '../persistence/apply-plan';
import type { BoundModel } from '../persistence/bound-model';
import { planSave } from '../persistence/plan-save';
import type { TransactionScope } from '../session/transaction-scope';
import type { MaintenanceContext } from './maintenance-context';
import { Pace } from './pace';

const CHUNK_ROWS = 128;

export async function upgradeRows(
  context: MaintenanceContext,
  options: UpgradeOptions = {},
): Promise<UpgradeReport> {
  const { model: name, signal, onProgress } = options;
  const chosen = context.models.filter(({ metadata }) => name === undefined || metadata.name === name);
  if (chosen.length === 0)
    throw new UnknownModelError({ model: name, known: context.models.map(({ metadata }) => metadata.name) });
  const pace = new Pace(options.rowsPerSecond);
  let [rows, upgraded] = [0, 0];
  for (const model of chosen) {
    let range = model.layout.rows(model.id);
    let inModel = 0;
    for (;;) {
      const step = await context.write((scope) => upgradeSome(scope, model, range), signal);
      rows += step.rows;
      inModel += step.rows;
      upgraded += step.upgraded;
      onProgress?.({ model: model.metadata.name, rows: inModel });
      if (step.last === null) break;
      range = { start: keyAfter(step.last), end: range.end };
      await pace.spend(step.rows, signal);
    }
  }
  return { rows, upgraded };
}

async function upgradeSome(
  scope: TransactionScope,
  model: BoundModel,
  range: { readonly start: Uint8Array; readonly end: Uint8Array },
): Promise<{ readonly rows: number; readonly upgraded: number; readonly last: Uint8Array | null }> {
  const pairs: KeyValue[] = [];
  for await (const pair of scope.txn.scan(range, { limit: CHUNK_ROWS, batchSize: CHUNK_ROWS }))
    pairs.push(pair);
  let upgraded = 0;
  for (const { key, value } of pairs) {
    const id = model.layout.idInRow(key);
    const row = model.codec.decode(key, id, value);
    if (row.schemaVersion >= model.metadata.schemaVersion) continue;
    applyPlan(scope, planSave(model, row, row.values, { events: false }));
    upgraded++;
  }
  const last = pairs.length < CHUNK_ROWS ? null : (pairs.at(-1)?.key ?? null);
  return { rows: pairs.length, upgraded, last };
}
