/** Methods of a model that run when its rows are written. */

import type { Operation } from './event-options';

export type HookMoment =
  'beforeInsert' | 'beforeUpdate' | 'beforeDelete' | 'afterInsert' | 'afterUpdate' | 'afterDelete';

/** What a hook is told; `this` is the row. */
export interface HookContext<T> {
  readonly op: Operation;
  /** The row as it was, frozen; null for an insert. */
  readonly before: Readonly<T> | null;
}
