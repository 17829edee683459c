/** Whether the database answers, for probes: 200 or 503, and what was found as JSON. */

import { type Middleware, checkHealth, reply, sendReply } from '@tito/http';
import type { Tito } from '@tito/orm';

/**
 * @param options `timeoutMs`: how long the database may take to answer; 1000 by default
 *
 * @example
 * ```ts
 * app.get('/health', titoHealth(db)); // {"status":"up","latencyMs":2,"clockSkewMs":0}
 * ```
 */
export function titoHealth(db: Tito, options: { readonly timeoutMs?: number } = {}): Middleware {
  return (_req, res, next) => {
    checkHealth(db, options)
      .then((report) =>
        sendReply(res, reply(report.status === 'up' ? 200 : 503, report, { 'cache-control': 'no-store' })),
      )
      .catch(next);
  };
}
