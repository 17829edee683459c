/** What writes can be told. */

import type { SaveOptions } from './plan-save';

export interface DeleteOptions extends SaveOptions {
  /** Deletes only this version of the row. @throws VersionConflictError */
  readonly version?: number;
  /** Removes the row of a model with `@DeletedAt` instead of marking it, also when it is marked already. */
  readonly hard?: boolean;
}

/**
 * Of writes of many rows, which are made chunk by chunk: each chunk is one transaction, taken from the source when the one
 * before is committed.
 */
export interface BulkOptions extends SaveOptions {
  /** Rows of one transaction, 1 to 5000; 200 by default. In a transaction that is running all rows belong to it. */
  readonly chunk?: number;
  /** Called when a chunk is committed, with the number of rows so far. */
  readonly onChunk?: (done: number) => void;
  /** Ends the work before the next chunk. */
  readonly signal?: AbortSignal;
}
