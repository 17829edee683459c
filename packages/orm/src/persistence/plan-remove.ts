/** What the deletion of a row means: the row, the entries in its manifest, its events. */

import type { DecodedRow } from '../codec/row-codec';
import { planEvents } from '../events/event-planner';
import type { BoundModel } from './bound-model';
import { type SaveOptions, frozenEntity, removedEntries } from './plan-save';
import type { RowPlan } from './row-plan';

export function planRemove(
  model: BoundModel,
  id: string,
  before: DecodedRow,
  { events = true }: SaveOptions = {},
): RowPlan {
  model.checkWritable();
  const change = {
    op: 'delete' as const,
    id,
    before: before.values,
    after: null,
    entityBefore: () => frozenEntity(model, id, before.values),
    entityAfter: () => null,
  };
  return {
    model,
    id,
    row: { op: 'delete', key: model.rowKey(id) },
    removed: removedEntries(model, id, before, new Set()),
    entries: [],
    claims: [],
    events: events === false ? [] : planEvents(model.metadata, change),
    eventOptions: typeof events === 'object' ? events : {},
  };
}
