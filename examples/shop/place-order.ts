import type { ModelRepository } from '@tito/orm';
import type { Order } from './order';
import type { Product } from './product';
import { SoldOutError } from './sold-out-error';

export interface OrderRequest {
  readonly customer: string;
  readonly productId: string;
  readonly quantity: number;
}

/**
 * Takes the goods from the stock and writes the order. Called in a transaction: two customers who want the last piece
 * conflict, and the one who is later runs again and sees that it is gone.
 *
 * @throws NotFoundError, SoldOutError
 */
export async function placeOrder(
  products: ModelRepository<typeof Product>,
  orders: ModelRepository<typeof Order>,
  { customer, productId, quantity }: OrderRequest,
): Promise<Order> {
  const product = await products.getOrThrow(productId);
  if (product.stock < quantity) throw new SoldOutError(product.stock);
  await products.update(productId, { stock: product.stock - quantity });
  return orders.insert({ customer, quantity, product: productId });
}
