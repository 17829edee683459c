/**
 * Methods that run in a transaction.
 *
 * The decorator asks Nest for the connection by a hidden property, so that every object gets that of its own application,
 * whatever its scope.
 */

import { Inject } from '@nestjs/common';
import type { Tito, TransactionOptions } from '@tito/orm';
import { NotInjectedError } from './errors';
import { DEFAULT_CONNECTION, getTitoToken } from './tokens';

export interface TransactionalOptions extends TransactionOptions {
  /** The connection's name; `default` by default. */
  readonly connection?: string;
}

// Any method that gives a promise.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AsyncMethod = (...args: any[]) => Promise<any>;

/**
 * Runs an asynchronous method in a transaction: in the one that is running where it is called, else in one of its own, as
 * `propagation` says. Repositories of the connection that it uses, directly or not, join it. A conflict runs the method again, so it must do
 * nothing outside of the database that may not happen twice.
 *
 * @throws NotInjectedError `NESTJS_NOT_INJECTED` when called on an object that Nest did not make
 *
 * @example
 * ```ts
 * @Transactional({ mode: 'pessimistic' })
 * async pay(id: string): Promise<void> { ... }
 * ```
 */
export function Transactional(
  options: TransactionalOptions = {},
): <M extends AsyncMethod>(
  target: object,
  property: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
) => void {
  const { connection = DEFAULT_CONNECTION, ...transactionOptions } = options;
  return (target, property, descriptor) => {
    const method = descriptor.value as AsyncMethod;
    const db = hiddenProperty(connection);
    Inject(getTitoToken(connection))(target, db);
    const wrapped = async function (
      this: Record<symbol, Tito | undefined>,
      ...args: unknown[]
    ): Promise<unknown> {
      const injected = this[db];
      if (injected === undefined) {
        const name = (target as { readonly constructor: { readonly name: string } }).constructor.name;
        throw new NotInjectedError({ class: name, method: String(property) });
      }
      return injected.transaction(() => method.apply(this, args), transactionOptions);
    };
    keepMetadata(method, wrapped);
    descriptor.value = wrapped as unknown as typeof descriptor.value;
  };
}

/** The same for a connection in all classes: methods of one class share it. */
function hiddenProperty(connection: string): symbol {
  return Symbol.for(`tito:transactional ${connection}`);
}

/** Decorators below this one left theirs on the method, and others look at its name. */
function keepMetadata(from: AsyncMethod, to: AsyncMethod): void {
  for (const key of Reflect.getOwnMetadataKeys(from) as unknown[])
    Reflect.defineMetadata(key, Reflect.getOwnMetadata(key, from), to);
  Object.defineProperty(to, 'name', { value: from.name, configurable: true });
}
