/** How a handler is called: through Nest's guards, interceptors, pipes and filters, as a route is. */

import { ContextIdFactory, type ExternalContextCreator, type ModuleRef } from '@nestjs/core';
import type { EventHandlerContext, QueueEvent } from '@tito/orm';
import type { FoundHandler } from './find-handlers';

export type EventCall = (event: QueueEvent, context: EventHandlerContext) => Promise<unknown>;

/** What `REQUEST` is in providers that are made for one event. */
export interface EventRequest {
  readonly event: QueueEvent;
  readonly context: EventHandlerContext;
}

/** What `ExecutionContext.getType()` says in handlers of events. */
export const EVENT_CONTEXT_TYPE = 'tito';

/** Where Nest keeps what parameter decorators say; custom ones as well. */
const ROUTE_ARGUMENTS = '__routeArguments__';

export function handlerCall(
  { provider, method }: FoundHandler,
  creator: ExternalContextCreator,
  moduleRef: ModuleRef,
): EventCall {
  const callOf = (instance: object, contextId?: ReturnType<typeof ContextIdFactory.create>): EventCall => {
    const callback = (instance as Record<string, (...args: unknown[]) => unknown>)[method]!;
    const options = { guards: true, interceptors: true, filters: true };
    return failing(
      creator.create(
        instance,
        callback,
        method,
        ROUTE_ARGUMENTS,
        // All parameter decorators of handlers are custom ones: Nest asks nobody for their values.
        { exchangeKeyForValue: () => undefined },
        contextId,
        undefined,
        options,
        EVENT_CONTEXT_TYPE,
      ),
    );
  };
  if (provider.isDependencyTreeStatic()) return callOf(provider.instance as object);
  return async (event, context) => {
    const contextId = ContextIdFactory.create();
    moduleRef.registerRequestByContextId<EventRequest>({ event, context }, contextId);
    const instance = await moduleRef.resolve<object>(provider.token, contextId, { strict: false });
    return callOf(instance, contextId)(event, context);
  };
}

/** An error that is returned, as filters do, fails the event as one that is thrown. */
function failing(call: (...args: unknown[]) => Promise<unknown>): EventCall {
  return async (event, context) => {
    const result = await call(event, context);
    if (result instanceof Error) throw result;
    return result;
  };
}
