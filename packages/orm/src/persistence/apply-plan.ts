/** Puts a plan into the buffer of a transaction: all of it, or nothing and the transaction can only be rolled back. */

import type { TransactionScope } from '../session/transaction-scope';
import type { RowPlan } from './row-plan';

/** @throws KeyExistsError when rows of the same transaction want one id or one unique value; nothing is written then */
export function applyPlan(scope: TransactionScope, plan: RowPlan): void {
  const { id, row, model } = plan;
  scope.rely(model.schema, model);
  const removed = plan.removed.filter(({ unique }) => unique).map(({ key }) => key);
  const inserted = plan.claims.map(({ key }) => key);
  scope.writes.check(
    row.op === 'insert' ? [row.key, ...inserted] : inserted,
    row.op === 'delete' ? [row.key, ...removed] : removed,
    id,
  );
  scope.allOrNothing(() => {
    for (const { topic, key, payload, op, at } of plan.events) {
      scope.publish(topic, key, payload, { op, ...plan.eventOptions, ...(at === null ? {} : { at }) });
    }
    write(scope, plan);
    for (const key of removed) scope.remember(key, null);
    for (const { key, value } of plan.claims) scope.remember(key, value);
    scope.remember(row.key, row.op === 'delete' ? null : row.value);
  });
}

function write({ txn, writes }: TransactionScope, { id, row, removed, entries, claims }: RowPlan): void {
  for (const { key, unique } of removed) {
    if (unique) writes.delete(key);
    else txn.delete(key);
  }
  if (row.op === 'delete') writes.delete(row.key);
  else if (row.op === 'insert') writes.insert(row.key, row.value, id);
  else txn.put(row.key, row.value);
  for (const { key, value } of entries) txn.put(key, value);
  for (const { key, value } of claims) writes.insert(key, value, id);
}
