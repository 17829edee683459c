import { Controller, Get, Param } from '@nestjs/common';
import { InjectRepository } from '@tito/nestjs';
import { type Repository, toPlain } from '@tito/orm';
import { CustomerSummary } from '../shop/customer-summary';
import { OrdersService } from './orders.service';

@Controller('customers/:customer')
export class CustomersController {
  constructor(
    private readonly orders: OrdersService,
    @InjectRepository(CustomerSummary) private readonly summaries: Repository<typeof CustomerSummary>,
  ) {}

  @Get()
  async summary(@Param('customer') customer: string): Promise<unknown> {
    return toPlain(await this.summaries.getOrThrow(customer));
  }

  @Get('orders')
  async ordersOf(@Param('customer') customer: string): Promise<unknown> {
    return toPlain(await this.orders.ofCustomer(customer));
  }
}
