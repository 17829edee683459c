/** Which events a change makes: pure, from the model's `@Event`s and the row before and after. */

import { isDeepStrictEqual } from 'node:util';
import { EventPlanError, OrmError } from '../errors';
import type { EventContext, Operation } from '../metadata/event-options';
import type { EventMetadata, ModelMetadata } from '../metadata/model-metadata';
import type { StoredValues } from '../metadata/stored-form';

/** A change of a row; entities are made only when an event asks for them. */
export interface Change {
  readonly op: Operation;
  readonly id: string;
  readonly before: StoredValues | null;
  readonly after: StoredValues | null;
  readonly entityBefore: () => object | null;
  readonly entityAfter: () => object | null;
}

export interface PlannedEvent {
  readonly topic: string;
  readonly key: string;
  readonly op: Operation;
  readonly payload: unknown;
  readonly at: Date | null;
}

/** @throws EventPlanError when a function of an event throws or gives something unusable */
export function planEvents(model: ModelMetadata, change: Change): PlannedEvent[] {
  const context = contextOf(change);
  return model.events.flatMap((event) => {
    if (!event.on.has(change.op)) return [];
    try {
      return planEvent(model, event, change, context);
    } catch (cause) {
      if (cause instanceof OrmError) throw cause;
      throw new EventPlanError(
        { model: model.name, event: event.name, id: change.id, reason: 'it threw' },
        cause,
      );
    }
  });
}

function planEvent(
  model: ModelMetadata,
  { name, options }: EventMetadata,
  { op, id }: Change,
  context: EventContext<unknown>,
): PlannedEvent[] {
  if (options.when !== undefined && options.when(context) !== true) return [];
  const key: unknown =
    options.key === undefined ? id : options.key((context.after ?? context.before) as object);
  const at: unknown = options.at === undefined ? null : options.at(context);
  const reason =
    typeof key !== 'string'
      ? 'its key is no string'
      : at !== null && !(at instanceof Date)
        ? 'its time is no Date'
        : null;
  if (reason !== null) throw new EventPlanError({ model: model.name, event: name, id, reason });
  const payload = options.payload === undefined ? { id } : options.payload(context);
  return [{ topic: name, key: key as string, op, payload, at: at as Date | null }];
}

function contextOf({ op, before, after, entityBefore, entityAfter }: Change): EventContext<unknown> {
  return {
    op,
    get before() {
      return entityBefore();
    },
    get after() {
      return entityAfter();
    },
    changed: (property) => !isDeepStrictEqual(before?.[property as string], after?.[property as string]),
  };
}
