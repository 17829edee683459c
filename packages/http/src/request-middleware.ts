/**
 * Gives every request its scope: for Express, Connect, and Fastify through `request.raw` and `reply.raw`.
 *
 *     request ──> tenant's database ──> scope, deadline runs ──> handlers ──> answer sent, or client gone: scope ends
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { InvalidArgumentError, type Tito } from '@tito/orm';
import { ClientDisconnectedError, RequestTimeoutError, UnknownTenantError } from './errors';
import { RequestScope } from './request-scope';

export interface RequestOptions<Req = IncomingMessage> {
  /** How long a request may take, 1 to 2147483647 ms; 30000 by default. */
  readonly timeoutMs?: number;
  /**
   * Whose data a request is about: it gets the database of that tenant (`db.withTenant`). A tenant's database is made when it
   * is first used, so name only tenants that exist; null refuses the request with `HTTP_UNKNOWN_TENANT`.
   */
  readonly tenant?: (req: Req) => string | null | undefined | Promise<string | null | undefined>;
}

/** What frameworks call a middleware. */
export type Middleware<Req extends IncomingMessage = IncomingMessage> = (
  req: Req,
  res: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/**
 * Opens a scope for each request and runs what follows in it.
 *
 * @param opened hears of the scope before the handlers run
 * @throws InvalidArgumentError for a timeout that is none
 */
export function requestMiddleware<Req extends IncomingMessage = IncomingMessage>(
  db: Tito,
  options: RequestOptions<Req> = {},
  opened: (scope: RequestScope, req: Req) => void = () => undefined,
): Middleware<Req> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, tenant } = options;
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > MAX_TIMEOUT_MS)
    throw new InvalidArgumentError('timeoutMs', `a whole number from 1 to ${MAX_TIMEOUT_MS}`);
  return (req, res, next) => {
    const signal = signalOf(res, timeoutMs);
    const enter = (database: Tito): void => {
      const scope = new RequestScope(database, signal);
      opened(scope, req);
      scope.run(next);
    };
    if (tenant === undefined) enter(db);
    else databaseOf(db, () => tenant(req)).then(enter, next);
  };
}

const DEFAULT_TIMEOUT_MS = 30_000;
/** The longest that timers know. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

function signalOf(res: ServerResponse, timeoutMs: number): AbortSignal {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new RequestTimeoutError(timeoutMs)), timeoutMs);
  timer.unref();
  res.once('close', () => {
    clearTimeout(timer);
    if (!res.writableFinished) controller.abort(new ClientDisconnectedError());
  });
  return controller.signal;
}

/** A resolver that throws at once is as good as one that rejects. */
async function databaseOf(
  db: Tito,
  resolve: () => string | null | undefined | Promise<string | null | undefined>,
): Promise<Tito> {
  const tenant = await resolve();
  if (tenant === null || tenant === undefined) throw new UnknownTenantError();
  return db.withTenant(tenant);
}
