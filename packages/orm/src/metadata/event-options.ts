/** What `@Event` can be told. */

export type Operation = 'insert' | 'update' | 'delete';

/** A change, as the functions of an `@Event` see it: `before` is null for an insert, `after` for a delete. */
export interface EventContext<T> {
  readonly op: Operation;
  readonly before: Readonly<T> | null;
  readonly after: Readonly<T> | null;
  /** True when the stored value of a field differs; always for inserts and deletes of rows that have it. */
  changed(property: keyof T): boolean;
}

/** The functions must be pure: a transaction that is replayed runs them again. */
export interface EventOptions<T, P> {
  /** Which changes make an event; all by default. */
  readonly on?: readonly Operation[];
  /** False: this change makes none. */
  readonly when?: (change: EventContext<T>) => boolean;
  /** Events of one key are handled in order; the row's id by default. */
  readonly key?: (entity: Readonly<T>) => string;
  /** What the event carries; `{ id }` by default. */
  readonly payload?: (change: EventContext<T>) => P;
  /** When to handle it, if not at once. */
  readonly at?: (change: EventContext<T>) => Date;
}
