/** What `@Index` and `@Unique` can be told. */

import type { When } from './conditions';
import type { DataKeys } from './key-definition';

export interface IndexOptions<T> {
  /** The name in the stored schema; by default that of the property. Keep it to rename the property. */
  readonly name?: string;
  /**
   * Only rows that satisfy it are in the index. Conditions as data are checked by types, seen by the planner of `find`
   * and compared with the stored schema; a function is none of that and must be pure: raise `version` when it changes.
   */
  readonly when?: When<T>;
  /** Rows in which a part is null or absent are not in the index. Always so in unique indexes. */
  readonly sparse?: boolean;
  /** Raise it when the function in `when` changes: the index is built anew. */
  readonly version?: number;
  /** Most entries that one row may have in an index over the elements of an array; 256 by default. */
  readonly maxEntries?: number;
  /** Fields copied into the entries, so that a `select` of only these does not read the rows. */
  readonly covering?: readonly (DataKeys<T> & string)[];
}
