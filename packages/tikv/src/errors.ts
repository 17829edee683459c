/**
 * The errors of the TiKV client: one class per decision that a caller can make.
 *
 * `retryable` means: nothing of this work was committed, and running the whole of it again (a transaction from its start,
 * with a new timestamp) may succeed. It is never set when the outcome of a commit is unknown.
 */

import { TitoError, toHex } from '@tito/protocol';

type Details = Readonly<Record<string, unknown>>;

/** No connection to a cluster: `details.endpoint`, `details.reason` (`unreachable`, `notPd`, `clusterMismatch`, ...). */
export class ConnectError extends TitoError {
  constructor(message: string, details: Details & { readonly reason: ConnectFailure }, cause?: unknown) {
    super('TIKV_CONNECT_FAILED', message, {
      details,
      cause,
      retryable: details.reason !== 'clusterMismatch',
    });
  }
}

/** Why a connection failed: see {@link ConnectError}. */
export type ConnectFailure = 'unreachable' | 'notPd' | 'noLeader' | 'clusterMismatch' | 'unsupported';

/** The caller's `timeoutMs` passed first. For a commit see {@link CommitOutcomeUnknownError}. */
export class DeadlineExceededError extends TitoError {
  constructor(details: Details, cause?: unknown) {
    super('TIKV_DEADLINE_EXCEEDED', 'the operation took longer than its timeout', { details, cause });
  }
}

/** The caller's AbortSignal fired; `cause` is the signal's reason. */
export class OperationAbortedError extends TitoError {
  constructor(cause: unknown) {
    super('TIKV_ABORTED', 'the operation was aborted by its signal', { cause });
  }
}

/** The client was closed before or during the operation. */
export class ClientClosedError extends TitoError {
  constructor() {
    super('TIKV_CLIENT_CLOSED', 'the client is closed');
  }
}

/** Another transaction committed a change of the same key first. */
export class WriteConflictError extends TitoError {
  constructor(details: Details) {
    super('TIKV_WRITE_CONFLICT', 'another transaction changed the same key', { details, retryable: true });
  }
}

/** An `insert` found its key present. */
export class KeyExistsError extends TitoError {
  /** The key that exists. */
  readonly key: Uint8Array;

  constructor(key: Uint8Array) {
    super('TIKV_KEY_EXISTS', 'the key to insert exists already', { details: { key: toHex(key) } });
    this.key = key;
  }
}

/** Another client rolled this transaction back, or its locks were lost; nothing was written. */
export class TransactionAbortedError extends TitoError {
  constructor(details: Details, cause?: unknown) {
    super('TIKV_TRANSACTION_ABORTED', 'the transaction was rolled back by the cluster', {
      details,
      cause,
      retryable: true,
    });
  }
}

/**
 * Transactions wait for each other in a circle and this one was chosen to end. `details.key` is the key that it wanted,
 * `details.waitChain` the circle: each `txn` (a start timestamp) waits for `waitForTxn` at `key`; the last is this one.
 */
export class DeadlockError extends TitoError {
  /** The key held by this transaction that another one of the circle waits for; null when the store did not tell. */
  readonly deadlockKey: Uint8Array | null;

  constructor(details: Details, deadlockKey: Uint8Array | null = null) {
    super('TIKV_DEADLOCK', 'waiting for the lock would never end', { details, retryable: true });
    this.deadlockKey = deadlockKey;
  }
}

/** A lock was not free within the time that the caller wanted to wait. */
export class LockWaitTimeoutError extends TitoError {
  constructor(details: Details) {
    super('TIKV_LOCK_WAIT_TIMEOUT', 'the lock was not released in time', { details, retryable: true });
  }
}

/**
 * The answer to the deciding request of a commit was lost and the cluster could not be asked afterwards: the transaction
 * may be committed or not. Never run such work again blindly; read what it would have written.
 */
export class CommitOutcomeUnknownError extends TitoError {
  /** The transaction's identity. */
  readonly startTs: bigint;
  /** The key whose record tells the outcome. */
  readonly primaryKey: Uint8Array;

  constructor(startTs: bigint, primaryKey: Uint8Array, cause?: unknown) {
    super('TIKV_COMMIT_OUTCOME_UNKNOWN', 'it is unknown whether the transaction was committed', {
      details: { startTs, primaryKey: toHex(primaryKey) },
      cause,
    });
    this.startTs = startTs;
    this.primaryKey = primaryKey;
  }
}

/** The commit would have been later than a hook's window allows; nothing was written. */
export class CommitWindowExceededError extends TitoError {
  constructor(details: Details, cause?: unknown) {
    super('TIKV_COMMIT_WINDOW_EXCEEDED', 'the commit came later than its window allows', {
      details,
      cause,
      retryable: true,
    });
  }
}

/** The transaction is committed, rolled back or committing: it takes no more work. */
export class TransactionClosedError extends TitoError {
  constructor(state: string) {
    super('TIKV_TRANSACTION_CLOSED', 'the transaction has ended', { details: { state } });
  }
}

/** The transaction is older than its `maxAgeMs`: its locks are no longer kept and nothing of it was written. */
export class TransactionTooOldError extends TitoError {
  constructor(details: Details) {
    super('TIKV_TRANSACTION_TOO_OLD', 'the transaction has lived too long', { details });
  }
}

/** What was there at the timestamp may be gone: the garbage collection has passed it. Nothing was read. */
export class SnapshotTooOldError extends TitoError {
  constructor(details: Details) {
    super('TIKV_SNAPSHOT_TOO_OLD', 'the snapshot is older than what the cluster keeps', { details });
  }
}

/** The timestamp of a snapshot has not been given out yet; nothing was asked of a store. */
export class SnapshotInFutureError extends TitoError {
  constructor(details: Details) {
    super('TIKV_SNAPSHOT_IN_FUTURE', 'the snapshot lies in the future', { details });
  }
}

/** A key, value, transaction or request is larger than its limit: `details.limit`, `details.actual`. */
export class LimitExceededError extends TitoError {
  constructor(message: string, details: Details) {
    super('TIKV_LIMIT_EXCEEDED', message, { details });
  }
}

/** The cluster did not serve a request within its retry budget: `details.reason`, `cause` the last failure. */
export class RegionUnavailableError extends TitoError {
  constructor(details: Details, cause?: unknown) {
    super('TIKV_REGION_UNAVAILABLE', 'the cluster did not serve the request within its budget', {
      details,
      cause,
      retryable: true,
    });
  }
}

/** A refusal of the server that no retry changes: `details.message` is the server's text. */
export class ServerError extends TitoError {
  constructor(details: Details, cause?: unknown) {
    super('TIKV_SERVER_ERROR', 'the server refused the request', { details, cause });
  }
}

/** The answer to a comparing write of a raw key was lost: it was done or not. It is never repeated by itself. */
export class RawOutcomeUnknownError extends TitoError {
  /** The key that was to be written. */
  readonly key: Uint8Array;

  constructor(key: Uint8Array, cause: unknown) {
    super('TIKV_RAW_OUTCOME_UNKNOWN', 'it is unknown whether the value was swapped', {
      details: { key: toHex(key) },
      cause,
    });
    this.key = key;
  }
}
