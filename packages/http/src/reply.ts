/** Answers as values: what a handler returns is sent when its work is done and committed. */

import type { ServerResponse } from 'node:http';
import { toPlain } from '@tito/orm';
import type { Problem } from './problem';

/** An answer with a status or headers of its own. */
export class Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>>) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/**
 * @example
 * ```ts
 * return reply(201, order, { location: `/orders/${order.id}` });
 * ```
 */
export function reply(status: number, body?: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return new Reply(status, body, headers);
}

/**
 * Sends what a handler returned: a `Reply` as it says, `undefined` and `null` as 204, anything else as JSON with 200. Entities go
 * through `toPlain`: without hidden fields, bigints as text.
 */
export function sendReply(res: ServerResponse, value: unknown): void {
  const { status, body, headers } = value instanceof Reply ? value : replyTo(value);
  const text = body === undefined || body === null ? null : JSON.stringify(toPlain(body));
  send(
    res,
    status,
    { ...(text === null ? {} : { 'content-type': 'application/json; charset=utf-8' }), ...headers },
    text,
  );
}

export function sendProblem(res: ServerResponse, { status, headers, body }: Problem): void {
  send(res, status, headers, JSON.stringify(body));
}

function replyTo(value: unknown): Reply {
  return value === undefined || value === null ? reply(204) : reply(200, value);
}

function send(
  res: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  text: string | null,
): void {
  res.statusCode = status;
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  if (text === null) res.end();
  else res.setHeader('content-length', Buffer.byteLength(text)).end(text);
}
