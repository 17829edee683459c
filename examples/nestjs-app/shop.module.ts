import { Module } from '@nestjs/common';
import { TitoModule } from '@tito/nestjs';
import { CustomerSummary } from '../shop/customer-summary';
import { Mailer } from '../shop/mailer';
import { Order } from '../shop/order';
import { CustomersController } from './customers.controller';
import { OrderConsumers, SummaryConsumer } from './order.consumers';
import { OrdersController } from './orders.controller';
import { OrdersService } from './orders.service';
import { ProductRepository } from './product.repository';
import { ProductsController } from './products.controller';

@Module({
  imports: [TitoModule.forFeature([ProductRepository, Order, CustomerSummary])],
  controllers: [ProductsController, OrdersController, CustomersController],
  providers: [OrdersService, OrderConsumers, SummaryConsumer, Mailer],
})
export class ShopModule {}
