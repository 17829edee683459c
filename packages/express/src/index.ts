/** Tito in Express 4 and 5. */

export { tito } from './tito-middleware';
export { route, transactional } from './route';
export { type ErrorHandler, type ErrorHandlerOptions, titoErrorHandler } from './error-handler';
export { titoHealth } from './health-handler';
export {
  ClientDisconnectedError,
  type HealthReport,
  type Middleware,
  NoRequestError,
  type Problem,
  type ProblemDetails,
  Reply,
  type RequestOptions,
  RequestScope,
  RequestTimeoutError,
  UnknownTenantError,
  checkHealth,
  currentRequest,
  problemOf,
  reply,
  statusOf,
} from '@tito/http';
