/** `app.use(tito(db))`: every request gets its scope, as `req.tito` and as `currentRequest()`. */

import type { IncomingMessage } from 'node:http';
import { type Middleware, type RequestOptions, type RequestScope, requestMiddleware } from '@tito/http';
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
 * @throws InvalidArgumentError for a timeout that is none
 *
 * @example
 * ```ts
 * app.use(tito(db, { timeoutMs: 10_000 }));
 * app.use(tito(db, { tenant: (req: Request) => tenantOfToken(req.get('authorization')) }));
 * ```
 */
export function tito<Req extends IncomingMessage = Express.Request & IncomingMessage>(
  db: Tito,
  options: RequestOptions<Req> = {},
): Middleware<Req> {
  return requestMiddleware(db, options, (scope, req) => {
    Object.assign(req, { tito: scope });
  });
}
