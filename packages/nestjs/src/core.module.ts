/** What every application has once, and what it has for each connection. Both are visible everywhere. */

import { type DynamicModule, Global, Module, type ModuleMetadata, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TitoConnections } from './connections';
import { TitoConsumers } from './consumers/tito-consumers';
import type { TitoModuleOptions } from './module-options';
import { TitoHealthIndicator } from './tito-health.indicator';
import { getTitoOptionsToken, getTitoToken } from './tokens';

@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [TitoConnections, TitoConsumers, TitoHealthIndicator],
  exports: [TitoConnections, TitoConsumers, TitoHealthIndicator],
})
export class TitoCoreModule {}

@Global()
@Module({})
export class TitoConnectionModule {
  /** @param providers must provide the options of the connection */
  static register(
    connection: string,
    providers: Provider[],
    imports: NonNullable<ModuleMetadata['imports']> = [],
  ): DynamicModule {
    const db = {
      provide: getTitoToken(connection),
      inject: [TitoConnections, getTitoOptionsToken(connection)],
      useFactory: (connections: TitoConnections, options: TitoModuleOptions) =>
        connections.open(connection, options),
    };
    return {
      module: TitoConnectionModule,
      imports: [TitoCoreModule, ...imports],
      providers: [...providers, db],
      exports: [db.provide],
    };
  }
}
