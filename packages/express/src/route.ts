/**
 * Handlers that return their answer. It is sent after the handler's work is done, and after its transaction is committed;
 * errors go to the error handler, in Express 4 as well as in 5.
 */

import type { IncomingMessage } from 'node:http';
import { type Middleware, currentRequest, sendReply } from '@tito/http';
import type { TransactionOptions, Tx } from '@tito/orm';

/**
 * A handler that returns what to answer: `reply(status, body)`, a value (200, JSON), or nothing (204).
 *
 * @example
 * ```ts
 * app.get('/orders/:id', route(async (req) => orders.getOrThrow(req.params.id)));
 * ```
 */
export function route<Req extends IncomingMessage>(handler: (req: Req) => unknown): Middleware<Req> {
  return (req, res, next) => {
    Promise.resolve()
      .then(() => handler(req))
      .then((value) => sendReply(res, value))
      .catch(next);
  };
}

/**
 * The same in one transaction, which ends with the request: repositories that the handler calls join it, and nothing is
 * answered before it is committed. The handler may run again after a conflict, so it gets no response to write to: what it
 * returns last is sent.
 *
 * @example
 * ```ts
 * app.post('/orders', transactional(async (req, tx) => {
 *   const order = await orders.insert({ product: req.body.product });
 *   tx.publish(placed, order.id, { id: order.id });
 *   return reply(201, order, { location: `/orders/${order.id}` });
 * }));
 * ```
 */
export function transactional<Req extends IncomingMessage>(
  handler: (req: Req, tx: Tx) => unknown,
  options: TransactionOptions = {},
): Middleware<Req> {
  return route((req: Req) => currentRequest().transaction(async (tx) => handler(req, tx), options));
}
