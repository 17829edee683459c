/**
 * Writes of one model. Each goes through the same steps inside its transaction: read the row, make its new values, call hooks,
 * validate, check references, plan, and put the plan into the transaction. What to write is decided by pure functions.
 */

import { OperationAbortedError } from '@tito/tikv';
import type { DecodedRow } from '../codec/row-codec';
import { InvalidQueryError, InvalidValueError, NotFoundError, VersionConflictError } from '../errors';
import type { Operation } from '../metadata/event-options';
import { typeInWords } from '../metadata/kinds';
import type { ModelMetadata } from '../metadata/model-metadata';
import type { StoredValues } from '../metadata/stored-form';
import type { Session } from '../session/session';
import type { TransactionScope } from '../session/transaction-scope';
import { applyPlan } from './apply-plan';
import type { BoundModel } from './bound-model';
import { type Environment, valuesOfEntity, valuesOfMark, valuesOfNew, valuesOfPatch } from './entity-input';
import { type SaveOptions, planSave } from './plan-save';
import { type Visibility, isExpired, isMarkedDeleted, readForWrite, readManyForWrite } from './read-rows';
import type { RowPlan } from './row-plan';
import { type RowChange, runBefore, scheduleAfter } from './run-hooks';
import { validateEntity } from './validate-entity';
import type { BulkOptions, DeleteOptions } from './write-options';

/** What becomes of references when rows are written. */
export interface References {
  /** @throws InvalidReferenceError for a reference that a write sets and that points at no row */
  check(
    scope: TransactionScope,
    rows: readonly {
      readonly model: ModelMetadata;
      readonly before: StoredValues | null;
      readonly values: StoredValues;
    }[],
  ): Promise<void>;
  /** Removes a row, and does what references to it want. */
  remove(
    scope: TransactionScope,
    model: BoundModel,
    id: string,
    before: DecodedRow,
    options: SaveOptions,
  ): Promise<void>;
}

/** What writes need of their database. */
export interface WriteEnvironment extends Environment {
  readonly references: References;
  /** Hears of hooks that failed after the commit. */
  readonly onError: (error: unknown) => void;
}

const DEFAULT_CHUNK = 200;
const MAX_CHUNK = 5000;

export class RowWriter {
  readonly #model: BoundModel;
  readonly #session: Session;
  readonly #environment: WriteEnvironment;
  readonly #visibility: Visibility;

  constructor(model: BoundModel, session: Session, environment: WriteEnvironment, visibility: Visibility) {
    this.#model = model;
    this.#session = session;
    this.#environment = environment;
    this.#visibility = visibility;
  }

  async insert(entity: unknown, options?: SaveOptions): Promise<RowPlan> {
    const values = valuesOfNew(this.#metadata, entity, this.#environment);
    return this.#session.write(async (scope) => this.#write(scope, this.#inserted(values), options));
  }

  async save(id: string, entity: unknown, options?: SaveOptions): Promise<RowPlan> {
    return this.#change(id, options, (before) =>
      valuesOfEntity(this.#metadata, before, entity, this.#environment),
    );
  }

  async update(id: string, patch: unknown, options?: SaveOptions): Promise<RowPlan> {
    if (typeof patch === 'function') return this.#edit(id, patch as (entity: object) => unknown, options);
    return this.#change(id, options, (before) =>
      valuesOfPatch(this.#metadata, before, patch, this.#environment),
    );
  }

  async upsert(entity: unknown, options?: SaveOptions): Promise<RowPlan> {
    const fresh = valuesOfNew(this.#metadata, entity, this.#environment);
    const id = this.#idIn(fresh);
    return this.#session.write(async (scope) => {
      const before = await readForWrite(scope, this.#model, id);
      if (before === null) return this.#write(scope, this.#inserted(fresh), options);
      const unmarked = this.#unmarked(before.values);
      const values = isExpired(this.#model, before.values)
        ? fresh // nothing of a row that has ended goes on
        : valuesOfPatch(this.#metadata, unmarked, entity, this.#environment, true);
      return this.#write(scope, { op: 'update', id, before, values }, options);
    });
  }

  /** False when there was no row. */
  async delete(id: string, options: DeleteOptions): Promise<boolean> {
    return this.#session.write(async (scope) => {
      const before = await readForWrite(scope, this.#model, id);
      if (before === null || isExpired(this.#model, before.values)) return false;
      return this.#remove(scope, id, before, options);
    });
  }

  async restore(id: string, options?: SaveOptions): Promise<RowPlan> {
    return this.#session.write(async (scope) => {
      const before = await readForWrite(scope, this.#model, id);
      if (before === null || isExpired(this.#model, before.values)) return this.#notFound(id);
      if (!isMarkedDeleted(this.#metadata, before.values)) return this.#notFound(id);
      const values = valuesOfMark(this.#metadata, before.values, false, this.#environment);
      return this.#write(scope, { op: 'update', id, before, values }, options, null);
    });
  }

  async insertMany(
    entities: Iterable<unknown> | AsyncIterable<unknown>,
    options: BulkOptions,
  ): Promise<{ inserted: number }> {
    let inserted = 0;
    const rows = (async function* (writer: RowWriter) {
      for await (const entity of entities) yield valuesOfNew(writer.#metadata, entity, writer.#environment);
    })(this);
    for await (const chunk of this.#chunks(rows, options)) {
      await this.#session.write((scope) => this.#insertAll(scope, chunk, options));
      inserted += chunk.length;
      options.onChunk?.(inserted);
    }
    return { inserted };
  }

  async deleteMany(
    ids: AsyncIterable<string>,
    options: BulkOptions & { readonly hard?: boolean },
  ): Promise<{ deleted: number; absent: number }> {
    let [deleted, seen] = [0, 0];
    for await (const chunk of this.#chunks(ids, options)) {
      const distinct = [...new Set(chunk)];
      deleted += await this.#session.write((scope) => this.#deleteAll(scope, distinct, options));
      seen += chunk.length;
      options.onChunk?.(seen);
    }
    return { deleted, absent: seen - deleted };
  }

  get #metadata(): ModelMetadata {
    return this.#model.metadata;
  }

  #inserted(values: StoredValues): RowChange {
    return { op: 'insert', id: this.#idIn(values), before: null, values };
  }

  #idIn(values: StoredValues): string {
    return values[this.#metadata.id.property] as string;
  }

  /** Reads a row, makes its new values and writes them. */
  async #change(
    id: string,
    options: SaveOptions | undefined,
    valuesOf: (before: StoredValues) => StoredValues,
  ): Promise<RowPlan> {
    return this.#session.write(async (scope) => {
      const before = (await readForWrite(scope, this.#model, id)) ?? this.#notFound(id);
      if (isExpired(this.#model, before.values)) this.#notFound(id);
      if (this.#visibility === 'live' && isMarkedDeleted(this.#metadata, before.values)) this.#notFound(id);
      return this.#write(scope, { op: 'update', id, before, values: valuesOf(before.values) }, options);
    });
  }

  /** A change by a function: it gets an entity of its own each time the transaction is replayed. */
  async #edit(
    id: string,
    edit: (entity: object) => unknown,
    options: SaveOptions | undefined,
  ): Promise<RowPlan> {
    return this.#change(id, options, (before) => {
      const { codec, hydration } = this.#model;
      const draft = codec.hydrate(this.#model.rowKey(id), id, codec.encode(before, []), hydration);
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

  /**
   * Puts one changed row into the transaction.
   *
   * @param checkedAgainst what its references were before, null to check them all
   */
  async #write(
    scope: TransactionScope,
    change: RowChange,
    options: SaveOptions | undefined,
    checkedAgainst: StoredValues | null = change.before?.values ?? null,
  ): Promise<RowPlan> {
    const values = await this.#accepted(change);
    const model = this.#metadata;
    await this.#environment.references.check(scope, [{ model, before: checkedAgainst, values }]);
    return this.#apply(scope, { ...change, values }, options);
  }

  /** The values that hooks made, as validation let them through. */
  async #accepted(change: RowChange): Promise<StoredValues> {
    const values = (await runBefore(this.#model, change)) as StoredValues;
    await validateEntity(this.#model, values, change.op);
    return values;
  }

  #apply(scope: TransactionScope, change: RowChange, options: SaveOptions | undefined): RowPlan {
    const { before, values, op } = change;
    const plan = planSave(this.#model, before, values as StoredValues, options, op);
    applyPlan(scope, plan);
    scheduleAfter(scope, this.#model, change, this.#environment.onError);
    return plan;
  }

  async #insertAll(
    scope: TransactionScope,
    chunk: readonly StoredValues[],
    options: SaveOptions,
  ): Promise<void> {
    const model = this.#metadata;
    const rows: StoredValues[] = [];
    for (const values of chunk) rows.push(await this.#accepted(this.#inserted(values)));
    await this.#environment.references.check(
      scope,
      rows.map((values) => ({ model, before: null, values })),
    );
    for (const values of rows) this.#apply(scope, this.#inserted(values), options);
  }

  async #deleteAll(scope: TransactionScope, ids: readonly string[], options: DeleteOptions): Promise<number> {
    let deleted = 0;
    const rows = await readManyForWrite(scope, this.#model, ids);
    for (const [i, before] of rows.entries()) {
      if (before === null || isExpired(this.#model, before.values)) continue;
      if (await this.#remove(scope, ids[i] as string, before, options)) deleted++;
    }
    return deleted;
  }

  /** Removes a row, or marks it. @returns false when it was marked already */
  async #remove(
    scope: TransactionScope,
    id: string,
    before: DecodedRow,
    options: DeleteOptions,
  ): Promise<boolean> {
    const hard = options.hard === true || this.#metadata.deletedAt === null;
    if (!hard && isMarkedDeleted(this.#metadata, before.values)) return false;
    this.#checkVersion(before.values, options.version);
    const op: Operation = 'delete';
    if (hard) {
      const change = { op, id, before, values: null };
      await runBefore(this.#model, change);
      await this.#environment.references.remove(scope, this.#model, id, before, options);
      scheduleAfter(scope, this.#model, change, this.#environment.onError);
      return true;
    }
    const values = valuesOfMark(this.#metadata, before.values, true, this.#environment);
    const change = { op, id, before, values };
    await runBefore(this.#model, change);
    this.#apply(scope, change, options);
    return true;
  }

  /** Groups of the size that the caller wants: no more is taken from the source than the next one needs. */
  async *#chunks<T>(
    items: AsyncIterable<T>,
    { chunk = DEFAULT_CHUNK, signal }: BulkOptions,
  ): AsyncGenerator<T[]> {
    if (!Number.isInteger(chunk) || chunk < 1 || chunk > MAX_CHUNK) {
      throw new InvalidQueryError('a chunk has 1 to 5000 rows', { got: typeInWords(chunk) });
    }
    let group: T[] = [];
    for await (const item of items) {
      group.push(item);
      if (group.length < chunk) continue;
      checkSignal(signal);
      yield group;
      group = [];
    }
    checkSignal(signal);
    if (group.length > 0) yield group;
  }

  /** A row that is written again is there again. */
  #unmarked(values: StoredValues): StoredValues {
    const { deletedAt } = this.#metadata;
    if (deletedAt === null) return values;
    return Object.fromEntries(Object.entries(values).filter(([property]) => property !== deletedAt.property));
  }

  #checkVersion(before: StoredValues, expected: number | undefined): void {
    const { version, name, id } = this.#metadata;
    if (expected === undefined || version === null || before[version.property] === expected) return;
    throw new VersionConflictError({
      model: name,
      id: before[id.property],
      expected,
      actual: before[version.property],
    });
  }

  #notFound(id: string): never {
    throw new NotFoundError({ model: this.#metadata.name, id });
  }
}

function checkSignal(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new OperationAbortedError(signal.reason);
}
