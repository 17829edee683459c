import type { ModelRepository } from '@tito/orm';
import type { CustomerSummary } from './customer-summary';
import type { OrderPlaced } from './order';

/** Adds an order to its customer's row. Called by a consumer, whose transaction also acknowledges the event: never twice. */
export async function summarizeOrder(
  summaries: ModelRepository<typeof CustomerSummary>,
  { customer, quantity }: OrderPlaced,
): Promise<void> {
  const { orders, items } = (await summaries.get(customer)) ?? { orders: 0, items: 0 };
  await summaries.upsert({ id: customer, orders: orders + 1, items: items + quantity });
}
