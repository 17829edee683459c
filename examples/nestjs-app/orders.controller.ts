import { Body, Controller, Post } from '@nestjs/common';
import { toPlain } from '@tito/orm';
import { checkOrder } from '../shop/check-input';
import { OrdersService } from './orders.service';

@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Post()
  async place(@Body() body: unknown): Promise<unknown> {
    return toPlain(await this.orders.place(checkOrder(body)));
  }
}
