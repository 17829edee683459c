import type { EventOptions } from '../metadata/event-options';
import { type ClassForm, onClass } from './decorator-forms';

/**
 * Publishes an event with changes of rows, in the same commit: the event exists if and only if the change does.
 *
 * @param name the topic
 *
 * @example
 * ```ts
 * @Event<User>('user.changed', { on: ['insert', 'update'], payload: (c) => ({ id: c.after!.id }) })
 * ```
 */
export function Event<T, P = unknown>(name: string, options: EventOptions<T, P> = {}): ClassForm<T> {
  return onClass(() => ({
    of: 'event',
    name,
    options: options as EventOptions<unknown, unknown>,
  }));
}
