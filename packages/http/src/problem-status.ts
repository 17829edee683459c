/**
 * Which HTTP status an error of Tito becomes: a table, by code.
 *
 * 4xx: the client can correct it. 503: the same request may succeed later. 500: somebody has to mend something. A commit
 * whose outcome is unknown is a 500, since 503 would invite to send the request again.
 */

/** Clients that went away get no answer; the number is for logs. nginx made it up, and many tools know it. */
export const CLIENT_CLOSED_REQUEST = 499;

const STATUS_OF: Readonly<Record<string, number>> = {
  ORM_NOT_FOUND: 404,
  ORM_ALREADY_EXISTS: 409,
  ORM_UNIQUE_VIOLATION: 409,
  ORM_REFERENCED: 409,
  ORM_VERSION_CONFLICT: 412,
  ORM_VALIDATION: 422,
  ORM_INVALID_VALUE: 422,
  ORM_INVALID_REFERENCE: 422,
  ORM_EMPTY_PATCH: 400,
  ORM_INVALID_QUERY: 400,
  ORM_INVALID_CURSOR: 400,
  ORM_VALUE_TOO_LARGE: 413,
  TIKV_LIMIT_EXCEEDED: 413,
  QUEUE_EVENT_TOO_LARGE: 413,
  ORM_CLOSED: 503,
  QUEUE_CLOSED: 503,
  TIKV_CLIENT_CLOSED: 503,
  TIKV_CONNECT_FAILED: 503,
  TIKV_DEADLINE_EXCEEDED: 504,
  TIKV_ABORTED: CLIENT_CLOSED_REQUEST,
  ORM_TENANT_DROPPING: 410,
  QUEUE_DUPLICATE_EVENT: 409,
  HTTP_REQUEST_TIMEOUT: 504,
  HTTP_CLIENT_DISCONNECTED: CLIENT_CLOSED_REQUEST,
  HTTP_UNKNOWN_TENANT: 404,
};

/** @returns 400 to 599; 503 for other errors that may pass, 500 for the rest */
export function statusOf(error: { readonly code: string; readonly retryable: boolean }): number {
  return STATUS_OF[error.code] ?? (error.retryable ? 503 : 500);
}
