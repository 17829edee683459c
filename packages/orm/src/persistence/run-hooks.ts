/** Hooks of models: before a write they may change it or refuse it; after the commit they are told of it. */

import type { DecodedRow } from '../codec/row-codec';
import type { Operation } from '../metadata/event-options';
import type { HookContext, HookMoment } from '../metadata/hook-options';
import type { StoredValues } from '../metadata/stored-form';
import type { TransactionScope } from '../session/transaction-scope';
import type { BoundModel } from './bound-model';
import { valuesOfDraft } from './entity-input';
import { frozenEntity } from './plan-save';

/** A row that is written: as it is stored, null when it is new, and as it will be, null when it is removed. */
export interface RowChange {
  readonly op: Operation;
  readonly id: string;
  readonly before: DecodedRow | null;
  readonly values: StoredValues | null;
}

type Hook = (this: object, context: HookContext<object>) => unknown;

/** Calls the hooks that come before a change. @returns the values that they made of those of the change */
export async function runBefore(model: BoundModel, change: RowChange): Promise<StoredValues | null> {
  const names = model.metadata.hooks[momentOf('before', change.op)];
  if (names.length === 0) return change.values;
  const { id, op, values } = change;
  const context = contextOf(model, change);
  if (values === null || op === 'delete') {
    await callEach(model, names, frozenBefore(model, change), context);
    return values;
  }
  const { codec, hydration } = model;
  const draft = codec.hydrate(model.rowKey(id), id, codec.encode(values, []), hydration);
  await callEach(model, names, draft, context);
  return valuesOfDraft(model.metadata, values, draft);
}

/** Has the hooks called that come after a change, once it is committed. */
export function scheduleAfter(
  scope: TransactionScope,
  model: BoundModel,
  change: RowChange,
  onError: (error: unknown) => void,
): void {
  const names = model.metadata.hooks[momentOf('after', change.op)];
  if (names.length === 0) return;
  const { id, op, values } = change;
  scope.afterCommit(() => {
    const entity =
      values === null || op === 'delete' ? frozenBefore(model, change) : frozenEntity(model, id, values);
    callEach(model, names, entity, contextOf(model, change)).catch(onError);
  });
}

async function callEach(
  model: BoundModel,
  names: readonly string[],
  entity: object,
  context: HookContext<object>,
): Promise<void> {
  // From the class, never from the row: a row cannot bring a method.
  const methods = model.metadata.model.prototype as Readonly<Record<string, Hook>>;
  for (const name of names) await methods[name]?.call(entity, context);
}

function contextOf(model: BoundModel, change: RowChange): HookContext<object> {
  return { op: change.op, before: change.before === null ? null : frozenBefore(model, change) };
}

function frozenBefore(model: BoundModel, { id, before }: RowChange): object {
  return frozenEntity(model, id, (before as DecodedRow).values);
}

function momentOf(when: 'before' | 'after', op: Operation): HookMoment {
  return `${when}${{ insert: 'Insert', update: 'Update', delete: 'Delete' }[op]}` as HookMoment;
}
