/** Runs a command's work on a connected client, which is closed afterwards whatever happens. */

import type { TikvClient } from '@tito/orm';
import { type LoadedConfig, readConfig } from '../config/config-file';
import { type Orm, loadOrm } from '../config/load-models';
import type { Terminal } from '../terminal';
import { type ConnectionOptions, connectOptions } from './connection-options';

export interface Connected {
  readonly client: TikvClient;
  readonly config: LoadedConfig;
  readonly orm: Orm;
  readonly namespace: string;
  /** Fires when the user asks the command to end. */
  readonly signal: AbortSignal;
}

/** @throws UsageError, ConfigError, ConnectError, and what the work throws */
export async function withClient<R>(
  terminal: Terminal,
  options: ConnectionOptions,
  work: (connected: Connected) => Promise<R>,
): Promise<R> {
  const config = readConfig(terminal.cwd, options.config);
  const orm = await loadOrm(config.folder);
  const interrupt = new AbortController();
  void terminal.interrupted.then(() => interrupt.abort());
  const client = await orm.TikvClient.connect({
    ...connectOptions(options, config, terminal),
    signal: interrupt.signal,
  });
  try {
    const namespace = options.namespace ?? config.config.namespace ?? 'default';
    return await work({ client, config, orm, namespace, signal: interrupt.signal });
  } finally {
    await client.close();
  }
}
