/** What the modules can be told. */

import type {
  InjectionToken,
  ModuleMetadata,
  OptionalFactoryDependency,
  Provider,
  Type,
} from '@nestjs/common';
import type { Duration, ModelClass, TitoOptions } from '@tito/orm';

export interface TitoModuleOptions extends Omit<TitoOptions, 'models'> {
  /** Models beside those that `forFeature` lists, which need not be repeated here. */
  readonly models?: Iterable<ModelClass>;
  /** How often connecting is tried again when it fails in a way that may pass; 9 by default. Each failure is logged. */
  readonly retryAttempts?: number;
  /** How long to wait before connecting is tried again; 1000 by default. */
  readonly retryDelayMs?: number;
  /** Decides which failures are tried again; those with `retryable` by default. */
  readonly toRetry?: (error: unknown) => boolean;
  /** Whether `@Consumer` classes start with the application; true by default. See `TitoConsumers.start`. */
  readonly runConsumers?: boolean;
  /** What handlers of events that run get to finish when the application closes; `'25s'` by default. */
  readonly drain?: Duration;
}

/** A class that makes options: for `useClass` and `useExisting`. */
export interface TitoOptionsFactory {
  createTitoOptions(): TitoModuleOptions | Promise<TitoModuleOptions>;
}

export interface TitoModuleAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  /** The connection's name, which must be known before the options are; `default` by default. */
  readonly name?: string;
  // Parameters are whatever `inject` names.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly useFactory?: (...args: any[]) => TitoModuleOptions | Promise<TitoModuleOptions>;
  readonly inject?: (InjectionToken | OptionalFactoryDependency)[];
  readonly useClass?: Type<TitoOptionsFactory>;
  readonly useExisting?: Type<TitoOptionsFactory>;
  /** Providers that the factory needs and nobody else. */
  readonly extraProviders?: Provider[];
}
