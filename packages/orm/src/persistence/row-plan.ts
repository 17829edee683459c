/** What a change of one row writes: computed by `plan-save` and `plan-remove`, executed by `apply-plan`. */

import type { KeyValue } from '@tito/tikv';
import type { PlannedEvent } from '../events/event-planner';
import type { BoundModel } from './bound-model';

export interface RowPlan {
  readonly model: BoundModel;
  readonly id: string;
  /** `insert`: the row must not exist. */
  readonly row:
    | { readonly op: 'insert' | 'put'; readonly key: Uint8Array; readonly value: Uint8Array }
    | { readonly op: 'delete'; readonly key: Uint8Array };
  /** Entries that the row owned and owns no longer. */
  readonly removed: readonly { readonly key: Uint8Array; readonly unique: boolean }[];
  /** New or changed entries of indexes that are not unique. */
  readonly entries: readonly KeyValue[];
  /** New entries of unique indexes: they must not exist. */
  readonly claims: readonly KeyValue[];
  readonly events: readonly PlannedEvent[];
  /** What the caller said about these events. */
  readonly eventOptions: { readonly metadata?: Readonly<Record<string, unknown>> };
}
