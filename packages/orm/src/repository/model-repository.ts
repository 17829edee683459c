/** Repositories as types: what applications see of `EntityRepository`. */

import type { ReadOptions } from '@tito/tikv';
import type { Where } from '../metadata/conditions';
import type { ModelClass } from '../metadata/declarations';
import type { New, Patch } from '../persistence/new-entity';
import type { SaveOptions } from '../persistence/plan-save';
import type { BulkOptions, DeleteOptions } from '../persistence/write-options';
import type { KeyNames, KeyQuery, Prefix, Query, QueryFor, ValuesOfKey } from '../query/query';

/** The reads of a repository: all that a view of the past has. */
export interface ModelReadRepository<C extends ModelClass, T = InstanceType<C>> {
  /**
   * The id that these fields make, in a model with `@Id({ of })`.
   *
   * @throws InvalidValueError when one of them is missing; InvalidQueryError in other models
   */
  idOf(values: New<T>): string;
  /** One row by its id. One request. */
  get(id: string, options?: ReadOptions): Promise<T | null>;
  /** @throws NotFoundError */
  getOrThrow(id: string, options?: ReadOptions): Promise<T>;
  /** Rows in the order of the ids, null for absent ones. One request per region. */
  getMany(ids: readonly string[], options?: ReadOptions): Promise<(T | null)[]>;
  /**
   * Rows by a static key of the class: values of its first parts, in order. A unique key with all its values gives one row.
   *
   * @throws UnknownIndexError, IndexNotReadyError, InvalidQueryError at once
   */
  by<K extends KeyNames<C>, const P extends Prefix<ValuesOfKey<C[K]>>>(
    name: K,
    ...values: P
  ): QueryFor<T, C[K], P>;
  /** The same for indexes that have no static key, and so no types. */
  byIndex(name: string, ...values: readonly unknown[]): KeyQuery<T, readonly [never], readonly []>;
  /**
   * Rows by conditions, answered by an index.
   *
   * @throws NoIndexError at once, with the declaration of an index that could answer
   */
  find(where: Where<T>): Query<T>;
  /** All rows, in the order of their ids. */
  all(): Query<T>;
  /** The same, but `get`, `getMany`, `all` and `find` by id see rows that `@DeletedAt` marks as deleted. */
  withDeleted(): this;
}

export interface ModelRepository<C extends ModelClass, T = InstanceType<C>> extends ModelReadRepository<
  C,
  T
> {
  /** The row, protected until the end of the running transaction. */
  getForUpdate(id: string): Promise<T | null>;
  /**
   * Writes a new row.
   *
   * @throws AlreadyExistsError, UniqueViolationError: when the transaction is committed
   */
  insert(entity: New<T>, options?: SaveOptions): Promise<T>;
  /**
   * Writes all fields of a row that exists: what the entity leaves out is absent afterwards.
   *
   * @throws NotFoundError, VersionConflictError, UniqueViolationError
   */
  save(entity: T, options?: SaveOptions): Promise<T>;
  /**
   * Changes some fields of a row: those of an object, or what a function does to the entity.
   *
   * @throws NotFoundError, EmptyPatchError, VersionConflictError (for a patch that names the version), UniqueViolationError
   */
  update(id: string, patch: Patch<T> | ((entity: T) => void), options?: SaveOptions): Promise<T>;
  /** Inserts a row, or changes the given fields of the one that exists. */
  upsert(entity: New<T>, options?: SaveOptions): Promise<T>;
  /** Deletes a row; in a model with `@DeletedAt` marks it as deleted, which takes it out of all indexes. @returns false when there was no row */
  delete(id: string, options?: DeleteOptions): Promise<boolean>;
  /**
   * Takes the mark of a deleted row away: it is in all its indexes again.
   *
   * @throws NotFoundError when no row of this id is marked, UniqueViolationError when its values have another owner by now
   */
  restore(id: string, options?: SaveOptions): Promise<T>;
  /**
   * Inserts many rows, chunk by chunk. A failure leaves the chunks before it committed: `onChunk` told how many rows they
   * were, which are the first of the source.
   */
  insertMany(
    entities: Iterable<New<T>> | AsyncIterable<New<T>>,
    options?: BulkOptions,
  ): Promise<{ inserted: number }>;
  /**
   * Deletes many rows, chunk by chunk, as `delete` does: by their ids, or those that a query gives. A failure leaves the
   * chunks before it committed.
   *
   * @returns how many there were, and how many ids had no row
   *
   * @example
   * ```ts
   * await users.deleteMany(users.by('byActive', false).range.lt(aYearAgo));
   * ```
   */
  deleteMany(
    rows: Iterable<string | T> | AsyncIterable<string | T>,
    options?: BulkOptions & { readonly hard?: boolean },
  ): Promise<{ deleted: number; absent: number }>;
}

/**
 * The repository of a model. `Repository<typeof User>` knows the static keys of the class; `Repository<User>` has the same
 * methods, but names of indexes only through `byIndex`.
 */
export type Repository<M> = M extends ModelClass ? ModelRepository<M> : ModelRepository<ModelClass<M>, M>;

/** The reads of a repository. */
export type ReadRepository<M> = M extends ModelClass
  ? ModelReadRepository<M>
  : ModelReadRepository<ModelClass<M>, M>;
