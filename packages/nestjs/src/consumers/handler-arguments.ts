/** Parameters of handlers. Pipes apply to them, those given here and those of the method, the class and the application. */

import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { EventHandlerContext, QueueEvent } from '@tito/orm';

/**
 * The payload of the event, or one of its properties.
 *
 * @example
 * ```ts
 * placed(@Payload(new ValidationPipe()) order: OrderPlaced, @Ctx() context: EventHandlerContext) {}
 * ```
 */
export const Payload = createParamDecorator(
  (property: string | undefined, host: ExecutionContext): unknown => {
    const { payload } = host.getArgByIndex<QueueEvent>(0);
    return property === undefined
      ? payload
      : (payload as Record<string, unknown> | null | undefined)?.[property];
  },
);

/** The whole event: topic, key, operation, payload, metadata, headers. */
export const ReceivedEvent = createParamDecorator((_: unknown, host: ExecutionContext) =>
  host.getArgByIndex<QueueEvent>(0),
);

/** What a handler gets beside its event: transaction, signal, attempt, idempotency key. */
export const Ctx = createParamDecorator((_: unknown, host: ExecutionContext) =>
  host.getArgByIndex<EventHandlerContext>(1),
);
