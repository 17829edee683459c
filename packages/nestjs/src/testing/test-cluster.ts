/** An embedded server that the test modules of a process share: started by the first, stopped by the last. */

import { randomUUID } from 'node:crypto';
import type * as Server from '@tito/server';
import type { TitoConnections } from '../connections';
import { NestjsDefinitionError } from '../errors';
import type { TitoModuleOptions } from '../module-options';

/** The options of a connection to the shared server; the namespace is a new one unless it is given. */
export type TitoTestOptions = Omit<TitoModuleOptions, 'endpoints' | 'client'>;

/** Options for a connection of an application under test, which gives the server back when it has closed. */
export async function testOptions(
  connections: TitoConnections,
  options: TitoTestOptions = {},
): Promise<TitoModuleOptions> {
  const cluster = await acquire();
  connections.afterClose(() => release());
  return {
    retryAttempts: 0,
    namespace: `test ${randomUUID()}`,
    drain: '5s',
    ...options,
    endpoints: cluster.pdEndpoints,
  };
}

let shared: { readonly cluster: Promise<Server.EmbeddedCluster>; users: number } | null = null;

function acquire(): Promise<Server.EmbeddedCluster> {
  shared ??= { cluster: embeddedServer().EmbeddedCluster.start(), users: 0 };
  shared.users++;
  return shared.cluster;
}

async function release(): Promise<void> {
  if (shared === null || --shared.users > 0) return;
  const { cluster } = shared;
  shared = null;
  await (await cluster).stop();
}

/** Loaded when it is needed: applications that run do not have it. */
function embeddedServer(): typeof Server {
  try {
    // An import() would be refused by jest, and one at the head would make everybody install the package.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return require('@tito/server') as typeof Server;
  } catch (error) {
    throw new NestjsDefinitionError('test modules need @tito/server: npm install --save-dev @tito/server', {
      cause: error instanceof Error ? error.message : String(error),
    });
  }
}
