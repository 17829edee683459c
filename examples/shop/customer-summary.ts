import { Field, Id, Model } from '@tito/orm';

/** A projection of the orders: kept by a consumer, one row per customer. The id is the customer's address. */
@Model('shop.customer-summary')
export class CustomerSummary {
  @Id() id!: string;
  @Field('int') orders: number = 0;
  @Field('int') items: number = 0;
}
