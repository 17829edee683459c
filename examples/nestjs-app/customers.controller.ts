import { Controller, Get, Param } from '@nestjs/common';
import { InjectRepository } from '@tito/nestjs';
import type { Repository } from '@tito/orm';
import { CustomerSummary } from '../shop/customer-summary';
import { OrdersService } from './orders.service';

@Controller('customers/:customer')
export class CustomersController {
  constructor(
    private readonly orders: OrdersService,
    @InjectRepository(CustomerSummary) private readonly summaries: Repository<typeof CustomerSummary>,
  ) {}

  @Get()
  async summary(@Param('customer') customer: string): Promise<CustomerSummary> {
    return this.summaries.getOrThrow(customer);
  }

  @Get('orders')
  ordersOf(@Param('customer') customer: string): ReturnType<OrdersService['ofCustomer']> {
    return this.orders.ofCustomer(customer);
  }
}
