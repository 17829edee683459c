import { CreatedAt, Event, type F, Field, Id, Index, Model, Relation, type Ref, key } from '@tito/orm';
import { Product } from './product';

/** A sale. Its event is written with it, in the same commit, or not at all. */
@Model('shop.order')
@Event<Order>('order.placed', {
  on: ['insert'],
  key: (order) => order.customer,
  payload: (change) => {
    const { id, customer, quantity } = change.after!;
    return { id, customer, quantity };
  },
})
export class Order {
  @Id() id!: string;
  @Field('string') customer!: string;
  @Field('int') quantity!: number;
  @Relation(() => Product, { onDelete: 'restrict' }) product!: Ref<Product>;
  @CreatedAt() createdAt!: Date;

  @Index() static readonly byCustomer = key((o: F<Order>) => [o.customer, o.createdAt.desc]);
}

export interface OrderPlaced {
  readonly id: string;
  readonly customer: string;
  readonly quantity: number;
}
