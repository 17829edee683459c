/**
 * What belongs to one request: its database, its tenant, a signal that fires when nobody waits for the answer any more.
 *
 * Work of the request finds it by `currentRequest()`, wherever it is called (AsyncLocalStorage).
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import type { ModelClass, ModelRepository, Tito, TransactionOptions, Tx } from '@tito/orm';
import { NoRequestError } from './errors';

export class RequestScope {
  /** The database of the request: that of its tenant, when it has one. */
  readonly db: Tito;
  /** Fires at the deadline (`HTTP_REQUEST_TIMEOUT`) and when the client has gone (`HTTP_CLIENT_DISCONNECTED`). */
  readonly signal: AbortSignal;

  constructor(db: Tito, signal: AbortSignal) {
    this.db = db;
    this.signal = signal;
  }

  /** Whose data the request is about; null without tenants. */
  get tenant(): string | null {
    return this.db.tenant;
  }

  /** The repository of a model in the request's database. */
  repository<C extends ModelClass>(model: C): ModelRepository<C> {
    return this.db.repository(model);
  }

  /** `db.transaction` that ends with the request: nothing is committed once nobody waits for the answer. */
  transaction<R>(work: (tx: Tx) => Promise<R>, options: TransactionOptions = {}): Promise<R> {
    return this.db.transaction(work, { signal: this.signal, ...options });
  }

  /** Runs work as part of the request. */
  run<T>(work: () => T): T {
    return requests.run(this, work);
  }
}

const requests = new AsyncLocalStorage<RequestScope>();

/**
 * The request that is being handled.
 *
 * @throws NoRequestError `HTTP_NO_REQUEST`
 */
export function currentRequest(): RequestScope {
  const scope = requests.getStore();
  if (scope === undefined) throw new NoRequestError();
  return scope;
}
