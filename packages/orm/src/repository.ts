/**
 * What applications hold: the reads and writes of one model.
 *
 * Each call joins the transaction that is running, or works by itself. Inputs are never changed; what a write returns is
 * what was stored. Everything is delegated: what to write to `persistence`, what to read to `query`.
 */

import type { ReadOptions } from '@tito/tikv';
import type { Hydration } from './codec/row-codec';
import { InvalidQueryError, NotFoundError, TransactionPropagationError } from './errors';
import { typeInWords } from './metadata/kinds';
import type { ModelMetadata } from './metadata/model-metadata';
import { resolveConditions } from './metadata/resolve-conditions';
import type { StoredValues } from './metadata/stored-form';
import type { BoundIndex, BoundModel } from './persistence/bound-model';
import { checkedValue } from './persistence/entity-input';
import type { SaveOptions } from './persistence/plan-save';
import { type Visibility, readRow, readRows, visibleEntity } from './persistence/read-rows';
import { checkId, idOfParts } from './persistence/row-id';
import type { RowPlan } from './persistence/row-plan';
import { RowWriter, type WriteEnvironment } from './persistence/row-writer';
import type { BulkOptions, DeleteOptions } from './persistence/write-options';
import { KeyQueryBuilder, UniqueQueryBuilder, fixedValues, namedIndex } from './query/key-query-builder';
import { planFind } from './query/plan-find';
import { QueryBuilder, type QueryEnvironment } from './query/query-builder';
import { hidesDeleted } from './query/query-plan';
import { uniqueLookup } from './query/unique-lookup';
import type { Session } from './session/session';

/** What repositories of one database share. */
export interface RepositoryEnvironment extends Omit<QueryEnvironment, 'source'>, WriteEnvironment {
  readonly hydrationOf: (model: ModelMetadata) => Hydration;
}

/** The implementation of `Repository`, without its types: these are what `repository()` adds. */
export class EntityRepository {
  readonly #model: BoundModel;
  readonly #session: Session;
  readonly #environment: RepositoryEnvironment;
  readonly #visibility: Visibility;
  readonly #writer: RowWriter;

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
    this.#writer = new RowWriter(model, session, environment, visibility);
  }

  withDeleted(): EntityRepository {
    return new EntityRepository(this.#model, this.#session, this.#environment, 'withDeleted');
  }

  idOf(values: unknown): string {
    const { name, id } = this.#metadata;
    if (id.parts === null) throw new InvalidQueryError('the id is not made of fields', { model: name });
    const given = (typeof values === 'object' ? values : null) ?? {};
    const stored = id.parts.flatMap((column) => {
      const value = (given as Record<string, unknown>)[column.property];
      return value === undefined ? [] : [[column.property, checkedValue(this.#metadata, column, value)]];
    });
    return idOfParts(this.#metadata, Object.fromEntries(stored) as StoredValues);
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
    return this.#stored(await this.#writer.insert(copyOf(entity), options));
  }

  async save(entity: unknown, options?: SaveOptions): Promise<object> {
    const given = copyOf(entity) as Record<string, unknown> | null;
    const id = this.#id(given?.[this.#metadata.id.property]);
    return this.#stored(await this.#writer.save(id, given, options));
  }

  async update(id: unknown, patch: unknown, options?: SaveOptions): Promise<object> {
    return this.#stored(await this.#writer.update(this.#id(id), copyOf(patch), options));
  }

  async upsert(entity: unknown, options?: SaveOptions): Promise<object> {
    return this.#stored(await this.#writer.upsert(copyOf(entity), options));
  }

  async delete(id: unknown, options: DeleteOptions = {}): Promise<boolean> {
    return this.#writer.delete(this.#id(id), options);
  }

  async restore(id: unknown, options?: SaveOptions): Promise<object> {
    return this.#stored(await this.#writer.restore(this.#id(id), options));
  }

  async insertMany(
    entities: Iterable<unknown> | AsyncIterable<unknown>,
    options: BulkOptions = {},
  ): Promise<{ inserted: number }> {
    return this.#writer.insertMany(entities, options);
  }

  async deleteMany(
    rows: Iterable<unknown> | AsyncIterable<unknown>,
    options: BulkOptions & { readonly hard?: boolean } = {},
  ): Promise<{ deleted: number; absent: number }> {
    return this.#writer.deleteMany(this.#idsOf(rows), options);
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

  async *#idsOf(rows: Iterable<unknown> | AsyncIterable<unknown>): AsyncGenerator<string> {
    const { model, id } = this.#metadata;
    for await (const row of rows) {
      yield this.#id(row instanceof model ? (row as Record<string, unknown>)[id.property] : row);
    }
  }

  #uniqueQuery(index: BoundIndex, fixed: readonly unknown[]): UniqueQueryBuilder {
    return new UniqueQueryBuilder(
      this.#metadata.name,
      index.metadata.name,
      uniqueLookup(this.#queries, this.#model, index, fixed),
    );
  }

  #stored({ id, row }: RowPlan): object {
    const value = (row as { value: Uint8Array }).value;
    return this.#model.codec.hydrate(row.key, id, value, this.#hydration);
  }

  #notFound(id: unknown): never {
    throw new NotFoundError({ model: this.#metadata.name, id });
  }
}

/**
 * The input as it is now: it may be changed by its owner before it is looked at, or looked at again by a replay. A property
 * with the name `__proto__`, as JSON.parse makes it, stays one.
 */
function copyOf(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const copy = Object.create(Object.getPrototypeOf(input) as object | null) as object;
  for (const [name, value] of Object.entries(input)) {
    Object.defineProperty(copy, name, { value, enumerable: true, writable: true, configurable: true });
  }
  return copy;
}
