/** What can go wrong with a request before and around the work in the database. */

import { TitoError } from '@tito/orm';

/** The request's deadline passed: the reason of its aborted signal. */
export class RequestTimeoutError extends TitoError {
  constructor(timeoutMs: number) {
    super('HTTP_REQUEST_TIMEOUT', 'the request took longer than its deadline', { details: { timeoutMs } });
  }
}

/** The client went away before it had its answer: the reason of the request's aborted signal. */
export class ClientDisconnectedError extends TitoError {
  constructor() {
    super('HTTP_CLIENT_DISCONNECTED', 'the client closed the connection before the answer');
  }
}

/** `currentRequest` was called where no request is being handled: the middleware is missing, or comes later. */
export class NoRequestError extends TitoError {
  constructor() {
    super(
      'HTTP_NO_REQUEST',
      'no request is being handled here; is the middleware in place before this route?',
    );
  }
}

/** The request belongs to no tenant that is served: the middleware's `tenant` gave none. */
export class UnknownTenantError extends TitoError {
  constructor() {
    super('HTTP_UNKNOWN_TENANT', 'the request belongs to no known tenant');
  }
}
