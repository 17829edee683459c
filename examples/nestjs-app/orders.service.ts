import { Injectable } from '@nestjs/common';
import { InjectRepository, Transactional } from '@tito/nestjs';
import type { Loaded, Page, Repository } from '@tito/orm';
import { Order } from '../shop/order';
import { type OrderRequest, placeOrder } from '../shop/place-order';
import { ProductRepository } from './product.repository';

@Injectable()
export class OrdersService {
  constructor(
    private readonly products: ProductRepository,
    @InjectRepository(Order) private readonly orders: Repository<typeof Order>,
  ) {}

  /** Stock, order and event are one commit. */
  @Transactional()
  async place(request: OrderRequest): Promise<Order> {
    return placeOrder(this.products, this.orders, request);
  }

  ofCustomer(customer: string): Promise<Page<Loaded<Order, { product: true }>>> {
    return this.orders.by('byCustomer', customer).include({ product: true }).limit(20).page();
  }
}
