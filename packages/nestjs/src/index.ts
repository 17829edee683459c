/** Tito in NestJS. */

export { TitoModule } from './tito.module';
export type { TitoModuleAsyncOptions, TitoModuleOptions, TitoOptionsFactory } from './module-options';
export type { RepositoryClass } from './feature';
export { InjectRepository, InjectTito } from './inject.decorators';
export { DEFAULT_CONNECTION, getRepositoryToken, getTitoOptionsToken, getTitoToken } from './tokens';
export { TitoConnections } from './connections';

export { Transactional, type TransactionalOptions } from './transactional.decorator';

export { Consumer, type ConsumerOptions, OnEvent, Subscribe } from './consumers/consumer.decorator';
export { Ctx, Payload, ReceivedEvent } from './consumers/handler-arguments';
export { EVENT_CONTEXT_TYPE, type EventRequest } from './consumers/handler-call';
export { TitoConsumers } from './consumers/tito-consumers';

export { ToPlainInterceptor } from './to-plain.interceptor';
export { TitoExceptionFilter } from './tito-exception.filter';
export { type HealthResult, TitoHealthIndicator } from './tito-health.indicator';

export type { TitoTestOptions } from './testing/test-cluster';
export { type OverridableBuilder, withTestDatabase } from './testing/with-test-database';

export { NestjsDefinitionError, NotInjectedError, UnknownConnectionError } from './errors';
