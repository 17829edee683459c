/** Health of connections, in the form that terminus takes, without needing it. */

import { Inject, Injectable } from '@nestjs/common';
import { type HealthReport, checkHealth } from '@tito/http';
import { TitoConnections } from './connections';
import { DEFAULT_CONNECTION } from './tokens';

/** What terminus calls a result: one entry under the given key. */
export type HealthResult<K extends string = string> = Readonly<Record<K, HealthReport>>;

@Injectable()
export class TitoHealthIndicator {
  readonly #connections: TitoConnections;

  constructor(@Inject(TitoConnections) connections: TitoConnections) {
    this.#connections = connections;
  }

  /**
   * Whether a connection answers. Never throws for a database that is down; waits for `timeoutMs`, 1000 by default.
   *
   * @throws UnknownConnectionError
   *
   * @example
   * ```ts
   * await health.check([() => tito.pingCheck('tikv')]);
   * ```
   */
  async pingCheck<K extends string>(
    key: K,
    options: { readonly connection?: string; readonly timeoutMs?: number } = {},
  ): Promise<HealthResult<K>> {
    const db = this.#connections.get(options.connection ?? DEFAULT_CONNECTION);
    return { [key]: await checkHealth(db, options) } as HealthResult<K>;
  }
}
