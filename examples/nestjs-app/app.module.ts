import { Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { TitoExceptionFilter, TitoModule, ToPlainInterceptor } from '@tito/nestjs';
import { HealthController } from './health.controller';
import { ShopExceptionFilter } from './shop-exception.filter';
import { ShopModule } from './shop.module';

@Module({
  imports: [
    TitoModule.forRootAsync({
      useFactory: () => ({
        endpoints: (process.env['TITO_PD'] ?? '127.0.0.1:2379').split(','),
        namespace: 'nestjs-app',
        drain: '10s',
      }),
    }),
    ShopModule,
  ],
  controllers: [HealthController],
  providers: [
    { provide: APP_INTERCEPTOR, useClass: ToPlainInterceptor },
    { provide: APP_FILTER, useClass: TitoExceptionFilter },
    { provide: APP_FILTER, useClass: ShopExceptionFilter },
  ],
})
export class AppModule {}
