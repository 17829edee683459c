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

/** The request names no tenant, or one that is not served: `details.reason`, never the name. */
export class UnknownTenantError extends TitoError {
  constructor(reason: string) {
    super('HTTP_UNKNOWN_TENANT', 'the request belongs to no known tenant', { details: { reason } });
  }
}

/** More tenants are in use at once than `maxOpen` allows. */
export class TooManyTenantsError extends TitoError {
  constructor(maxOpen: number) {
    super('HTTP_TOO_MANY_TENANTS', 'too many tenants are in use at once', {
      details: { maxOpen },
      retryable: true,
    });
  }
}
