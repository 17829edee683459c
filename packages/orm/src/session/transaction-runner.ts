/**
 * Runs transactions and knows which one is running: repositories that are called inside join it without being told
 * (AsyncLocalStorage).
 */

import type { AsyncLocalStorage } from 'node:async_hooks';
import {
  type TransactionOptions as BeginOptions,
  CommitOutcomeUnknownError,
  type RunTransactionOptions,
  type TikvClient,
  type Transaction,
} from '@tito/tikv';
import { DatabaseClosedError, TransactionPropagationError } from '../errors';
import { type RowSource, liveSource } from './row-source';
import type { Session } from './session';
import { type EventPublisher, type TransactionMode, TransactionScope } from './transaction-scope';

/**
 * What a transaction does when one is running:
 *
 * - `required` (default): joins it, or begins one.
 * - `requiresNew`: begins one of its own, which commits or fails by itself.
 * - `mandatory`: joins it, and fails without one.
 * - `never`: fails when one is running; begins one otherwise.
 */
export type Propagation = 'required' | 'requiresNew' | 'mandatory' | 'never';

export interface TransactionOptions extends RunTransactionOptions {
  readonly propagation?: Propagation | undefined;
}

/**
 * The transaction that runs in an asynchronous context, for one database; null where its work was taken out of any. Databases
 * that share a context have a frame each: one such storage for all tenants, since every one makes all of a process slower.
 */
export interface Frame {
  readonly owner: TransactionRunner;
  readonly scope: TransactionScope | null;
  readonly outer: Frame | null;
}

export interface RunnerOptions {
  readonly client: TikvClient;
  readonly context: AsyncLocalStorage<Frame>;
  readonly events: EventPublisher;
  /** Makes what the cluster refused understandable. */
  readonly explain: (error: unknown) => unknown;
  /** Hears of `onCommit` and `onRollback` functions that threw. */
  readonly onError: (error: unknown) => void;
}

/** A transaction in the hands of its caller. */
export interface HeldTransaction {
  readonly scope: TransactionScope;
  readonly run: <T>(work: () => T) => T;
  readonly commit: () => Promise<void>;
  readonly rollback: () => Promise<void>;
}

export class TransactionRunner implements Session {
  readonly #options: RunnerOptions;
  readonly #live: RowSource;
  #isClosed = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#live = liveSource(options.client);
  }

  /** From now on everything is refused with `ORM_CLOSED`. */
  close(): void {
    this.#isClosed = true;
  }

  source(): RowSource {
    this.#checkOpen();
    return this.scope() ?? this.#live;
  }

  /** @throws TransactionClosedError inside of a transaction's function that goes on after its end */
  scope(): TransactionScope | null {
    const scope = this.#frame()?.scope ?? null;
    void scope?.txn;
    return scope;
  }

  write<T>(work: (scope: TransactionScope) => Promise<T>): Promise<T> {
    return this.run(work, {});
  }

  /** Runs work as its propagation says. */
  async run<T>(work: (scope: TransactionScope) => Promise<T>, options: TransactionOptions): Promise<T> {
    this.#checkOpen();
    const { propagation = 'required' } = options;
    const running = this.scope();
    if (running === null && propagation === 'mandatory') {
      throw new TransactionPropagationError('no transaction is running', { propagation });
    }
    if (running !== null && propagation === 'never') {
      throw new TransactionPropagationError('a transaction is running', { propagation });
    }
    if (running !== null && propagation !== 'requiresNew') return running.track(() => work(running));
    return this.#begin(work, options);
  }

  /** Runs work in a transaction that someone else commits, which ends for repositories with the work. */
  join<T>(
    txn: Transaction,
    mode: TransactionMode,
    work: (scope: TransactionScope) => Promise<T>,
  ): Promise<T> {
    return this.#attempt(this.#scopeOf(txn, mode, false), work);
  }

  /** A transaction that its caller ends. */
  async begin(options: BeginOptions): Promise<HeldTransaction> {
    const { client, explain } = this.#options;
    const txn = await client.begin(options);
    const scope = this.#scopeOf(txn, options.mode);
    const rollBack = async (): Promise<void> => {
      const isFirst = txn.state === 'active';
      scope.abandon();
      await txn.rollback();
      if (isFirst) this.#notify(scope.callbacks.rolledBack);
    };
    return {
      scope,
      run: (work) => this.#within(scope, work),
      commit: async () => {
        void scope.txn; // refuses a transaction that has ended
        try {
          await scope.close();
          await txn.commit();
        } catch (error) {
          if (txn.state === 'rolledBack') this.#notify(scope.callbacks.rolledBack);
          else await rollBack();
          throw explain(error);
        }
        this.#notify(scope.callbacks.committed);
      },
      rollback: rollBack,
    };
  }

  /** Runs work outside of any transaction. */
  outside<T>(work: () => T): T {
    return this.#frame() === null ? work() : this.#within(null, work);
  }

  async #begin<T>(work: (scope: TransactionScope) => Promise<T>, options: TransactionOptions): Promise<T> {
    const { client, explain } = this.#options;
    const { propagation: _, ...runOptions } = options;
    let last: TransactionScope | null = null as TransactionScope | null;
    const attempt = (txn: Transaction): Promise<T> => {
      this.#notify(last?.callbacks.rolledBack ?? []); // of the attempt before, which is over when the next one begins
      last = this.#scopeOf(txn, runOptions.mode);
      return this.#attempt(last, work);
    };
    try {
      const result = await this.outside(() => client.transaction(attempt, runOptions));
      this.#notify(last?.callbacks.committed ?? []);
      return result;
    } catch (error) {
      if (!(error instanceof CommitOutcomeUnknownError)) this.#notify(last?.callbacks.rolledBack ?? []);
      throw explain(error);
    }
  }

  async #attempt<T>(scope: TransactionScope, work: (scope: TransactionScope) => Promise<T>): Promise<T> {
    try {
      const result = await this.#within(scope, () => work(scope));
      await scope.close();
      return result;
    } catch (error) {
      scope.abandon();
      throw error;
    }
  }

  #checkOpen(): void {
    if (this.#isClosed) throw new DatabaseClosedError();
  }

  #frame(): Frame | null {
    let frame = this.#options.context.getStore() ?? null;
    while (frame !== null && frame.owner !== this) frame = frame.outer;
    return frame;
  }

  #within<T>(scope: TransactionScope | null, work: () => T): T {
    const { context } = this.#options;
    const outer = withoutFramesOf(this, context.getStore() ?? null);
    return context.run({ owner: this, scope, outer }, work);
  }

  #scopeOf(txn: Transaction, mode: TransactionMode = 'optimistic', tellsEnd = true): TransactionScope {
    const { client, events } = this.#options;
    return new TransactionScope(txn, { mode, events, newest: () => client.snapshot(), tellsEnd });
  }

  /** What is decided stays decided, whatever these functions do. */
  #notify(callbacks: readonly (() => void)[]): void {
    for (const callback of callbacks) {
      try {
        this.outside(callback);
      } catch (error) {
        this.#options.onError(error);
      }
    }
  }
}

/** One frame for each database is enough: contexts that begin in each other would go on growing otherwise. */
function withoutFramesOf(owner: TransactionRunner, frame: Frame | null): Frame | null {
  if (frame === null) return null;
  const outer = withoutFramesOf(owner, frame.outer);
  return frame.owner === owner ? outer : { ...frame, outer };
}
