/** Runs the consumers of an application while it runs. */

import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DiscoveryService, ExternalContextCreator, MetadataScanner, ModuleRef } from '@nestjs/core';
import type { Consumer, Duration } from '@tito/orm';
import { TitoConnections } from '../connections';
import { type FoundHandler, findHandlers, topicName } from './find-handlers';
import { handlerCall } from './handler-call';

interface RunningConsumer {
  readonly connection: string;
  readonly consumer: Consumer;
}

@Injectable()
export class TitoConsumers implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #connections: TitoConnections;
  readonly #discovery: DiscoveryService;
  readonly #scanner: MetadataScanner;
  readonly #creator: ExternalContextCreator;
  readonly #moduleRef: ModuleRef;
  readonly #logger = new Logger('TitoConsumers');
  #running: RunningConsumer[] = [];

  constructor(
    @Inject(TitoConnections) connections: TitoConnections,
    @Inject(DiscoveryService) discovery: DiscoveryService,
    @Inject(MetadataScanner) scanner: MetadataScanner,
    @Inject(ExternalContextCreator) creator: ExternalContextCreator,
    @Inject(ModuleRef) moduleRef: ModuleRef,
  ) {
    this.#connections = connections;
    this.#discovery = discovery;
    this.#scanner = scanner;
    this.#creator = creator;
    this.#moduleRef = moduleRef;
  }

  /**
   * Starts the consumers of a connection that do not run: for `runConsumers: false`. Resolves when every event that is
   * published from now on will be delivered.
   *
   * @param connection all connections without one
   * @throws NestjsDefinitionError, UnknownConnectionError, and what `Consumer.ready` rejects with; then none was started
   */
  async start(connection?: string): Promise<void> {
    const running = new Set(this.#running.map((each) => each.connection));
    const handlers = this.#find().filter(
      (handler) =>
        !running.has(handler.connection) && (connection === undefined || handler.connection === connection),
    );
    if (connection !== undefined) this.#connections.get(connection);
    const started = handlers.map((handler) => this.#consume(handler));
    this.#running.push(...started);
    try {
      await Promise.all(started.map(({ consumer }) => consumer.ready()));
    } catch (error) {
      this.#running = this.#running.filter((each) => !started.includes(each));
      await Promise.all(started.map(({ consumer }) => consumer.stop({ drain: 0 })));
      throw error;
    }
    for (const handler of handlers) this.#logger.log(describe(handler));
  }

  /**
   * Stops all consumers: they take no more events, and handlers that run get time to finish.
   *
   * @param options `drain`: how long; without it, as the options of the connections say
   */
  async stop(options: { readonly drain?: Duration } = {}): Promise<void> {
    const stopping = this.#running.splice(0).map(({ connection, consumer }) => {
      const drain = options.drain ?? this.#connections.optionsOf(connection).drain;
      return consumer.stop(drain === undefined ? {} : { drain });
    });
    await Promise.all(stopping);
  }

  async onApplicationBootstrap(): Promise<void> {
    try {
      const connections = new Set(this.#find().map((handler) => handler.connection));
      for (const connection of connections) {
        if (this.#connections.optionsOf(connection).runConsumers !== false) await this.start(connection);
      }
    } catch (error) {
      // The application does not start, and Nest will tell nobody to close anything.
      await this.stop({ drain: 0 });
      await this.#connections.close();
      throw error;
    }
  }

  /** Before anything that handlers may need is closed. */
  onModuleDestroy(): Promise<void> {
    return this.stop();
  }

  #find(): FoundHandler[] {
    return findHandlers(this.#discovery.getProviders(), this.#scanner);
  }

  #consume(handler: FoundHandler): RunningConsumer {
    const db = this.#connections.get(handler.connection);
    const call = handlerCall(handler, this.#creator, this.#moduleRef);
    return { connection: handler.connection, consumer: db.consume(handler.topic, call, handler.options) };
  }
}

function describe({ className, method, topic, options, connection }: FoundHandler): string {
  return `${className}.${method} handles '${topicName(topic)}' as group '${options.group}' (connection '${connection}')`;
}
