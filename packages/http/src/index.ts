/** Tito behind HTTP, for any framework on Node's server. */

export { type Middleware, type RequestOptions, requestMiddleware } from './request-middleware';
export { RequestScope, currentRequest } from './request-scope';
export { PROBLEM_CONTENT_TYPE, type Problem, type ProblemDetails, problemOf } from './problem';
export { CLIENT_CLOSED_REQUEST, statusOf } from './problem-status';
export { Reply, reply, sendProblem, sendReply } from './reply';
export { type HealthReport, checkHealth } from './health';
export { ClientDisconnectedError, NoRequestError, RequestTimeoutError, UnknownTenantError } from './errors';
