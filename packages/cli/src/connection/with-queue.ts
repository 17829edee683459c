/** Runs a command's work on the queue of a namespace, which needs no models. */

import type { Queue } from '@tito/orm';
import type { Terminal } from '../terminal';
import type { ConnectionOptions } from './connection-options';
import { type Connected, withClient } from './with-client';

export interface ConnectedQueue extends Connected {
  readonly queue: Queue;
}

/** @throws what `withClient` throws */
export async function withQueue<R>(
  terminal: Terminal,
  options: ConnectionOptions,
  work: (connected: ConnectedQueue) => Promise<R>,
): Promise<R> {
  return withClient(terminal, options, async (connected) => {
    const { client, orm, namespace, signal } = connected;
    const root = await orm.Tito.connect({ client, namespace, models: [], signal });
    try {
      const db = options.tenant === undefined ? root : await root.withTenant(options.tenant);
      return await work({ ...connected, queue: db.queue });
    } finally {
      await root.close();
    }
  });
}
