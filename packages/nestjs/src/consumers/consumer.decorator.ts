/** Classes whose methods handle events. The decorators only leave a note; `find-handlers.ts` reads it. */

import { Injectable, Scope, SetMetadata, applyDecorators } from '@nestjs/common';
import type { ConsumeOptions, Topic } from '@tito/orm';

export interface ConsumerOptions extends ConsumeOptions {
  /** The connection's name; `default` by default. */
  readonly connection?: string;
  /** `Scope.REQUEST`: an object of its own for each event. One for all by default. */
  readonly scope?: Scope;
}

/** What a handler listens to, and how it differs from its class. */
export interface HandledEvent {
  readonly topic: Topic<unknown> | string;
  readonly options: Partial<ConsumeOptions>;
}

export const CONSUMER = 'tito:consumer';
export const ON_EVENT = 'tito:on-event';

/**
 * A provider whose `@OnEvent` methods handle events: as members of the group, from the start of the application on until it
 * closes. The options hold for all its methods.
 *
 * @example
 * ```ts
 * @Consumer({ group: 'mail', from: 'earliest', retry: { attempts: 5 } })
 * export class MailConsumer {
 *   constructor(private readonly mailer: Mailer) {}
 *
 *   @OnEvent('order.placed', { effects: 'external' })
 *   async placed(event: QueueEvent<OrderPlaced>, context: EventHandlerContext) {
 *     await this.mailer.send(event.payload.to, context.idempotencyKey);
 *   }
 * }
 * ```
 */
export function Consumer(options: ConsumerOptions): ClassDecorator {
  const { scope = Scope.DEFAULT } = options;
  return applyDecorators(Injectable({ scope }), SetMetadata(CONSUMER, options));
}

/**
 * Handles the events of a topic, or of an `@Event` by its name. What repositories do inside is committed together with the
 * acknowledgement, unless `effects` is `'external'`. Guards, pipes, interceptors and filters apply as they do to a route;
 * `ExecutionContext.getType()` is `'tito'`. An error is a failed attempt; so is one that a filter returns, such as
 * `new RetryAfterError('1m')`.
 *
 * Without parameter decorators (`@Payload()`, `@ReceivedEvent()`, `@Ctx()`) the method gets the event and its context.
 */
export function OnEvent<P = unknown>(
  topic: Topic<P> | string,
  options: Partial<ConsumeOptions> = {},
): MethodDecorator {
  return (_target, _property, descriptor) => {
    const handled = [...handledBy(descriptor.value), { topic: topic as Topic<unknown> | string, options }];
    Reflect.defineMetadata(ON_EVENT, handled, descriptor.value as object);
  };
}

/** `OnEvent` under a name that no other package uses. */
export const Subscribe = OnEvent;

/** What a method listens to; empty when it is no handler. */
export function handledBy(method: unknown): readonly HandledEvent[] {
  if (typeof method !== 'function') return [];
  return (Reflect.getOwnMetadata(ON_EVENT, method) as HandledEvent[] | undefined) ?? [];
}

/** The options of a consumer class; null for other classes. */
export function consumerOptions(type: unknown): ConsumerOptions | null {
  if (typeof type !== 'function') return null;
  return (Reflect.getOwnMetadata(CONSUMER, type) as ConsumerOptions | undefined) ?? null;
}
