/** Finds the handlers among the providers of an application, and the mistakes in them. */

import type { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { ConsumeOptions, Topic } from '@tito/orm';
import { NestjsDefinitionError } from '../errors';
import { DEFAULT_CONNECTION } from '../tokens';
import { consumerOptions, handledBy } from './consumer.decorator';

/** A provider as Nest keeps it. */
export type ProviderWrapper = ReturnType<DiscoveryService['getProviders']>[number];

/** One method that handles the events of one topic. */
export interface FoundHandler {
  readonly provider: ProviderWrapper;
  readonly className: string;
  readonly method: string;
  readonly connection: string;
  readonly topic: Topic<unknown> | string;
  readonly options: ConsumeOptions;
}

/** @throws NestjsDefinitionError */
export function findHandlers(
  providers: readonly ProviderWrapper[],
  scanner: Pick<MetadataScanner, 'getAllMethodNames'>,
): FoundHandler[] {
  const found = providers.flatMap((provider) => handlersOf(provider, scanner));
  const places = new Map<string, FoundHandler>();
  for (const handler of found) {
    const place = JSON.stringify([handler.connection, handler.options.group, topicName(handler.topic)]);
    const other = places.get(place);
    if (other !== undefined) throw sharedPlace(handler, other);
    places.set(place, handler);
  }
  return found;
}

export function topicName(topic: Topic<unknown> | string): string {
  return typeof topic === 'string' ? topic : topic.name;
}

function handlersOf(
  provider: ProviderWrapper,
  scanner: Pick<MetadataScanner, 'getAllMethodNames'>,
): FoundHandler[] {
  const type = classOf(provider);
  if (type === null) return [];
  const prototype = type.prototype as Record<string, unknown>;
  const handled = scanner
    .getAllMethodNames(prototype)
    .flatMap((method) => handledBy(prototype[method]).map((each) => ({ method, ...each })));
  const consumer = consumerOptions(type);
  if (consumer === null) {
    if (handled.length === 0) return [];
    throw new NestjsDefinitionError(
      'a class with @OnEvent of @tito/nestjs needs @Consumer({ group }); for events in memory import OnEvent of @nestjs/event-emitter',
      { class: type.name },
    );
  }
  if (handled.length === 0) {
    throw new NestjsDefinitionError(
      'a class with @Consumer has no handler; import OnEvent, or Subscribe, from @tito/nestjs',
      { class: type.name },
    );
  }
  const { connection = DEFAULT_CONNECTION, scope: _, ...common } = consumer;
  return handled.map(({ method, topic, options }) => ({
    provider,
    className: type.name,
    method,
    connection,
    topic,
    options: { ...common, ...options },
  }));
}

/** The class of a provider, also of one that a factory made; null for values and aliases. */
function classOf(provider: ProviderWrapper): { readonly name: string; readonly prototype: object } | null {
  if (provider.isAlias) return null;
  const type: unknown =
    provider.inject === null || provider.inject === undefined
      ? provider.metatype
      : (provider.instance as object | undefined)?.constructor;
  return typeof type === 'function' && type.prototype ? type : null;
}

function sharedPlace(one: FoundHandler, other: FoundHandler): NestjsDefinitionError {
  return new NestjsDefinitionError(
    'two handlers read one topic as one group, so that each would get only a part of the events; give one another group, or provide the class in one module only',
    {
      group: one.options.group,
      topic: topicName(one.topic),
      handlers: [`${other.className}.${other.method}`, `${one.className}.${one.method}`],
    },
  );
}
