/** What a database hands to its callers: transactions, and views of the past. */

import type { ConsumeContext, PublishOptions, Topic } from '@tito/queue';
import type { ModelClass } from '../metadata/declarations';
import type { ModelReadRepository, ModelRepository } from '../repository/model-repository';

/** A transaction that is running. */
export interface Tx {
  /** A repository that is bound to this transaction, wherever it is called. */
  repository<C extends ModelClass>(model: C): ModelRepository<C>;
  /** Publishes an event if and only if the transaction commits. */
  publish<P>(topic: Topic<P>, key: string, payload: P, options?: PublishOptions): void;
  /** Runs after the commit; not when the transaction fails. For what may be lost: anything else is an event. */
  onCommit(callback: () => void): void;
  /**
   * Runs after a rollback: of the whole transaction, or of an attempt that is run again. Not when the outcome is unknown
   * (`TIKV_COMMIT_OUTCOME_UNKNOWN`). For what the work did elsewhere, in memory say.
   */
  onRollback(callback: () => void): void;
  /**
   * Runs work that may fail while the transaction goes on: its writes, events and `onCommit` functions are undone then. Locks
   * stay. Wait for it before anything else is done in the transaction.
   *
   * @example
   * ```ts
   * await tx.savepoint(() => coupons.insert({ code })).catch(() => null); // the rest is committed all the same
   * ```
   */
  savepoint<T>(work: () => Promise<T>): Promise<T>;
  /** The timestamp of its reads; null before the first. */
  readonly startTs: bigint | null;
}

/** A transaction that its caller commits: what `begin` gives. Leaving its scope (`await using`) rolls it back. */
export interface HeldTx extends Tx, AsyncDisposable {
  /** Runs work whose repositories join this transaction. */
  run<T>(work: () => T): T;
  /** @throws what commits throw, such as UniqueViolationError, WriteConflictError (retryable: begin again) */
  commit(): Promise<void>;
  /** Ends the transaction without its writes; does nothing when it has ended. */
  rollback(): Promise<void>;
}

/** The past, to be read: what `at` gives. */
export interface TitoSnapshot {
  readonly ts: bigint;
  repository<C extends ModelClass>(model: C): ModelReadRepository<C>;
}

/** What handlers get beside the event. */
export interface EventHandlerContext extends ConsumeContext {
  /** The transaction that is committed together with the acknowledgement; repositories join it by themselves. */
  readonly tx: Omit<Tx, 'onCommit' | 'onRollback'>;
}
