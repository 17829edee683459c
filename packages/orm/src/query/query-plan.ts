/** What a query reads, decided before anything is read. */

import type { KeyRange } from '@tito/tikv';
import type { Comparison } from '../metadata/conditions';
import type { BoundIndex, BoundModel } from '../persistence/bound-model';
import type { Visibility } from '../persistence/read-rows';

export interface QueryPlan {
  readonly model: BoundModel;
  /** Null: the rows themselves, by id. */
  readonly index: BoundIndex | null;
  /** In the order of keys. */
  readonly ranges: readonly KeyRange[];
  /** Each range is one key: they are read in batches instead of being scanned. */
  readonly arePoints?: boolean;
  /** False when the ranges are a whole index or model, because nothing narrowed them. */
  readonly isBounded: boolean;
  /** Conditions that the ranges do not answer: checked on every row. */
  readonly residual: readonly Comparison[];
  /** A row can have several entries in the ranges and must come once. */
  readonly mayRepeat: boolean;
  /** Rows that are marked as deleted are left out; they are in no index, so only scans of rows meet them. */
  readonly hidesDeleted: boolean;
}

/** What all keys of the plan begin with. */
export function prefixOf({ model, index }: QueryPlan): Uint8Array {
  return index === null ? model.layout.rows(model.id).start : model.layout.indexPrefix(index.address);
}

/** True when a scan of rows must leave out those that are marked as deleted. */
export function hidesDeleted({ metadata }: BoundModel, visibility: Visibility): boolean {
  return metadata.deletedAt !== null && visibility === 'live';
}
