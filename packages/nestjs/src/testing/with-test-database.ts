/** An application as it is, on a database for tests. */

import { TitoConnections } from '../connections';
import { getTitoOptionsToken } from '../tokens';
import { type TitoTestOptions, testOptions } from './test-cluster';

/** What is needed of the builder that `Test.createTestingModule` gives. */
export interface OverridableBuilder {
  overrideProvider(token: unknown): {
    useFactory(options: { factory: (...args: never[]) => unknown; inject?: unknown[] }): unknown;
  };
}

/**
 * Makes an application under test connect to the embedded server instead of its own cluster, in a namespace of its own.
 *
 * @param connections names of the connections; the default one without any
 *
 * @example
 * ```ts
 * const module = await withTestDatabase(Test.createTestingModule({ imports: [AppModule] })).compile();
 * ```
 */
export function withTestDatabase<B extends OverridableBuilder>(
  builder: B,
  options: TitoTestOptions = {},
  ...connections: readonly string[]
): B {
  for (const connection of connections.length > 0 ? connections : [undefined]) {
    builder.overrideProvider(getTitoOptionsToken(connection)).useFactory({
      inject: [TitoConnections],
      factory: (all: TitoConnections) => testOptions(all, options),
    });
  }
  return builder;
}
