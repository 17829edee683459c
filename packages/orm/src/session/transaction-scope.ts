/**
 * One running transaction as repositories see it.
 *
 * It ends when the function that it was made for ends: work that was not awaited, and handles that were kept, then fail
 * instead of writing into nothing.
 */

import { type KvReader, type Transaction, TransactionClosedError } from '@tito/tikv';
import type { LiveSchema } from '../catalog/live-schema';
import { type PlannedModel, SchemaFence } from '../catalog/schema-fence';
import { TransactionPropagationError, UnawaitedWorkError } from '../errors';
import { ReadCache } from './read-cache';
import type { RowSource } from './row-source';
import { WriteSet } from './write-set';

export type TransactionMode = 'optimistic' | 'pessimistic';

/** How long the end of a transaction waits for work that its function forgot; what takes longer finds it closed. */
const FORGOTTEN_WAIT_MS = 5_000;

/** What a scope needs of the queue. */
export interface EventPublisher {
  /** Adds an event to a transaction, synchronously; `topic` is a topic or the name of one. */
  publish(txn: Transaction, topic: unknown, key: string, payload: unknown, options: object): void;
}

export interface ScopeOptions {
  readonly mode: TransactionMode;
  readonly events: EventPublisher;
  /** The newest state of the cluster, without what the transaction wrote. */
  readonly newest: () => KvReader;
  /** False when someone else ends the transaction, who tells nobody. */
  readonly tellsEnd?: boolean;
}

export class TransactionScope implements RowSource {
  readonly isConsistent = true;
  readonly writes: WriteSet;
  readonly #txn: Transaction;
  readonly #options: ScopeOptions;
  readonly #cache: ReadCache;
  #committed: (() => void)[] = [];
  #rolledBack: (() => void)[] = [];
  /** Events of savepoints that are not kept yet; null outside of savepoints. */
  #held: (() => void)[] | null = null;
  readonly #pending = new Set<Promise<unknown>>();
  #isOpen = true;
  #failure: { readonly error: unknown } | null = null;
  #fence: SchemaFence | null = null;

  constructor(txn: Transaction, options: ScopeOptions) {
    this.#txn = txn;
    this.#options = options;
    this.#cache = new ReadCache(options.mode === 'optimistic');
    this.writes = new WriteSet(txn);
  }

  /** @throws TransactionClosedError when the transaction has ended */
  get txn(): Transaction {
    if (!this.#isOpen)
      throw new TransactionClosedError(this.#txn.state === 'active' ? 'committing' : this.#txn.state);
    return this.#txn;
  }

  get isOpen(): boolean {
    return this.#isOpen && this.#txn.state === 'active';
  }

  /** A row; one that was read before, or written, is not asked for again: the snapshot is the same. */
  async get(key: Uint8Array): Promise<Uint8Array | null> {
    const { txn } = this;
    return this.#cache.get(key, () => txn.get(key));
  }

  /** The commit must come while writes of the model would still be planned as this one was; else the transaction is replayed. */
  rely(schema: LiveSchema | null, model: PlannedModel): void {
    if (schema === null) return;
    if (this.#fence === null) {
      this.#fence = new SchemaFence(schema, () => (this.#fence = null));
      this.txn.beforeCommit(this.#fence);
    }
    this.#fence.note(model);
  }

  /** Takes note of a row, or the entry of a unique index, that was just written; null for one that was deleted. */
  remember(key: Uint8Array, value: Uint8Array | null): void {
    this.#cache.write(key, value);
  }

  view(): KvReader {
    const { txn } = this;
    const view: KvReader & { readonly startTs: bigint | null } = {
      get startTs() {
        return txn.startTs;
      },
      get: (key, options) => txn.get(key, options),
      batchGet: (keys, options) => this.#cache.batchGet(keys, (missing) => txn.batchGet(missing, options)),
      scan: (range, options) => txn.scan(range, options),
    };
    return view;
  }

  /**
   * Where work that must miss nothing looks beside `view()` once it holds locks; null when the view is enough. An optimistic
   * transaction fails at its commit when a key that it protects has changed since its snapshot. A pessimistic one has waited
   * for its locks instead, and what others committed meanwhile is not in its snapshot.
   */
  beyondView(): KvReader | null {
    return this.#options.mode === 'pessimistic' ? this.#options.newest() : null;
  }

  /** A row that is about to be written: locked when the transaction is pessimistic, checked at commit by its write otherwise. */
  async getForWrite(key: Uint8Array): Promise<Uint8Array | null> {
    return this.#options.mode === 'pessimistic' ? this.txn.getForUpdate(key) : this.get(key);
  }

  /** The same for many, in one request for each region. */
  async getManyForWrite(keys: readonly Uint8Array[]): Promise<(Uint8Array | null)[]> {
    return this.#options.mode === 'pessimistic' ? this.getManyForUpdate(keys) : this.view().batchGet(keys);
  }

  /** The value as it is now, protected until the end of the transaction. */
  async getForUpdate(key: Uint8Array): Promise<Uint8Array | null> {
    return this.txn.getForUpdate(key);
  }

  /** The same for many: locked together, read in one batch. */
  async getManyForUpdate(keys: readonly Uint8Array[]): Promise<(Uint8Array | null)[]> {
    const { txn } = this;
    const [only] = keys;
    if (only === undefined) return [];
    if (keys.length === 1) return [await txn.getForUpdate(only)];
    await txn.lock(keys);
    const newest = this.beyondView();
    if (newest === null) return this.view().batchGet(keys);
    const values = await newest.batchGet(keys);
    return keys
      .map((key, i) => this.#cache.written(key) ?? { value: values[i] ?? null })
      .map(({ value }) => value);
  }

  publish(topic: unknown, key: string, payload: unknown, options: object): void {
    const { txn } = this;
    const publish = (): void => this.#options.events.publish(txn, topic, key, payload, options);
    if (this.#held === null) publish();
    else this.#held.push(publish);
  }

  /**
   * Runs work whose writes, events and callbacks are kept if it succeeds and undone if it fails, while the transaction goes
   * on. Locks stay. Nothing else of the transaction may run meanwhile.
   */
  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    const savepoint = this.txn.savepoint();
    const undo = this.#mark();
    const outer = this.#held;
    const held: (() => void)[] = [];
    let result: T;
    this.#held = held;
    try {
      result = await work();
      this.#checkComplete();
    } catch (error) {
      if (this.#isOpen) savepoint.rollback();
      undo();
      throw error;
    } finally {
      this.#held = outer;
    }
    savepoint.release();
    if (outer === null) this.allOrNothing(() => held.forEach((publish) => publish()));
    else outer.push(...held);
    return result;
  }

  /**
   * Runs after the commit, in order; not when the transaction fails or is replayed.
   *
   * @throws TransactionPropagationError when someone else commits, who tells nobody
   */
  onCommit(callback: () => void): void {
    this.#checkTellsEnd();
    this.#committed.push(callback);
  }

  /**
   * Runs after a rollback, in order: also before work is replayed, when each attempt registers its own.
   *
   * @throws TransactionPropagationError as `onCommit`
   */
  onRollback(callback: () => void): void {
    this.#checkTellsEnd();
    this.#rolledBack.push(callback);
  }

  /** The same for hooks of models: also when someone else commits. */
  afterCommit(callback: () => void): void {
    if (this.#options.tellsEnd ?? true) this.#committed.push(callback);
    else this.txn.beforeCommit({ apply: () => undefined, committed: callback });
  }

  /** Work that writes in this transaction: its end waits for it, and tells when nobody else did. */
  async track<T>(work: () => Promise<T>): Promise<T> {
    void this.txn;
    const running = work();
    this.#pending.add(running);
    try {
      return await running;
    } finally {
      this.#pending.delete(running);
    }
  }

  /** Writes that belong together: when one of them fails the transaction can no longer be committed. */
  allOrNothing(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.spoil(error);
      throw error;
    }
  }

  /** Makes a commit impossible: some writes that belong together were made, and others could not be. */
  spoil(error: unknown): void {
    this.#failure ??= { error };
  }

  /**
   * Ends the scope before the commit.
   *
   * @throws UnawaitedWorkError when work that writes was still running: it is waited for, so that it need not fail as well
   * @throws what made a write incomplete
   */
  async close(): Promise<void> {
    const forgotten = this.#pending.size;
    if (forgotten > 0) await settled([...this.#pending], FORGOTTEN_WAIT_MS);
    this.#isOpen = false;
    if (forgotten > 0) throw new UnawaitedWorkError({ operations: forgotten });
    this.#checkComplete();
  }

  /** Ends the scope of a transaction that is rolled back. */
  abandon(): void {
    this.#isOpen = false;
  }

  /** What `onCommit` and `onRollback` collected so far. */
  get callbacks(): {
    readonly committed: readonly (() => void)[];
    readonly rolledBack: readonly (() => void)[];
  } {
    return { committed: this.#committed, rolledBack: this.#rolledBack };
  }

  #checkTellsEnd(): void {
    void this.txn;
    if (this.#options.tellsEnd ?? true) return;
    throw new TransactionPropagationError(
      'the commit of a handler belongs to the queue: publish an event instead',
      {},
    );
  }

  #checkComplete(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }

  /** What to call to forget what this scope learns from now on. What was to run after a rollback still does. */
  #mark(): () => void {
    const undoWrites = this.writes.mark();
    const undoCache = this.#cache.mark();
    const [committed, failure] = [[...this.#committed], this.#failure];
    return () => {
      undoWrites();
      undoCache();
      this.#committed = committed;
      this.#failure = failure;
    };
  }
}

async function settled(work: readonly Promise<unknown>[], waitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, waitMs)));
  await Promise.race([Promise.allSettled(work), late]);
  clearTimeout(timer);
}
