/** How a repository reaches its data: through the transaction that is running, or by itself. */

import { ReadOnlyError } from '../errors';
import type { RowSource } from './row-source';
import type { TransactionScope } from './transaction-scope';

export interface Session {
  /** Where to read now. */
  source(): RowSource;
  /** The transaction that is running, or null. */
  scope(): TransactionScope | null;
  /** Runs work in the running transaction, or in one of its own that is replayed when it may be. */
  write<T>(work: (scope: TransactionScope) => Promise<T>): Promise<T>;
}

/** A session that is bound to one transaction. */
export function scopeSession(scope: TransactionScope): Session {
  const open = (): TransactionScope => {
    void scope.txn; // refuses a closed transaction
    return scope;
  };
  return { source: open, scope: open, write: async (work) => open().track(() => work(scope)) };
}

/** A session for what entities of a transaction do: in it while it runs, and as if it had never been one afterwards. */
export function whileOpen(scope: TransactionScope, otherwise: Session): Session {
  return {
    source: () => (scope.isOpen ? scope : otherwise.source()),
    scope: () => (scope.isOpen ? scope : otherwise.scope()),
    write: (work) => (scope.isOpen ? scope.track(() => work(scope)) : otherwise.write(work)),
  };
}

/** A session that reads a state of the past. */
export function pastSession(source: RowSource): Session {
  return { source: () => source, scope: () => null, write: () => Promise.reject(new ReadOnlyError()) };
}
