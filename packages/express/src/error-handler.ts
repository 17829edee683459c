/** Errors of Tito as problem details; all others go to the next error handler. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { problemOf, sendProblem } from '@tito/http';

export interface ErrorHandlerOptions {
  /** Hears of errors that a server must look at: those that are answered with 500 and above. */
  readonly onError?: (error: unknown, req: IncomingMessage) => void;
}

/** What Express calls an error handler. */
export type ErrorHandler = (
  error: unknown,
  req: IncomingMessage,
  res: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/**
 * Comes after all routes.
 *
 * @example
 * ```ts
 * app.use(titoErrorHandler({ onError: (error) => log.error(error) }));
 * ```
 */
export function titoErrorHandler({ onError }: ErrorHandlerOptions = {}): ErrorHandler {
  // Express knows an error handler by its four parameters.
  return (error, req, res, next) => {
    const problem = problemOf(error);
    if (problem === null || res.headersSent) return next(error);
    if (problem.status >= 500) onError?.(error, req);
    sendProblem(res, problem);
  };
}
