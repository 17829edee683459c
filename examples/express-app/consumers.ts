import type { Consumer, Tito } from '@tito/orm';
import { CustomerSummary } from '../shop/customer-summary';
import type { Mailer } from '../shop/mailer';
import type { OrderPlaced } from '../shop/order';
import { summarizeOrder } from '../shop/summarize-order';

/** What happens after an order: a mail, and the customer's summary. Each is a group of its own; neither waits for the other. */
export function startConsumers(db: Tito, mailer: Mailer): Consumer[] {
  const summaries = db.repository(CustomerSummary);
  return [
    db.consume<OrderPlaced>(
      'order.placed',
      // A mail cannot be rolled back: no transaction, and the key tells the mail service of repetitions.
      (event, context) =>
        mailer.send(event.payload.customer, `Order ${event.payload.id}`, context.idempotencyKey),
      { group: 'mail', from: 'earliest', effects: 'external' },
    ),
    db.consume<OrderPlaced>('order.placed', (event) => summarizeOrder(summaries, event.payload), {
      group: 'summaries',
      from: 'earliest',
    }),
  ];
}
