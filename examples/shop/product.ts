import {
  CreatedAt,
  Event,
  type F,
  Field,
  Id,
  Index,
  Model,
  Unique,
  Version,
  key,
  uniqueKey,
} from '@tito/orm';

/** Something for sale. Its number is unique; what is off the market is in no list. */
@Model('shop.product')
@Event<Product>('product.stocked', {
  on: ['insert', 'update'],
  when: (change) => change.changed('stock'),
  key: (product) => product.id,
  payload: (change) => ({ id: change.after!.id, sku: change.after!.sku, stock: change.after!.stock }),
})
export class Product {
  @Id() id!: string;
  @Field('string') sku!: string;
  @Field('string') name!: string;
  @Field('decimal') price!: string;
  @Field('int') stock: number = 0;
  @Field('boolean') isOffered: boolean = true;
  @CreatedAt() createdAt!: Date;
  @Version() revision!: number;

  @Unique() static readonly bySku = uniqueKey((p: F<Product>) => [p.sku.ci]);
  @Index<Product>({ when: { isOffered: true } }) static readonly offered = key((p: F<Product>) => [p.name]);
  /** Only products that run low are in it, so that listing them costs nothing else. */
  @Index<Product>({ when: { isOffered: true, stock: { lt: 5 } } })
  static readonly runningLow = key((p: F<Product>) => [p.stock]);
}

export interface ProductStocked {
  readonly id: string;
  readonly sku: string;
  readonly stock: number;
}
