/** `tito serve`: an embedded PD + TiKV until it is told to end. */

import { EmbeddedCluster } from '@tito/server';
import { Command, InvalidArgumentError, Option } from 'commander';
import { UsageError } from '../errors';
import type { Terminal } from '../terminal';

interface ServeOptions {
  readonly host: string;
  readonly pdPort: number;
  readonly storePort: number;
  readonly stores: number;
  readonly apiVersion: 1 | 2;
  readonly ttl: boolean;
  readonly dataDir?: string;
  readonly json: boolean;
  readonly insecure: boolean;
}

const examples = `
Examples:
  tito serve                              in memory, PD on 2379, one store on 20160
  tito serve --pd-port 0 --store-port 0   on any free ports; see the line it prints
  tito serve --stores 3 --json            three stores, one JSON line when ready`;

export function serveCommand(terminal: Terminal): Command {
  return new Command('serve')
    .description('Runs an embedded PD + TiKV on the real wire protocol, until SIGINT or SIGTERM.')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--pd-port <port>', 'port of PD; 0 takes any free one', port, 2379)
    .option(
      '--store-port <port>',
      'port of the first store, the others follow; 0 takes any free ones',
      port,
      20160,
    )
    .option('--stores <count>', 'number of stores', count, 1)
    .addOption(
      new Option('--api-version <version>', 'API version of the store').choices(['1', '2']).default('1'),
    )
    .option('--ttl', 'time to live for raw keys in API version 1 (always on in version 2)', false)
    .option('--data-dir <dir>', 'keep the data in this directory; without it, in memory')
    .option('--json', 'print one line of JSON when ready', false)
    .option('--insecure', 'listen on an address that is not loopback, without encryption', false)
    .addHelpText('after', examples)
    .action(async (raw: Omit<ServeOptions, 'apiVersion'> & { apiVersion: string }) => {
      await serve({ ...raw, apiVersion: raw.apiVersion === '2' ? 2 : 1 }, terminal);
    });
}

async function serve(options: ServeOptions, terminal: Terminal): Promise<void> {
  if (!options.insecure && !isLoopback(options.host)) {
    throw new UsageError('listening beyond loopback without encryption needs --insecure', {
      host: options.host,
    });
  }
  const ports = Array.from({ length: options.stores }, (_, i) =>
    options.storePort === 0 ? 0 : options.storePort + i,
  );
  const cluster = await EmbeddedCluster.start({
    host: options.host,
    pdPort: options.pdPort,
    stores: options.stores,
    storePorts: ports,
    apiVersion: options.apiVersion,
    ttl: options.ttl || options.apiVersion === 2,
    ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
  });
  try {
    announce(cluster, options, terminal);
    await terminal.interrupted;
  } finally {
    await cluster.stop();
  }
}

function announce(cluster: EmbeddedCluster, options: ServeOptions, terminal: Terminal): void {
  const ready = { pd: cluster.pdEndpoints, stores: cluster.storeAddresses, dataDir: options.dataDir ?? null };
  if (options.json) return terminal.out(JSON.stringify(ready));
  terminal.out(`PD       ${ready.pd.join(', ')}`);
  terminal.out(`stores   ${ready.stores.join(', ')}`);
  terminal.out(`data     ${ready.dataDir ?? 'in memory, gone when this ends'}`);
  terminal.out('ready; stop with Ctrl-C');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function port(text: string): number {
  return integer(text, 0, 65535);
}

function count(text: string): number {
  return integer(text, 1, 64);
}

function integer(text: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < min || value > max) {
    throw new InvalidArgumentError(`It must be an integer from ${min} to ${max}.`);
  }
  return value;
}
