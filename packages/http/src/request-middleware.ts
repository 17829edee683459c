/**
 * Gives every request its scope: for Express, Connect, and Fastify through `request.raw` and `reply.raw`.
 *
 *     request ──> tenant's database ──> scope, deadline runs ──> handlers ──> answer sent, or client gone: scope ends
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { InvalidArgumentError, type Tito } from '@tito/orm';
import { ClientDisconnectedError, RequestTimeoutError, UnknownTenantError } from './errors';
import { RequestScope } from './request-scope';
import { Tenants } from './tenants';

export interface RequestOptions<Req = IncomingMessage> {
  /** How long a request may take, 1 to 2147483647 ms; 30000 by default. */
  readonly timeoutMs?: number;
  /** Whose data a request is about; must be given with tenants, and only then. Null or an error refuses the request. */
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
 * @param database one for all requests, or one per tenant
 * @param opened hears of the scope before the handlers run
 */
export function requestMiddleware<Req extends IncomingMessage = IncomingMessage>(
  database: Tito | Tenants,
  options: RequestOptions<Req> = {},
  opened: (scope: RequestScope, req: Req) => void = () => undefined,
): Middleware<Req> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, tenant } = options;
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > MAX_TIMEOUT_MS)
    throw new InvalidArgumentError('timeoutMs', `a whole number from 1 to ${MAX_TIMEOUT_MS}`);
  if (database instanceof Tenants !== (tenant !== undefined))
    throw new InvalidArgumentError('tenant', 'needed with Tenants, and of no use without');
  return (req, res, next) => {
    const life = watch(res, timeoutMs);
    const enter = (db: Tito, name: string | null): void => {
      const scope = new RequestScope({ db, tenant: name, signal: life.signal });
      opened(scope, req);
      scope.run(next);
    };
    if (!(database instanceof Tenants)) return enter(database, null);
    enterTenant(database, tenant!, req, life).then(({ db, name }) => enter(db, name), next);
  };
}

const DEFAULT_TIMEOUT_MS = 30_000;
/** The longest that timers know. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

interface RequestLife {
  readonly signal: AbortSignal;
  /** Runs when the answer is sent or the client has gone; at once when that was before. */
  onEnd(callback: () => void): void;
}

function watch(res: ServerResponse, timeoutMs: number): RequestLife {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new RequestTimeoutError(timeoutMs)), timeoutMs);
  timer.unref();
  res.once('close', () => {
    clearTimeout(timer);
    if (!res.writableFinished) controller.abort(new ClientDisconnectedError());
  });
  return {
    signal: controller.signal,
    onEnd: (callback) => {
      if (res.closed || res.destroyed) callback();
      else res.once('close', callback);
    },
  };
}

async function enterTenant<Req>(
  tenants: Tenants,
  resolve: NonNullable<RequestOptions<Req>['tenant']>,
  req: Req,
  life: RequestLife,
): Promise<{ db: Tito; name: string }> {
  const name = await resolve(req);
  if (name === null || name === undefined) throw new UnknownTenantError('the request names none');
  const lease = await tenants.acquire(name);
  life.onEnd(() => lease.release());
  return { db: lease.db, name };
}
