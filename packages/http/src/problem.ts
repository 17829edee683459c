/** Errors of Tito as answers: problem details (RFC 9457), `application/problem+json`. */

import { type TitoError, isTitoError } from '@tito/orm';
import { statusOf } from './problem-status';

/** The body of an answer that reports an error. */
export interface ProblemDetails {
  /** `urn:tito:error:` and the code. */
  readonly type: string;
  /** What happened, always the same text for a code. */
  readonly title: string;
  readonly status: number;
  /** The error's code: stable, listed with the errors of Tito. */
  readonly code: string;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** What the validation refused, and where. */
  readonly issues?: unknown;
  /** Names of the model, the field, the index and its fields that an error of the client is about. Never values. */
  readonly model?: unknown;
  readonly field?: unknown;
  readonly index?: unknown;
  readonly fields?: unknown;
  readonly expected?: unknown;
}

/** An answer that reports an error. */
export interface Problem {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ProblemDetails;
}

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';

/**
 * The answer for an error; null for errors that are not Tito's, which belong to somebody else.
 *
 * Errors that a client can correct say which model, index or field they are about; others only their code, since their
 * details describe the cluster.
 *
 * @example
 * ```ts
 * const problem = problemOf(error); // { status: 409, headers: {...}, body: { code: 'ORM_UNIQUE_VIOLATION', ... } }
 * ```
 */
export function problemOf(error: unknown): Problem | null {
  if (!isTitoError(error)) return null;
  const known = requestFailure(error) ?? error;
  const status = statusOf(known);
  return {
    status,
    headers: { 'content-type': PROBLEM_CONTENT_TYPE, ...(status === 503 ? { 'retry-after': '1' } : {}) },
    body: {
      type: `urn:tito:error:${known.code}`,
      title: known.message,
      status,
      code: known.code,
      retryable: known.retryable,
      ...(status < 500 ? shownDetails(known) : {}),
    },
  };
}

const SHOWN = ['model', 'field', 'index', 'fields', 'expected', 'issues'] as const;

function shownDetails({ details }: TitoError): Partial<ProblemDetails> {
  return Object.fromEntries(SHOWN.filter((name) => name in details).map((name) => [name, details[name]]));
}

/** What was aborted because its request was over is told as the end of the request. */
function requestFailure({ code, cause }: TitoError): TitoError | null {
  return code === 'TIKV_ABORTED' && isTitoError(cause) ? cause : null;
}
