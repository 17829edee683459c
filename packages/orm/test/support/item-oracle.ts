/** What writes of items do to rows, in memory: the plainest program that is right. */

import { type Row, claimsOfRow, text } from './every-index';

export type Rows = ReadonlyMap<string, Row>;

export type Operation =
  | {
      readonly op: 'insert' | 'upsert' | 'save';
      readonly id: string;
      readonly values: object;
      readonly rev?: number;
    }
  | { readonly op: 'update'; readonly id: string; readonly values: object; readonly rev?: number }
  | { readonly op: 'delete' | 'remove' | 'restore'; readonly id: string }
  | { readonly op: 'together'; readonly steps: readonly Operation[] };

/** The rows after an operation, or the error that it must give. */
export type Outcome = { readonly rows: Rows } | { readonly code: string };

export function outcomeOf(rows: Rows, operation: Operation, now: Date): Outcome {
  if (operation.op !== 'together') return one(rows, operation, now);
  let after = rows;
  for (const step of operation.steps) {
    const outcome = outcomeOf(after, step, now);
    if ('code' in outcome) return outcome;
    after = outcome.rows;
  }
  return { rows: after };
}

function one(rows: Rows, operation: Exclude<Operation, { op: 'together' }>, now: Date): Outcome {
  const { op, id } = operation;
  const before = rows.get(id);
  const isMarked = (before?.['deletedAt'] ?? null) !== null;
  const put = (row: Row) => stored(rows, row);
  const bumped = (values: object): Row => ({ ...values, id, rev: Number(before?.['rev']) + 1 });
  switch (op) {
    case 'insert':
      return before === undefined ? put(fresh(id, operation.values)) : { code: 'ORM_ALREADY_EXISTS' };
    case 'upsert':
      if (before === undefined) return put(fresh(id, operation.values));
      return put(bumped({ ...without(before, 'deletedAt'), ...operation.values }));
    case 'update':
    case 'save': {
      if (before === undefined || isMarked) return { code: 'ORM_NOT_FOUND' };
      if (operation.rev !== undefined && operation.rev !== before['rev'])
        return { code: 'ORM_VERSION_CONFLICT' };
      if (op === 'save') return put(bumped({ peers: [], ...operation.values }));
      const isEmpty = Object.keys(operation.values).length === 0;
      return isEmpty ? { code: 'ORM_EMPTY_PATCH' } : put(bumped({ ...before, ...operation.values }));
    }
    case 'delete':
      return before === undefined || isMarked ? { rows } : put(bumped({ ...before, deletedAt: now }));
    case 'restore':
      return isMarked && before !== undefined
        ? put(bumped(without(before, 'deletedAt')))
        : { code: 'ORM_NOT_FOUND' };
    case 'remove':
      return { rows: new Map([...rows].filter(([each]) => each !== id)) };
  }
}

function fresh(id: string, values: object): Row {
  return { peers: [], ...values, id, rev: 1 };
}

function without(row: Row, property: string): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== property)) as Row;
}

function stored(rows: Rows, row: Row): Outcome {
  const claims = new Set(claimsOfRow(row));
  for (const other of rows.values()) {
    if (other.id !== row.id && claimsOfRow(other).some((claim) => claims.has(claim)))
      return { code: 'ORM_UNIQUE_VIOLATION' };
  }
  return { rows: new Map([...rows, [row.id, row]]) };
}

/** Rows as text, to compare. */
export function rowsText(rows: Rows): string[] {
  return [...rows.values()].map(text).sort();
}
