import { Consumer, InjectRepository, OnEvent, Payload } from '@tito/nestjs';
import type { EventHandlerContext, QueueEvent, Repository } from '@tito/orm';
import { CustomerSummary } from '../shop/customer-summary';
import { Mailer } from '../shop/mailer';
import type { OrderPlaced } from '../shop/order';
import { summarizeOrder } from '../shop/summarize-order';

/** A mail cannot be rolled back: no transaction, and the key tells the mail service of repetitions. */
@Consumer({ group: 'mail', from: 'earliest', effects: 'external' })
export class OrderConsumers {
  constructor(private readonly mailer: Mailer) {}

  @OnEvent('order.placed')
  async confirm(event: QueueEvent<OrderPlaced>, context: EventHandlerContext): Promise<void> {
    await this.mailer.send(event.payload.customer, `Order ${event.payload.id}`, context.idempotencyKey);
  }
}

/** Keeps one row per customer, in the transaction that acknowledges the event. */
@Consumer({ group: 'summaries', from: 'earliest' })
export class SummaryConsumer {
  constructor(
    @InjectRepository(CustomerSummary) private readonly summaries: Repository<typeof CustomerSummary>,
  ) {}

  @OnEvent('order.placed')
  async count(@Payload() order: OrderPlaced): Promise<void> {
    await summarizeOrder(this.summaries, order);
  }
}
