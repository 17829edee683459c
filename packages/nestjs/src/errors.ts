/** Mistakes in the wiring of an application: told when it starts, before anything is handled. */

import { TitoError } from '@tito/orm';

/** A module, a decorator or a class is used in a way that cannot work; the message says what to write. */
export class NestjsDefinitionError extends TitoError {
  constructor(message: string, details: Readonly<Record<string, unknown>>) {
    super('NESTJS_DEFINITION', message, { details });
  }
}

/** No module opens a connection of this name: `details.connection`; `details.known` lists those there are. */
export class UnknownConnectionError extends TitoError {
  constructor(connection: string, known: readonly string[]) {
    super('NESTJS_UNKNOWN_CONNECTION', 'no TitoModule.forRoot or forRootAsync opens this connection', {
      details: { connection, known },
    });
  }
}

/** A `@Transactional` method of an object that Nest did not make: `details.class`, `details.method`. */
export class NotInjectedError extends TitoError {
  constructor(details: Readonly<Record<string, unknown>>) {
    super(
      'NESTJS_NOT_INJECTED',
      'the object was not made by Nest, so it has no database to begin a transaction on',
      {
        details,
      },
    );
  }
}
