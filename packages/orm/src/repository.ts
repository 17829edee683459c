/**
 * What applications hold: the reads and writes of one model.
 *
 * Each call joins the transaction that is running, or works by itself. Inputs are never changed; what a write returns is
 * what was stored. Everything is delegated: what to write to `persistence`, what to read to `query`.
 */

import type { ReadOptions } from '@tito/tikv';
import type { DecodedRow, Hydration } from './codec/row-codec';
import {
  IndexIntegrityError,
  InvalidQueryError,
  InvalidValueError,
  NotFoundError,
  TransactionPropagationError,
  VersionConflictError,
} from './errors';
import { encodeParts } from './keys/index-entries';
import type { Where } from './metadata/conditions';
import type { ModelClass } from './metadata/declarations';
import { typeInWords } from './metadata/kinds';
import type { ModelMetadata } from './metadata/model-metadata';
import { resolveConditions } from './metadata/resolve-conditions';
import type { StoredValues } from './metadata/stored-form';
import { applyPlan } from './persistence/apply-plan';
import type { BoundIndex, BoundModel } from './persistence/bound-model';
import {
  type Environment,
  checkId,
  valuesOfMark,
  valuesOfEntity,
  valuesOfNew,
  valuesOfPatch,
} from './persistence/entity-input';
import type { New, Patch } from './persistence/new-entity';
import { planRemove } from './persistence/plan-remove';
import { type SaveOptions, planSave } from './persistence/plan-save';
import {
  type Visibility,
  isMarkedDeleted,
  readForWrite,
  readRow,
  readRows,
  visibleEntity,
} from './persistence/read-rows';
import type { RowPlan } from './persistence/row-plan';
import { validateEntity } from './persistence/validate-entity';
import { KeyQueryBuilder, UniqueQueryBuilder, fixedValues, namedIndex } from './query/key-query-builder';
import { planFind } from './query/plan-find';
import type { KeyNames, KeyQuery, Prefix, Query, QueryFor, ValuesOfKey } from './query/query';
import { QueryBuilder, type QueryEnvironment } from './query/query-builder';
import { hidesDeleted } from './query/query-plan';
import type { Session } from './session/session';

export interface DeleteOptions extends SaveOptions {
  /** Deletes only this version of the row. @throws VersionConflictError */
  readonly version?: number;
  /** Removes the row of a model with `@DeletedAt` instead of marking it, also when it is marked already. */
  readonly hard?: boolean;
}

export interface InsertManyOptions extends SaveOptions {
  /** Rows of one transaction, 1 to 5000; 200 by default. In a transaction that is running all rows belong to it. */
  readonly chunk?: number;
  /** Called when a chunk is committed, with the number of rows so far. */
  readonly onChunk?: (inserted: number) => void;
  readonly signal?: AbortSignal;
}

/** The reads of a repository: all that a view of the past has. */
export interface ModelReadRepository<C extends ModelClass, T = InstanceType<C>> {
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
  /** Inserts many rows, chunk by chunk. A failure leaves the chunks before it committed: `onChunk` told how many. */
  insertMany(
    entities: Iterable<New<T>> | AsyncIterable<New<T>>,
    options?: InsertManyOptions,
  ): Promise<{ inserted: number }>;
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

/** What repositories of one database share. */
export interface RepositoryEnvironment extends Omit<QueryEnvironment, 'source'>, Environment {
  readonly hydrationOf: (model: ModelMetadata) => Hydration;
}

const DEFAULT_CHUNK = 200;
const MAX_CHUNK = 5000;

/** The implementation of `Repository`, without its types: these are what `repository()` adds. */
export class EntityRepository {
  readonly #model: BoundModel;
  readonly #session: Session;
  readonly #environment: RepositoryEnvironment;
  readonly #visibility: Visibility;

  constructor(
    model: BoundModel,
    session: Session,
    environment: RepositoryEnvironment,
    visibility: Visibility = 'live',
  ) {
    this.#model = model;
    this.#session = session;
    this.#environment = environment;
    this.#visibility = visibility;
  }

  withDeleted(): EntityRepository {
    return new EntityRepository(this.#model, this.#session, this.#environment, 'withDeleted');
  }

  async get(id: unknown, options?: ReadOptions): Promise<object | null> {
    return readRow(
      this.#session.source(),
      this.#model,
      this.#hydration,
      this.#id(id),
      this.#visibility,
      options,
    );
  }

  async getOrThrow(id: unknown, options?: ReadOptions): Promise<object> {
    return (await this.get(id, options)) ?? this.#notFound(id);
  }

  async getMany(ids: readonly unknown[], options?: ReadOptions): Promise<(object | null)[]> {
    if (!Array.isArray(ids))
      throw new InvalidQueryError('getMany takes an array of ids', { got: typeInWords(ids) });
    const checked = ids.map((id) => this.#id(id));
    if (checked.length === 0) return [];
    return readRows(
      this.#session.source().view(),
      this.#model,
      this.#hydration,
      checked,
      this.#visibility,
      options,
    );
  }

  async getForUpdate(id: unknown): Promise<object | null> {
    const scope = this.#session.scope();
    if (scope === null) {
      throw new TransactionPropagationError('getForUpdate needs a transaction: protection ends with it', {});
    }
    const checked = this.#id(id);
    const key = this.#model.rowKey(checked);
    const bytes = await scope.getForUpdate(key);
    return bytes === null
      ? null
      : visibleEntity(this.#model, { key, id: checked, bytes }, this.#hydration, this.#visibility);
  }

  by(name: unknown, ...values: readonly unknown[]): QueryBuilder | UniqueQueryBuilder {
    const index = namedIndex(this.#model, name);
    const fixed = fixedValues(index, values);
    const { unique, parts } = index.metadata;
    if (unique && fixed.length === parts.length) return this.#uniqueQuery(index, fixed);
    return new KeyQueryBuilder(this.#queries, this.#model, index, fixed);
  }

  byIndex(name: string, ...values: readonly unknown[]): QueryBuilder {
    const index = namedIndex(this.#model, name);
    return new KeyQueryBuilder(this.#queries, this.#model, index, fixedValues(index, values));
  }

  find(where: unknown): QueryBuilder {
    const { metadata } = this.#model;
    if (typeof where !== 'object' || where === null) {
      throw new InvalidQueryError('find takes conditions', { model: metadata.name, got: typeInWords(where) });
    }
    const comparisons = resolveConditions(
      metadata.queryable,
      where,
      (message, details) => {
        throw new InvalidQueryError(message, { model: metadata.name, ...details });
      },
      metadata.id.property,
    );
    if (comparisons.length === 0) {
      throw new InvalidQueryError('find without conditions would be everything: say all()', {
        model: metadata.name,
      });
    }
    return new QueryBuilder(this.#queries, planFind(this.#model, comparisons, this.#visibility));
  }

  all(): QueryBuilder {
    const { layout, id } = this.#model;
    const ranges = [layout.rows(id)];
    const plan = {
      model: this.#model,
      index: null,
      ranges,
      isBounded: false,
      residual: [],
      mayRepeat: false,
      hidesDeleted: hidesDeleted(this.#model, this.#visibility),
    };
    return new QueryBuilder(this.#queries, plan);
  }

  async insert(entity: unknown, options?: SaveOptions): Promise<object> {
    const values = valuesOfNew(this.#metadata, entity, this.#environment);
    const plan = planSave(this.#model, null, values, options);
    await validateEntity(this.#model, values);
    await this.#session.write(async (scope) => applyPlan(scope, plan));
    return this.#stored(plan);
  }

  async save(entity: unknown, options?: SaveOptions): Promise<object> {
    const given = copyOf(entity);
    const id = this.#id((given as Record<string, unknown> | null)?.[this.#metadata.id.property]);
    return this.#change(id, options, (before) =>
      valuesOfEntity(this.#metadata, before, given, this.#environment),
    );
  }

  async update(id: unknown, patch: unknown, options?: SaveOptions): Promise<object> {
    const checked = this.#id(id);
    if (typeof patch === 'function')
      return this.#edit(checked, patch as (entity: object) => unknown, options);
    const given = copyOf(patch);
    return this.#change(checked, options, (before) =>
      valuesOfPatch(this.#metadata, before, given, this.#environment),
    );
  }

  async upsert(entity: unknown, options?: SaveOptions): Promise<object> {
    const given = copyOf(entity);
    const fresh = valuesOfNew(this.#metadata, given, this.#environment);
    const id = fresh[this.#metadata.id.property] as string;
    const plan = await this.#session.write(async (scope) => {
      const before = await readForWrite(scope, this.#model, id);
      const values =
        before === null
          ? fresh
          : valuesOfPatch(this.#metadata, this.#unmarked(before.values), given, this.#environment);
      await validateEntity(this.#model, values);
      const planned = planSave(this.#model, before, values, options);
      applyPlan(scope, planned);
      return planned;
    });
    return this.#stored(plan);
  }

  async delete(id: unknown, options: DeleteOptions = {}): Promise<boolean> {
    const checked = this.#id(id);
    const { hard = this.#metadata.deletedAt === null } = options;
    return this.#session.write(async (scope) => {
      const before = await readForWrite(scope, this.#model, checked);
      if (before === null || (!hard && isMarkedDeleted(this.#metadata, before.values))) return false;
      this.#checkVersion(before.values, options.version);
      applyPlan(scope, this.#planDelete(checked, before, hard, options));
      return true;
    });
  }

  async restore(id: unknown, options?: SaveOptions): Promise<object> {
    const checked = this.#id(id);
    const plan = await this.#session.write(async (scope) => {
      const before = await readForWrite(scope, this.#model, checked);
      if (before === null || !isMarkedDeleted(this.#metadata, before.values)) return this.#notFound(checked);
      const planned = planSave(
        this.#model,
        before,
        valuesOfMark(this.#metadata, before.values, false, this.#environment),
        options,
      );
      applyPlan(scope, planned);
      return planned;
    });
    return this.#stored(plan);
  }

  async insertMany(
    entities: Iterable<unknown> | AsyncIterable<unknown>,
    options: InsertManyOptions = {},
  ): Promise<{ inserted: number }> {
    const { chunk = DEFAULT_CHUNK, onChunk, signal } = options;
    if (!Number.isInteger(chunk) || chunk < 1 || chunk > MAX_CHUNK) {
      throw new InvalidQueryError('a chunk has 1 to 5000 rows', { got: typeInWords(chunk) });
    }
    let inserted = 0;
    let plans: RowPlan[] = [];
    const flush = async (): Promise<void> => {
      signal?.throwIfAborted();
      const batch = plans;
      plans = [];
      await this.#session.write(async (scope) => batch.forEach((plan) => applyPlan(scope, plan)));
      inserted += batch.length;
      onChunk?.(inserted);
    };
    for await (const entity of entities) {
      const values = valuesOfNew(this.#metadata, entity, this.#environment);
      await validateEntity(this.#model, values);
      plans.push(planSave(this.#model, null, values, options));
      if (plans.length === chunk) await flush();
    }
    if (plans.length > 0) await flush();
    return { inserted };
  }

  get #metadata(): ModelMetadata {
    return this.#model.metadata;
  }

  get #hydration(): Hydration {
    return this.#environment.hydrationOf(this.#metadata);
  }

  get #queries(): QueryEnvironment {
    return { ...this.#environment, source: () => this.#session.source() };
  }

  #id(id: unknown): string {
    return checkId(this.#metadata, id);
  }

  #planDelete(id: string, before: DecodedRow, hard: boolean, options: DeleteOptions): RowPlan {
    if (hard) return planRemove(this.#model, id, before, options);
    const values = valuesOfMark(this.#metadata, before.values, true, this.#environment);
    return planSave(this.#model, before, values, options, 'delete');
  }

  /** A row that is written again is there again. */
  #unmarked(values: StoredValues): StoredValues {
    const { deletedAt } = this.#metadata;
    if (deletedAt === null) return values;
    return Object.fromEntries(Object.entries(values).filter(([property]) => property !== deletedAt.property));
  }

  /** Reads a row, plans its change and writes it. */
  async #change(
    id: string,
    options: SaveOptions | undefined,
    valuesOf: (before: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
  ): Promise<object> {
    const plan = await this.#session.write(async (scope) => {
      const before = (await readForWrite(scope, this.#model, id)) ?? this.#notFound(id);
      if (this.#visibility === 'live' && isMarkedDeleted(this.#metadata, before.values)) this.#notFound(id);
      const values = valuesOf(before.values);
      await validateEntity(this.#model, values);
      const planned = planSave(this.#model, before, values, options);
      applyPlan(scope, planned);
      return planned;
    });
    return this.#stored(plan);
  }

  /** A change by a function: it gets an entity of its own each time the transaction is replayed. */
  async #edit(
    id: string,
    edit: (entity: object) => unknown,
    options: SaveOptions | undefined,
  ): Promise<object> {
    return this.#change(id, options, (before) => {
      const { codec } = this.#model;
      const draft = codec.hydrate(this.#model.rowKey(id), id, codec.encode(before, []), this.#hydration);
      const result = edit(draft);
      if (result instanceof Promise) {
        result.catch(() => undefined);
        throw new InvalidValueError({
          model: this.#metadata.name,
          expected: 'a function that ends at once',
          got: 'Promise',
        });
      }
      return valuesOfEntity(this.#metadata, before, draft, this.#environment);
    });
  }

  #uniqueQuery(index: BoundIndex, fixed: readonly unknown[]): UniqueQueryBuilder {
    if (fixed.includes(null)) {
      throw new InvalidQueryError('a unique index has no null values', {
        model: this.#metadata.name,
        index: index.metadata.name,
      });
    }
    const parts = encodeParts(index.metadata, fixed);
    const key = this.#model.layout.entry(index.address, parts, '');
    return new UniqueQueryBuilder({
      model: this.#metadata.name,
      index: index.metadata.name,
      find: (include) => this.#findUnique(index, key, include),
      exists: async () => (await this.#session.source().get(key)) !== null,
    });
  }

  /**
   * The row of a unique entry. Outside of transactions entry and row are each read as new as can be: when the row says that
   * it owns the entry, both are of one state; when it does not, something came in between and a consistent view decides.
   */
  async #findUnique(index: BoundIndex, key: Uint8Array, include: object | null): Promise<object | null> {
    const source = this.#session.source();
    const reader = source.isConsistent || include !== null ? source.view() : null;
    const found = await this.#ownerOf(index, key, reader ?? source);
    const decided = found === 'stale' ? await this.#ownerOf(index, key, source.view()) : found;
    if (decided === 'stale') {
      throw new IndexIntegrityError('the row of the entry does not own it', key, {
        model: this.#metadata.name,
        index: index.metadata.name,
      });
    }
    if (decided !== null && include !== null) {
      await this.#environment.include(this.#metadata, [decided], include, reader ?? source.view());
    }
    return decided;
  }

  async #ownerOf(
    { address }: BoundIndex,
    key: Uint8Array,
    reader: { get(key: Uint8Array): Promise<Uint8Array | null> },
  ): Promise<object | null | 'stale'> {
    const { layout, codec } = this.#model;
    const entry = await reader.get(key);
    if (entry === null) return null;
    const id = layout.decodeId(entry);
    const rowKey = this.#model.rowKey(id);
    const row = await reader.get(rowKey);
    if (row === null) return 'stale';
    const owns = codec
      .manifest(rowKey, row)
      .some(
        ({ indexId, generation, parts }) =>
          indexId === address.indexId &&
          generation === address.generation &&
          Buffer.compare(layout.entry(address, parts, id), key) === 0,
      );
    return owns ? codec.hydrate(rowKey, id, row, this.#hydration) : 'stale';
  }

  #stored({ id, row }: RowPlan): object {
    const value = (row as { value: Uint8Array }).value;
    return this.#model.codec.hydrate(row.key, id, value, this.#hydration);
  }

  #checkVersion(before: Readonly<Record<string, unknown>>, expected: number | undefined): void {
    const { version, name, id } = this.#metadata;
    if (expected === undefined || version === null || before[version.property] === expected) return;
    throw new VersionConflictError({
      model: name,
      id: before[id.property],
      expected,
      actual: before[version.property],
    });
  }

  #notFound(id: unknown): never {
    throw new NotFoundError({ model: this.#metadata.name, id });
  }
}

/** The input as it is now: it may be changed by its owner before it is looked at, or looked at again by a replay. */
function copyOf(input: unknown): unknown {
  if (typeof input !== 'object' || input === null) return input;
  return Object.assign(Object.create(Object.getPrototypeOf(input) as object | null) as object, input);
}
