/**
 * One running transaction as repositories see it.
 *
 * It ends when the function that it was made for ends: work that was not awaited, and handles that were kept, then fail
 * instead of writing into nothing.
 */

import { type KvReader, type Transaction, TransactionClosedError, toLatin1 } from '@tito/tikv';
import { TransactionPropagationError } from '../errors';
import type { RowSource } from './row-source';
import { WriteSet } from './write-set';

export type TransactionMode = 'optimistic' | 'pessimistic';

const MAX_REMEMBERED_ROWS = 10_000;

/** What a scope needs of the queue. */
export interface EventPublisher {
  /** Adds an event to a transaction, synchronously; `topic` is a topic or the name of one. */
  publish(txn: Transaction, topic: unknown, key: string, payload: unknown, options: object): void;
}

export class TransactionScope implements RowSource {
  readonly isConsistent = true;
  readonly writes: WriteSet;
  readonly #txn: Transaction;
  readonly #mode: TransactionMode;
  readonly #tellsCommit: boolean;
  readonly #events: EventPublisher;
  #rows = new Map<string, Promise<Uint8Array | null>>();
  #committed: (() => void)[] = [];
  /** Events of savepoints that are not kept yet; null outside of savepoints. */
  #held: (() => void)[] | null = null;
  #isOpen = true;
  #failure: { readonly error: unknown } | null = null;

  constructor(txn: Transaction, mode: TransactionMode, events: EventPublisher, tellsCommit = true) {
    this.#tellsCommit = tellsCommit;
    this.#txn = txn;
    this.#mode = mode;
    this.#events = events;
    this.writes = new WriteSet(txn);
  }

  /** @throws TransactionClosedError when the transaction has ended */
  get txn(): Transaction {
    if (!this.#isOpen)
      throw new TransactionClosedError(this.#txn.state === 'active' ? 'committing' : this.#txn.state);
    return this.#txn;
  }

  /** A row; one that was read before, or written, is not asked for again: the snapshot is the same. */
  async get(key: Uint8Array): Promise<Uint8Array | null> {
    const { txn } = this;
    const name = toLatin1(key);
    const known = this.#rows.get(name);
    if (known !== undefined) return known;
    const reading = txn.get(key);
    if (this.#mode === 'pessimistic' || this.#rows.size >= MAX_REMEMBERED_ROWS) return reading;
    this.#rows.set(name, reading);
    reading.catch(() => this.#rows.delete(name));
    return reading;
  }

  /** Takes note of a row that was just written; null for one that was deleted. */
  remember(key: Uint8Array, value: Uint8Array | null): void {
    const name = toLatin1(key);
    if (this.#rows.has(name)) this.#rows.set(name, Promise.resolve(value));
  }

  view(): KvReader {
    return this.txn;
  }

  /** A row that is about to be written: locked when the transaction is pessimistic, checked at commit by its write otherwise. */
  async getForWrite(key: Uint8Array): Promise<Uint8Array | null> {
    return this.#mode === 'pessimistic' ? this.txn.getForUpdate(key) : this.get(key);
  }

  publish(topic: unknown, key: string, payload: unknown, options: object): void {
    const { txn } = this;
    const publish = (): void => this.#events.publish(txn, topic, key, payload, options);
    if (this.#held === null) publish();
    else this.#held.push(publish);
  }

  /**
   * Runs work whose writes, events and `onCommit` functions are kept if it succeeds and undone if it fails, while the
   * transaction goes on. Locks stay. Nothing else of the transaction may run meanwhile.
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

  /** The value as it is now, protected until the end of the transaction. */
  async getForUpdate(key: Uint8Array): Promise<Uint8Array | null> {
    return this.txn.getForUpdate(key);
  }

  /**
   * Runs after the commit, in order; not when the transaction fails or is replayed.
   *
   * @throws TransactionPropagationError when someone else commits, who tells nobody
   */
  onCommit(callback: () => void): void {
    void this.txn;
    if (!this.#tellsCommit) {
      throw new TransactionPropagationError(
        'the commit of a handler belongs to the queue: publish an event instead',
        {},
      );
    }
    this.#committed.push(callback);
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

  /** Ends the scope before the commit. @throws what made a write incomplete */
  close(): void {
    this.#isOpen = false;
    this.#checkComplete();
  }

  /** Ends the scope of a transaction that is rolled back. */
  abandon(): void {
    this.#isOpen = false;
  }

  /** What `onCommit` collected so far. */
  get callbacks(): readonly (() => void)[] {
    return this.#committed;
  }

  #checkComplete(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }

  /** What to call to forget what this scope learns from now on. */
  #mark(): () => void {
    const undoWrites = this.writes.mark();
    const [rows, committed, failure] = [new Map(this.#rows), [...this.#committed], this.#failure];
    return () => {
      undoWrites();
      this.#rows = rows;
      this.#committed = committed;
      this.#failure = failure;
    };
  }
}
