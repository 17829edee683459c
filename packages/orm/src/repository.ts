/**
 * What applications hold: the reads and writes of one model.
 *
 * Each call joins the transaction that is running, or works by itself. Inputs are never changed; what a write returns is
 * what was stored. Everything is delegated: what to write to `persistence`, what to read to `query`.
 */

import type { ReadOptions } from '@tito/tikv';
import type { DecodedRow, Hydration } from './codec/row-codec';
import {
  InvalidQueryError,
  InvalidValueError,
  NotFoundError,
  TransactionPropagationError,
  VersionConflictError,
} from './errors';
import { typeInWords } from './metadata/kinds';
import type { ModelMetadata } from './metadata/model-metadata';
import { resolveConditions } from './metadata/resolve-conditions';
import type { StoredValues } from './metadata/stored-form';
import { applyPlan } from './persistence/apply-plan';
import type { BoundIndex, BoundModel } from './persistence/bound-model';
import {
  type Environment,
  checkedValue,
  valuesOfMark,
  valuesOfEntity,
  valuesOfNew,
  valuesOfPatch,
} from './persistence/entity-input';
import { type SaveOptions, planSave } from './persistence/plan-save';
import {
  type Visibility,
  isMarkedDeleted,
  readForWrite,
  readRow,
  readRows,
  visibleEntity,
} from './persistence/read-rows';
import { checkId, idOfParts } from './persistence/row-id';
import type { RowPlan } from './persistence/row-plan';
import { validateEntity } from './persistence/validate-entity';
import { KeyQueryBuilder, UniqueQueryBuilder, fixedValues, namedIndex } from './query/key-query-builder';
import { planFind } from './query/plan-find';
import { QueryBuilder, type QueryEnvironment } from './query/query-builder';
import { hidesDeleted } from './query/query-plan';
import { uniqueLookup } from './query/unique-lookup';
import type { ReferentialActions } from './relations/referential-actions';
import type { DeleteOptions, InsertManyOptions } from './repository/model-repository';
import type { Session } from './session/session';

/** What repositories of one database share. */
export interface RepositoryEnvironment extends Omit<QueryEnvironment, 'source'>, Environment {
  readonly hydrationOf: (model: ModelMetadata) => Hydration;
  readonly references: ReferentialActions;
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
    const values = valuesOfNew(this.#metadata, entity, this.#environment);
    const plan = planSave(this.#model, null, values, options);
    await validateEntity(this.#model, values);
    await this.#session.write(async (scope) => {
      await this.#environment.references.check(scope, this.#metadata, null, values);
      applyPlan(scope, plan);
    });
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
      await this.#environment.references.check(scope, this.#metadata, before?.values ?? null, values);
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
      if (hard) await this.#environment.references.remove(scope, this.#model, checked, before, options);
      else applyPlan(scope, this.#planMark(before, options));
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
    let plans: { plan: RowPlan; values: StoredValues }[] = [];
    const flush = async (): Promise<void> => {
      signal?.throwIfAborted();
      const batch = plans;
      plans = [];
      await this.#session.write(async (scope) => {
        for (const { plan, values } of batch) {
          await this.#environment.references.check(scope, this.#metadata, null, values);
          applyPlan(scope, plan);
        }
      });
      inserted += batch.length;
      onChunk?.(inserted);
    };
    for await (const entity of entities) {
      const values = valuesOfNew(this.#metadata, entity, this.#environment);
      await validateEntity(this.#model, values);
      plans.push({ plan: planSave(this.#model, null, values, options), values });
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

  #planMark(before: DecodedRow, options: SaveOptions): RowPlan {
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
      await this.#environment.references.check(scope, this.#metadata, before?.values ?? null, values);
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
