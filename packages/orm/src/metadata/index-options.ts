/** What `@Index` and `@Unique` can be told. */

import type { Duration } from '@tito/queue';
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
  /** Fields copied into the entries, or `'all'` of them, so that a `select` of only these does not read the rows. */
  readonly covering?: 'all' | readonly (DataKeys<T> & string)[];
  /**
   * Rows end so long after the date that the index is of, its only part: no read finds them from then on, by the clock of
   * the process, and the maintenance of the database deletes them some time later. Until then such a row still has its id
   * and its unique values. Rows without a date do not end. For one index of a model, without `when`.
   *
   * @example
   * ```ts
   * @Index({ ttl: '30d' }) @CreatedAt() createdAt!: Date;
   * @Index({ ttl: 0 }) @Field('date') expiresAt?: Date;
   * ```
   */
  readonly ttl?: Duration;
}
