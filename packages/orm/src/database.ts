/** The composition root: a cluster, a namespace and models made into repositories, transactions and consumers. */

import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import {
  type ConsumeContext,
  type ConsumeOptions,
  type Consumer,
  type Leader,
  type LeasedWork,
  Queue,
  type QueueEvent,
  type Topic,
} from '@tito/queue';
import {
  type TransactionOptions as BeginOptions,
  InvalidArgumentError,
  type KeyRange,
  type KvReader,
  TikvClient,
  composeTimestamp,
} from '@tito/tikv';
import { type LoadedCatalog, loadCatalog } from './catalog/catalog';
import { LiveSchema } from './catalog/live-schema';
import type { UpgradeOptions, UpgradeReport } from './catalog/schema-changes';
import type { DecodedRow } from './codec/row-codec';
import { Deletions } from './database/deletions';
import type { EventHandlerContext, HeldTx, TitoSnapshot, Tx } from './database/handles';
import { schemaSettings } from './database/schema-settings';
import type { TitoOptions } from './database/tito-options';
import { DatabaseClosedError } from './errors';
import { KeyLayout } from './keys/key-layout';
import { applySchema } from './maintenance/apply-schema';
import { type MaintainOptions, Maintenance } from './maintenance/duties';
import type { MaintenanceContext } from './maintenance/maintenance-context';
import { upgradeRows } from './maintenance/upgrade-rows';
import type { ModelClass } from './metadata/declarations';
import type { ModelMetadata } from './metadata/model-metadata';
import { ModelRegistry } from './metadata/model-registry';
import { BoundModel } from './persistence/bound-model';
import { explainRefusal } from './persistence/explain-refusal';
import { IdMaker } from './persistence/new-id';
import { classValidator } from './persistence/validate-entity';
import { countRegions, regionStarts } from './query/count-regions';
import { CursorSeal } from './query/cursor';
import { ReferentialActions } from './relations/referential-actions';
import { DatabaseRelations } from './relations/database-relations';
import { describeModel } from './relations/to-plain';
import { EntityRepository } from './repository';
import type { ModelReadRepository, ModelRepository } from './repository/model-repository';
import { pastSource } from './session/row-source';
import { type Session, pastSession, scopeSession, whileOpen } from './session/session';
import { type Frame, type TransactionOptions, TransactionRunner } from './session/transaction-runner';
import type { TransactionScope } from './session/transaction-scope';
import { DatabaseIndexes } from './schema/database-indexes';
import { DatabaseSchema } from './schema/schema-view';
import { type ExportOptions, exportModels } from './transfer/export-models';
import { type ImportOptions, type ImportReport, importModels } from './transfer/import-models';
import { TenantCache } from './tenants/tenant-cache';
import {
  type DropTenantOptions,
  checkNotDropping,
  dropTenant,
  tenantNames,
} from './tenants/tenant-directory';

type RepositoryParts = ConstructorParameters<typeof EntityRepository>;

let partsOf: (db: Tito, model: ModelClass) => RepositoryParts;

/** What a repository of a model is made of: for classes that extend one. */
export function repositoryParts(db: Tito, model: ModelClass): RepositoryParts {
  return partsOf(db, model);
}

/**
 * A database: models in a namespace of a cluster.
 *
 * @example
 * ```ts
 * const db = await Tito.connect({ endpoints: ['127.0.0.1:2379'], models: [User, Post] });
 * const users = db.repository(User);
 * const ann = await users.insert({ name: 'Ann' });
 * await db.close();
 * ```
 */
export class Tito {
  readonly client: TikvClient;
  readonly queue: Queue;
  readonly namespace: string;
  /** The tenant whose database this is; null for that of the namespace itself. */
  readonly tenant: string | null;
  /** The declared schema beside the stored one, and how the one becomes the other. */
  readonly schema: DatabaseSchema;
  /** The indexes of the models: listed, built, verified, mended, dropped. */
  readonly indexes: DatabaseIndexes;
  /** For rows with more behind them than one transaction should remove. */
  readonly deletions: Deletions;
  readonly #ownsClient: boolean;
  readonly #registry: ModelRegistry;
  readonly #models: ReadonlyMap<ModelMetadata, BoundModel>;
  readonly #layout: KeyLayout;
  readonly #live: LiveSchema;
  readonly #runner: TransactionRunner;
  readonly #relations: DatabaseRelations;
  readonly #seal: CursorSeal;
  readonly #clock: () => number;
  readonly #onError: (error: unknown) => void;
  readonly #ids: IdMaker;
  readonly #references: ReferentialActions;
  /** Null in the database of a tenant. */
  readonly #tenants: TenantCache<Tito> | null;
  /** Events are, or were, handled by this process. */
  #isBusy = false;
  #isClosed = false;

  static {
    partsOf = (db, model) => db.#partsOf(model, db.#runner, db.#relations);
  }

  private constructor(
    options: TitoOptions,
    parts: {
      client: TikvClient;
      queue: Queue;
      registry: ModelRegistry;
      layout: KeyLayout;
      catalog: LoadedCatalog;
      tenant: string | null;
      context: AsyncLocalStorage<Frame>;
    },
  ) {
    const { client, queue, registry, layout, catalog, tenant, context } = parts;
    this.client = client;
    this.queue = queue;
    this.namespace = options.namespace ?? DEFAULT_NAMESPACE;
    this.#ownsClient = options.client === undefined;
    this.#registry = registry;
    this.#clock = options.clock ?? Date.now;
    this.#onError = options.onError ?? warn;
    this.#ids = new IdMaker(this.#clock, options.random ?? randomBytes);
    this.#references = new ReferentialActions(() => this.#models.values(), {
      clock: this.#clock,
      ids: this.#ids,
    });
    this.#seal = new CursorSeal(catalog.cursorSecret);
    this.#layout = layout;
    const { clock } = schemaSettings(options.schema);
    this.#live = new LiveSchema({ client, layout, models: registry.models, loaded: catalog, clock });
    this.tenant = tenant;
    this.#tenants =
      tenant !== null
        ? null
        : new TenantCache({
            open: (name) => Tito.#openTenant(options, parts, name),
            close: (database) => database.close(),
            isBusy: (database) => database.#isBusy,
          });
    this.#runner = new TransactionRunner({
      client,
      context,
      events: {
        publish: (txn, topic, key, payload, given) =>
          queue.publish(txn, topic as Topic<unknown>, key, payload, given),
      },
      explain: (error) => explainRefusal(error, layout, this.#models.values()),
      onError: this.#onError,
    });
    this.deletions = new Deletions({
      models: () => [...this.#models.values()],
      references: this.#references,
      boundOf: (model) => this.#bound(this.#registry.get(model)),
      write: (work) => this.#runner.run(work, { propagation: 'requiresNew' }),
      join: (work) => this.#runner.write(work),
      consume: (jobs, handler, given) => this.consume(jobs, handler, given),
    });
    this.#relations = this.#relationsOf(this.#runner);
    for (const { model } of registry.models) describeModel(model);
    this.#models = new Map(
      registry.models.map((model) => {
        const hydration = this.#relations.hydrationOf(model);
        const record = this.#live.record(model);
        return [model, new BoundModel(model, record, layout, hydration, this.#clock, this.#live)];
      }),
    );
    this.#live.onChange(({ models }) => {
      for (const [model, record] of models) this.#bound(model).refresh(record);
    });
    this.schema = new DatabaseSchema([client, layout, registry.models, this.namespace], (given) =>
      applySchema(this.#maintenanceContext(), given),
    );
    this.indexes = new DatabaseIndexes(this.#maintenanceContext());
  }

  /**
   * Connects, registers the models and adds to the stored schema what it lacks.
   *
   * @throws DefinitionError before anything is connected; ConnectError, SchemaMismatchError
   */
  static async connect(options: TitoOptions): Promise<Tito> {
    const { endpoints, signal, connectTimeoutMs } = options;
    const registry = new ModelRegistry(options.models);
    const layout = new KeyLayout(options.namespace ?? DEFAULT_NAMESPACE);
    for (const model of registry.models) if (model.validate === 'class-validator') classValidator(model);
    if (options.client === undefined && endpoints === undefined) {
      throw new InvalidArgumentError('endpoints', 'connect needs endpoints or a client');
    }
    const client =
      options.client ?? (await TikvClient.connect({ endpoints: endpoints ?? [], signal, connectTimeoutMs }));
    try {
      const context = new AsyncLocalStorage<Frame>();
      return await Tito.#open(options, { client, registry, layout, tenant: null, context });
    } catch (error) {
      if (options.client === undefined) await client.close();
      throw error;
    }
  }

  static async #open(
    options: TitoOptions,
    parts: {
      client: TikvClient;
      registry: ModelRegistry;
      layout: KeyLayout;
      tenant: string | null;
      context: AsyncLocalStorage<Frame>;
    },
  ): Promise<Tito> {
    const { client, registry, layout } = parts;
    const { leaseMs, clock, synchronize } = schemaSettings(options.schema);
    const { signal } = options;
    const catalog = await loadCatalog(client, layout, registry.models, { leaseMs, clock, signal });
    const queue = await Queue.open({ ...options.queue, client, prefix: layout.namespace });
    const database = new Tito(options, { ...parts, queue, catalog });
    try {
      if (synchronize) await database.indexes.build({ signal });
    } catch (error) {
      await database.close();
      throw error;
    }
    return database;
  }

  static async #openTenant(
    options: TitoOptions,
    {
      client,
      registry,
      context,
    }: { client: TikvClient; registry: ModelRegistry; context: AsyncLocalStorage<Frame> },
    tenant: string,
  ): Promise<Tito> {
    const layout = new KeyLayout(options.namespace ?? DEFAULT_NAMESPACE, tenant);
    await checkNotDropping(client, layout);
    return Tito.#open(
      { ...options, client, signal: undefined },
      { client, registry, layout, tenant, context },
    );
  }

  /** The repository of a model. It joins whatever transaction runs where it is called. @throws UnknownModelError */
  repository<C extends ModelClass>(model: C): ModelRepository<C> {
    return this.#repository(model, this.#runner, this.#relations) as unknown as ModelRepository<C>;
  }

  /**
   * Runs work in a transaction, and again from its start when it fails in a way that may pass: it must do nothing outside
   * of the database that may not happen twice. Repositories that are called inside join it.
   *
   * @returns what the work gave, once it is committed
   *
   * @example
   * ```ts
   * await db.transaction(async (tx) => {
   *   const user = await users.getOrThrow(id);
   *   await users.update(id, { credit: user.credit - 10 });
   *   tx.publish(charged, id, { amount: 10 });
   * });
   * ```
   */
  transaction<R>(work: (tx: Tx) => Promise<R>, options: TransactionOptions = {}): Promise<R> {
    if (this.#isClosed) return Promise.reject(new DatabaseClosedError());
    return this.#runner.run((scope) => work(this.#tx(scope)), options);
  }

  /**
   * A transaction that the caller ends, and that nobody replays.
   *
   * @example
   * ```ts
   * await using tx = await db.begin();
   * await tx.repository(User).insert({ name: 'Ann' });
   * await tx.commit();
   * ```
   */
  async begin(options: BeginOptions = {}): Promise<HeldTx> {
    if (this.#isClosed) throw new DatabaseClosedError();
    const { scope, run, commit, rollback } = await this.#runner.begin(options);
    return Object.assign(this.#tx(scope), { run, commit, rollback, [Symbol.asyncDispose]: rollback });
  }

  /**
   * The database as it was at a time or a timestamp of the oracle, to be read: as far back as the cluster keeps versions.
   *
   * @throws InvalidArgumentError
   */
  at(when: bigint | Date): TitoSnapshot {
    const ts = timestampOf(when, this.#clock());
    const session = pastSession(pastSource(this.client, ts));
    const relations = this.#relationsOf(session);
    return {
      ts,
      repository: <C extends ModelClass>(model: C) =>
        this.#repository(model, session, relations) as unknown as ModelReadRepository<C>,
    };
  }

  /**
   * The database of a tenant: the same models, with rows, indexes, events and a stored schema of its own, under keys that no
   * other tenant has. Opened at the first call and kept, so that it may be asked for with every request. It is closed with this
   * one.
   *
   * Transactions are of one database: what another one does inside of them is not part of them.
   *
   * @param name 1 to 200 bytes of any text
   * @throws InvalidQueryError, TenantDroppingError
   *
   * @example
   * ```ts
   * const acme = await db.withTenant('acme');
   * await acme.repository(User).insert({ name: 'Ann' });
   * ```
   */
  async withTenant(name: string): Promise<Tito> {
    return this.#tenantsOrThrow().get(name);
  }

  /** The names of the tenants that have anything stored, in order. */
  tenants(): AsyncIterable<string> {
    this.#tenantsOrThrow();
    return tenantNames(this.client, this.namespace);
  }

  /**
   * Deletes everything that a tenant has, in many transactions; nothing else. May be called again when it was interrupted: until
   * it has ended, `withTenant` refuses the tenant with `ORM_TENANT_DROPPING`. Its database in this process is closed first.
   * Other processes must have stopped using the tenant: what they write meanwhile may stay.
   *
   * @returns the number of keys that were deleted
   */
  async dropTenant(name: string, options: DropTenantOptions = {}): Promise<{ readonly keys: number }> {
    const tenants = this.#tenantsOrThrow();
    const layout = new KeyLayout(this.namespace, name);
    await tenants.remove(name);
    return { keys: await dropTenant(this.client, layout, options) };
  }

  /**
   * Rows of models as JSON lines, all of one moment while others write: a header, the rows in the order of their ids, an end.
   * Edges go with the models that they join, when both are exported.
   * The lines have no line ends. Nothing is read before the first line is asked for, and the moment is kept from garbage
   * collection until the last. What `onProgress` tells, kept beside what was written until then, lets an export that was
   * interrupted go on.
   *
   * @throws UnknownModelError at once; SnapshotTooOldError, OperationAbortedError while lines are read
   *
   * @example
   * ```ts
   * for await (const line of db.export([User, Post])) file.write(`${line}\n`);
   * ```
   */
  export(models: ModelClass | readonly ModelClass[], options: ExportOptions = {}): AsyncIterable<string> {
    if (this.#isClosed) throw new DatabaseClosedError();
    const classes = (Array.isArray(models) ? models : [models]) as readonly ModelClass[];
    const wanted = this.#registry.withEdges(classes.map((model) => this.#registry.get(model)));
    return this.#export(
      wanted.map((model) => this.#bound(model)),
      options,
    );
  }

  async *#export(models: readonly BoundModel[], options: ExportOptions): AsyncGenerator<string> {
    const { at, resume, signal } = options;
    const given = resume === undefined ? at : BigInt(resume.at);
    const ts =
      given === undefined ? await this.client.timestamp({ signal }) : timestampOf(given, this.#clock());
    yield* exportModels(this.client, models, ts, options);
  }

  /**
   * Writes the rows of an export as they were, with the indexes that the models have here. No hook runs, nothing is validated
   * or published, and references are not checked: all that was done when the rows were written first.
   *
   * @param lines with or without line ends
   * @throws ImportError, SchemaMismatchError, AlreadyExistsError, UniqueViolationError; transactions before that stay
   *
   * @example
   * ```ts
   * const report = await db.import(createInterface({ input: createReadStream('users.jsonl') }), { existing: 'replace' });
   * ```
   */
  async import(
    lines: Iterable<string> | AsyncIterable<string>,
    options: ImportOptions = {},
  ): Promise<ImportReport> {
    if (this.#isClosed) throw new DatabaseClosedError();
    const models = new Map([...this.#models.values()].map((model) => [model.metadata.name, model]));
    const { signal } = options;
    const context = {
      modelOf: (name: string) => models.get(name),
      write: <T>(work: (scope: TransactionScope) => Promise<T>) =>
        this.#runner.run(work, { propagation: 'requiresNew', signal }),
    };
    return importModels(context, lines, options);
  }

  /**
   * Handles the events of a topic, or of an `@Event` by its name. What repositories do inside the handler is committed
   * together with the acknowledgement of the event: exactly once.
   *
   * @example
   * ```ts
   * const consumer = db.consume('user.changed', async (event) => {
   *   await audits.insert({ user: event.key, op: event.op });
   * }, { group: 'audit', from: 'earliest' });
   * await consumer.ready();
   * await consumer.stop({ drain: '25s' });
   * ```
   */
  consume<P>(
    topic: Topic<P> | string,
    handler: (event: QueueEvent<P>, context: EventHandlerContext) => Promise<unknown>,
    options: ConsumeOptions,
  ): Consumer {
    this.#isBusy = true;
    const handle = (event: QueueEvent<P>, context: ConsumeContext): Promise<unknown> => {
      if (options.effects === 'external')
        return this.#runner.outside(() => handler(event, context as EventHandlerContext));
      return this.#runner.join(context.txn, options.mode ?? 'optimistic', (scope) =>
        handler(event, withTransaction(context, this.#tx(scope))),
      );
    };
    return this.queue.consume(topic, handle, options);
  }

  /**
   * Runs work on one process of the namespace at a time, fenced by a lease: see `Queue.lead`.
   *
   * @example
   * ```ts
   * const leader = db.lead('nightly-report', async (signal) => { while (!signal.aborted) await report(signal); });
   * await leader.stop();
   * ```
   */
  lead(name: string, work: LeasedWork): Leader {
    this.#isBusy = true;
    return this.queue.lead(name, work);
  }

  /**
   * Writes every row again that an older `schemaVersion` of its model wrote, as its `@Upgrade`s make it, with the index entries
   * of the new values. May be interrupted and called again.
   *
   * @throws UnknownModelError, OperationAbortedError
   */
  async upgradeRows(options: UpgradeOptions = {}): Promise<UpgradeReport> {
    if (this.#isClosed) throw new DatabaseClosedError();
    return upgradeRows(this.#maintenanceContext(), options);
  }

  /**
   * Takes part in the upkeep of the database until it is stopped: rows whose `ttl` is over, removals of indexes, and, where it is
   * asked for, garbage collection. Each duty is done by one process of the namespace at a time; all of them may call this.
   *
   * @throws InvalidQueryError
   *
   * @example
   * ```ts
   * const maintenance = db.maintain({ gc: { lifetimeMs: 3_600_000 } });
   * await maintenance.stop();
   * ```
   */
  maintain(options: MaintainOptions = {}): Maintenance {
    if (this.#isClosed) throw new DatabaseClosedError();
    const rooms = {
      context: this.#maintenanceContext(),
      remove: (scope: TransactionScope, model: BoundModel, id: string, before: DecodedRow) =>
        this.#references.remove(scope, model, id, before, {}),
      lead: (name: string, work: LeasedWork) => this.lead(name, work),
    };
    return new Maintenance(rooms, options);
  }

  /** Stops consumers and closes the client unless it was given. May be called again. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#tenants?.close();
    await this.queue.close();
    this.#runner.close();
    if (this.#ownsClient) await this.client.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #maintenanceContext(): MaintenanceContext {
    return {
      client: this.client,
      layout: this.#layout,
      schema: this.#live,
      models: [...this.#models.values()],
      write: (work, signal) => this.#runner.run(work, { propagation: 'requiresNew', attempts: 100, signal }),
    };
  }

  #tenantsOrThrow(): TenantCache<Tito> {
    if (this.#isClosed) throw new DatabaseClosedError();
    if (this.#tenants !== null) return this.#tenants;
    throw new InvalidArgumentError('tenant', 'a tenant has no tenants of its own');
  }

  #tx(scope: TransactionScope): Tx {
    const relations = this.#relationsOf(whileOpen(scope, this.#runner));
    return {
      repository: <C extends ModelClass>(model: C) =>
        this.#repository(model, scopeSession(scope), relations) as unknown as ModelRepository<C>,
      publish: (topic, key, payload, options = {}) => scope.publish(topic, key, payload, options),
      onCommit: (callback) => scope.onCommit(callback),
      onRollback: (callback) => scope.onRollback(callback),
      savepoint: (work) => scope.savepoint(work),
      get startTs() {
        return scope.txn.startTs;
      },
    };
  }

  #repository(model: ModelClass, session: Session, relations: DatabaseRelations): EntityRepository {
    return new EntityRepository(...this.#partsOf(model, session, relations));
  }

  #partsOf(model: ModelClass, session: Session, relations: DatabaseRelations): RepositoryParts {
    if (this.#isClosed) throw new DatabaseClosedError();
    const environment = {
      clock: this.#clock,
      ids: this.#ids,
      references: this.#references,
      onError: this.#onError,
      seal: this.#seal,
      regionStarts: (range: KeyRange) => regionStarts(this.client, range),
      regionsOf: (ranges: readonly KeyRange[]) => countRegions(this.client, ranges),
      hydrationOf: (each: ModelMetadata) => relations.hydrationOf(each),
      include: (each: ModelMetadata, entities: readonly object[], include: object, reader: KvReader) =>
        relations.include(each, entities, include, reader),
    };
    return [this.#bound(this.#registry.get(model)), session, environment];
  }

  #relationsOf(session: Session): DatabaseRelations {
    const relations: DatabaseRelations = new DatabaseRelations({
      session,
      seal: this.#seal,
      references: this.#references,
      boundOf: (model) => this.#bound(model),
      update: async ({ model }, id, patch) => {
        await this.#repository(model, session, relations).update(id, patch);
      },
    });
    return relations;
  }

  #bound(model: ModelMetadata): BoundModel {
    return this.#models.get(model) as BoundModel;
  }
}

const DEFAULT_NAMESPACE = 'default';

/** The future is refused: who reads it now could see it change. */
function timestampOf(when: bigint | Date, nowMs: number): bigint {
  if (typeof when === 'bigint' && when > 0n) return when;
  if (when instanceof Date && when.getTime() > 0 && when.getTime() <= nowMs)
    return composeTimestamp(when.getTime(), 0);
  throw new InvalidArgumentError('when', 'a Date of the past, or a timestamp of the oracle');
}

/** The context has getters that must stay as they are. */
function withTransaction(context: ConsumeContext, tx: Tx): EventHandlerContext {
  return Object.create(context, { tx: { value: tx, enumerable: true } }) as EventHandlerContext;
}

function warn(error: unknown): void {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  process.emitWarning(`a function that runs after the end of a transaction failed: ${text}`, {
    type: 'TitoWarning',
  });
}
