/**
 * The connections of one application: opened when Nest makes its providers, closed after its HTTP server.
 *
 *     app.close(): consumers drain (onModuleDestroy) -> HTTP server ends -> connections close (onApplicationShutdown)
 */

import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type ModelClass, OperationAbortedError, type Tito } from '@tito/orm';
import { connectWithRetries } from './connect-with-retries';
import { NestjsDefinitionError, UnknownConnectionError } from './errors';
import { TitoFeature } from './feature-models';
import type { TitoModuleOptions } from './module-options';

interface OpenConnection {
  readonly options: TitoModuleOptions;
  readonly db: Promise<Tito>;
  /** Null while it is being opened. */
  opened: Tito | null;
  failure: Error | null;
}

@Injectable()
export class TitoConnections implements OnApplicationShutdown {
  readonly #discovery: DiscoveryService;
  readonly #logger = new Logger('TitoModule');
  readonly #connections = new Map<string, OpenConnection>();
  readonly #closing = new AbortController();
  readonly #afterClose: (() => Promise<void>)[] = [];
  #closed: Promise<void> | null = null;

  constructor(@Inject(DiscoveryService) discovery: DiscoveryService) {
    this.#discovery = discovery;
  }

  /** The names of the connections, in the order in which they were opened. */
  get names(): string[] {
    return [...this.#connections.keys()];
  }

  /**
   * A connection that is open.
   *
   * @throws UnknownConnectionError `NESTJS_UNKNOWN_CONNECTION`
   */
  get(name: string): Tito {
    const connection = this.#connections.get(name);
    // Nest asks for what depends on a connection even when that could not be opened.
    if (connection?.failure) throw connection.failure;
    if (!connection?.opened) throw new UnknownConnectionError(name, this.names);
    return connection.opened;
  }

  /** The options that a connection was opened with. @throws UnknownConnectionError */
  optionsOf(name: string): TitoModuleOptions {
    this.get(name);
    return (this.#connections.get(name) as OpenConnection).options;
  }

  /**
   * Opens a connection: the modules do. When it fails, the others are closed as well, since the application cannot start and
   * Nest will tell nobody.
   */
  async open(name: string, options: TitoModuleOptions): Promise<Tito> {
    try {
      if (this.#connections.has(name)) throw sharedName(name);
      const connection: OpenConnection = {
        options,
        db: this.#connect(name, options),
        opened: null,
        failure: null,
      };
      this.#connections.set(name, connection);
      connection.db.catch((error: unknown) => (connection.failure = error as Error));
      return (connection.opened = await connection.db);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Ends an application that wants a connection which is not open: closes those that are. */
  async refuse(name: string): Promise<never> {
    try {
      this.get(name);
      throw new UnknownConnectionError(name, this.names);
    } finally {
      await this.close();
    }
  }

  /** Runs work after the connections are closed, at once when they are: to stop what they need. */
  afterClose(work: () => Promise<void>): void {
    if (this.#closed === null) this.#afterClose.push(work);
    else void this.#closed.then(work);
  }

  /** Closes all connections. May be called again. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  #connect(name: string, options: TitoModuleOptions): Promise<Tito> {
    const models = new Set<ModelClass>(options.models);
    for (const feature of this.#features(name)) for (const model of feature.models) models.add(model);
    const signals = [this.#closing.signal, ...(options.signal ? [options.signal] : [])];
    return connectWithRetries(
      name,
      { ...options, models: [...models] },
      { logger: this.#logger, signal: AbortSignal.any(signals) },
    );
  }

  #features(connection: string): TitoFeature[] {
    return this.#discovery
      .getProviders()
      .map(({ instance }): unknown => instance)
      .filter((instance): instance is TitoFeature => instance instanceof TitoFeature)
      .filter((feature) => feature.connection === connection);
  }

  async #close(): Promise<void> {
    this.#closing.abort(new OperationAbortedError('the application closes'));
    const ends = [...this.#connections.values()].map(async ({ db }) => {
      // One that failed to open was told to whoever opened it.
      const opened = await db.catch(() => null);
      await opened?.close();
    });
    await Promise.all(ends);
    for (const work of this.#afterClose.splice(0)) await work();
  }
}

function sharedName(connection: string): NestjsDefinitionError {
  return new NestjsDefinitionError(
    'two modules open a connection of the same name; give one of them another',
    {
      connection,
    },
  );
}
