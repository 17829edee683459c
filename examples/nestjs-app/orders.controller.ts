import { Body, Controller, Post } from '@nestjs/common';
import { checkOrder } from '../shop/check-input';
import type { Order } from '../shop/order';
import { OrdersService } from './orders.service';

@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Post()
  async place(@Body() body: unknown): Promise<Order> {
    return this.orders.place(checkOrder(body));
  }
}
