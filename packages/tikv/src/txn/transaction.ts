/** What users of transactions hold: the interfaces, without how they are kept. */

import type { CallOptions, KvReader, ReplicaOptions } from '../kv-reader';

/** A read-only view of the cluster at one timestamp. */
export interface Snapshot extends KvReader {
  /** The timestamp of all reads; asks the oracle at the first use unless one was given. */
  timestamp(options?: CallOptions): Promise<bigint>;
}

/**
 * - `active`: takes reads and writes.
 * - `committing`: `commit()` runs.
 * - `committed`, `rolledBack`: final.
 * - `unknown`: final; the outcome could not be found out (`TIKV_COMMIT_OUTCOME_UNKNOWN`).
 */
export type TransactionState = 'active' | 'committing' | 'committed' | 'rolledBack' | 'unknown';

/**
 * Reads at a snapshot and collects writes, which become visible all at once at `commit()` or not at all.
 *
 * Keys are 1 to 7279 bytes, values up to 6 MiB, a transaction up to `maxTransactionBytes`; the limits are checked when
 * a write is made. Key and value arrays are kept, not copied: do not change them afterwards.
 */
export interface Transaction extends KvReader, AsyncDisposable {
  /** Null until the first read or lock; a transaction that only writes takes it at commit. */
  readonly startTs: bigint | null;
  readonly state: TransactionState;
  /**
   * The value as it is now, protected until the end of the transaction: by a lock in a pessimistic transaction, by a
   * check at commit in an optimistic one.
   *
   * @throws LockWaitTimeoutError, DeadlockError, WriteConflictError (pessimistic)
   */
  getForUpdate(key: Uint8Array, options?: LockOptions): Promise<Uint8Array | null>;
  /**
   * Protects keys as `getForUpdate` does, without reading them.
   *
   * @throws LockWaitTimeoutError, DeadlockError, WriteConflictError (pessimistic)
   */
  lock(keys: readonly Uint8Array[], options?: LockOptions): Promise<void>;
  /** Writes a value, whether the key exists or not. */
  put(key: Uint8Array, value: Uint8Array): void;
  /**
   * Writes a value under a key that must not exist: checked at commit, without a read.
   *
   * @throws KeyExistsError at `commit()`; at once when this transaction wrote the key itself
   */
  insert(key: Uint8Array, value: Uint8Array): void;
  /** Deletes a key, whether it exists or not. */
  delete(key: Uint8Array): void;
  /**
   * A point to which the writes can be taken back while the transaction goes on.
   *
   * @example
   * ```ts
   * const before = txn.savepoint();
   * try {
   *   await tryOneThing(txn);
   * } catch {
   *   before.rollback();
   *   await tryAnother(txn);
   * }
   * ```
   */
  savepoint(): Savepoint;
  /** Registers work for the moment of the commit. */
  beforeCommit(hook: CommitHook): void;
  /**
   * Makes the writes durable and visible.
   *
   * @returns the commit timestamp; null when there was nothing to write
   * @throws WriteConflictError, KeyExistsError, TransactionAbortedError, CommitWindowExceededError: nothing was written
   * @throws CommitOutcomeUnknownError
   */
  commit(options?: CallOptions): Promise<bigint | null>;
  /**
   * Ends the transaction without its writes and gives its locks back. Does nothing when it has ended; never throws: locks
   * that could not be given back expire.
   */
  rollback(): Promise<void>;
  /** `await using`: a transaction that is still active at the end of its block is rolled back. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** See {@link Transaction.savepoint}. */
export interface Savepoint {
  /**
   * Undoes the writes since. Commit hooks go back with them: those registered since are forgotten, earlier ones undo what
   * was added to them (see {@link CommitHook.savepoint}). Locks stay, as does what was read. May be called again later.
   *
   * @throws InvalidArgumentError after a rollback to an earlier savepoint, or after `release()`
   */
  rollback(): void;
  /** Forgets the savepoint and all later ones, and keeps the writes. */
  release(): void;
}

/** Work that belongs to the commit of a transaction, such as entries whose keys carry the commit's place in time. */
export interface CommitHook {
  /** May read elsewhere; runs before the sequence is taken, and may still add writes. */
  prepare?(): Promise<void>;
  /**
   * Adds the last writes.
   *
   * @param sequence a timestamp taken from the oracle for this commit: later than everything that the transaction read;
   *   the start timestamp itself in a transaction that only writes
   */
  apply(sequence: bigint): void;
  /** The commit timestamp may be at most so many milliseconds after `sequence`, else nothing is written. */
  readonly commitWindowMs?: number | undefined;
  /**
   * A savepoint is made. A hook that collects work gives a function that takes it back to what it has now; it is called
   * when the transaction is rolled back to the savepoint, and may be called several times.
   */
  savepoint?(): () => void;
  /** The transaction was rolled back to a savepoint from before the hook was registered: it takes part no more. */
  forgotten?(): void;
  /**
   * The transaction is committed; not called when it wrote nothing. What it throws cannot change that any more: it becomes
   * a warning of the process.
   */
  committed?(commitTs: bigint): void;
}

export interface LockOptions extends CallOptions {
  /** How long to wait for another transaction's lock: 0 not at all. Without it `lockWaitMs` of the transaction. */
  readonly waitMs?: number | undefined;
}

/** How a transaction behaves; who answers its reads where they do not say it themselves. */
export interface TransactionOptions extends CallOptions, ReplicaOptions {
  /**
   * `optimistic` (default): conflicts are noticed at commit. `pessimistic`: `getForUpdate` and `lock` lock at once, for
   * work on keys that many want; what is locked reads as it is now, everything else as it was at the start. A key that was
   * read without a lock and is locked or written afterwards must not have changed in between, else the call or the commit
   * is a conflict; an `insert` is checked in both modes. Only a key that is written unread and unlocked is protected by
   * nothing but the locks that are held on others. Without a single lock it is the same as `optimistic`.
   */
  readonly mode?: 'optimistic' | 'pessimistic' | undefined;
  /** How long a pessimistic lock is waited for when the call does not say; 20000 by default. */
  readonly lockWaitMs?: number | undefined;
  /**
   * How old the transaction may get, from its start timestamp on; 300000 (5 minutes) by default, at most a day. Then it
   * takes no more work, and its locks are no longer kept alive.
   */
  readonly maxAgeMs?: number | undefined;
  /**
   * Saves the second timestamp of a transaction that read before it writes: its commit is then ordered after all that it
   * read and all that this client did before, but not after transactions that others finished meanwhile elsewhere.
   * False by default: commits are ordered as they happen. Commit hooks need the timestamp in any case.
   */
  readonly causal?: boolean | undefined;
  /** The shorter forms of the commit, which are taken where they apply; both true by default. */
  readonly protocol?: CommitProtocol | undefined;
}

/** Which shorter forms a commit may take. Without both, or where neither applies, it takes two phases. */
export interface CommitProtocol {
  /** One request commits everything that lies in one region and is not large. */
  readonly onePhase?: boolean | undefined;
  /** Up to 256 keys with at most 4096 bytes in all are committed as soon as they are prewritten, in any regions. */
  readonly asyncCommit?: boolean | undefined;
}

/** How `client.transaction` runs the work. */
export interface RunTransactionOptions extends TransactionOptions {
  /** How often the work may run, 1 to 1000; 10 by default. */
  readonly attempts?: number | undefined;
  /**
   * Called once, after the commit of a transaction that wrote something. What it throws cannot change that any more: it
   * becomes a warning of the process.
   */
  readonly onCommit?: ((commitTs: bigint) => void) | undefined;
}
