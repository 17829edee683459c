/** The module that applications import. */

import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import type { ModelClass } from '@tito/orm';
import { TitoConnections } from './connections';
import { TitoConnectionModule, TitoCoreModule } from './core.module';
import { NestjsDefinitionError } from './errors';
import { type RepositoryClass, featureProviders } from './feature';
import type { TitoModuleAsyncOptions, TitoModuleOptions, TitoOptionsFactory } from './module-options';
import { type TitoTestOptions, testOptions } from './testing/test-cluster';
import { DEFAULT_CONNECTION, getTitoOptionsToken } from './tokens';

/**
 * @example
 * ```ts
 * @Module({
 *   imports: [TitoModule.forRoot({ endpoints: ['127.0.0.1:2379'] }), TitoModule.forFeature([User, OrderRepository])],
 * })
 * export class AppModule {}
 * ```
 */
@Module({})
export class TitoModule {
  /** Opens a connection when the application starts, and closes it when that has closed. */
  static forRoot(options: TitoModuleOptions, name: string = DEFAULT_CONNECTION): DynamicModule {
    // A factory, since Nest lets tests replace those by factories.
    const provider = { provide: getTitoOptionsToken(name), useFactory: () => options };
    return { module: TitoModule, imports: [TitoConnectionModule.register(name, [provider])] };
  }

  /**
   * The same with options that are made by a factory, a class, or an existing provider.
   *
   * @throws NestjsDefinitionError without any of them
   */
  static forRootAsync(
    options: TitoModuleAsyncOptions,
    name = options.name ?? DEFAULT_CONNECTION,
  ): DynamicModule {
    const providers = [
      ...asyncProviders(options, getTitoOptionsToken(name)),
      ...(options.extraProviders ?? []),
    ];
    return {
      module: TitoModule,
      imports: [TitoConnectionModule.register(name, providers, options.imports)],
    };
  }

  /**
   * Repositories for the importing module: of models, for `@InjectRepository(Model)`, and classes that extend
   * `RepositoryFor(Model)`, injected by their type. Their models need not be listed anywhere else.
   *
   * @throws NestjsDefinitionError for anything else
   */
  static forFeature(
    classes: readonly (ModelClass | RepositoryClass)[],
    connection: string = DEFAULT_CONNECTION,
  ): DynamicModule {
    const { marker, repositories } = featureProviders(classes, connection);
    return {
      module: TitoModule,
      imports: [TitoCoreModule],
      providers: [marker, ...repositories],
      exports: repositories,
    };
  }

  /**
   * A connection for tests: to an embedded server that this process shares, in a namespace of this module alone. The server
   * stops when the last such module is closed. Needs `@tito/server`.
   *
   * @example
   * ```ts
   * const module = await Test.createTestingModule({ imports: [TitoModule.forTest(), UsersModule] }).compile();
   * await module.close();
   * ```
   */
  static forTest(options: TitoTestOptions = {}, name: string = DEFAULT_CONNECTION): DynamicModule {
    const provider = {
      provide: getTitoOptionsToken(name),
      inject: [TitoConnections],
      useFactory: (connections: TitoConnections) => testOptions(connections, options),
    };
    return { module: TitoModule, imports: [TitoConnectionModule.register(name, [provider])] };
  }
}

function asyncProviders(options: TitoModuleAsyncOptions, provide: string): Provider[] {
  const { useFactory, useClass, useExisting, inject = [] } = options;
  if (useFactory !== undefined) return [{ provide, useFactory, inject }];
  const factory = useExisting ?? useClass;
  if (factory === undefined)
    throw new NestjsDefinitionError('forRootAsync needs useFactory, useClass or useExisting', { provide });
  const made = {
    provide,
    inject: [factory],
    useFactory: (each: TitoOptionsFactory) => each.createTitoOptions(),
  };
  return useExisting !== undefined ? [made] : [factory, made];
}
