/** `app.use(tito(db))`: every request gets its scope, as `req.tito` and as `currentRequest()`. */

import type { IncomingMessage } from 'node:http';
import {
  type Middleware,
  type RequestOptions,
  type RequestScope,
  type Tenants,
  requestMiddleware,
} from '@tito/http';
import type { Tito } from '@tito/orm';

declare global {
  // Express asks for additions to its requests in this namespace.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace Express {
    interface Request {
      /** Database, tenant, deadline and transactions of this request; there once `tito()` ran. */
      tito: RequestScope;
    }
  }
}

/**
 * A middleware that must come before all routes which use the database.
 *
 * @throws InvalidArgumentError for a timeout that is none, and for tenants without a way to tell them
 *
 * @example
 * ```ts
 * app.use(tito(db, { timeoutMs: 10_000 }));
 * app.use(tito(tenants, { tenant: (req: Request) => req.get('x-tenant') }));
 * ```
 */
export function tito<Req extends IncomingMessage = Express.Request & IncomingMessage>(
  database: Tito | Tenants,
  options: RequestOptions<Req> = {},
): Middleware<Req> {
  return requestMiddleware(database, options, (scope, req) => {
    Object.assign(req, { tito: scope });
  });
}
