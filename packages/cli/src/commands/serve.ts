/** `tito serve`: an embedded PD + TiKV until it is told to end. */

import { EmbeddedCluster, type TlsIdentity } from '@tito/server';
import { Command, Option } from 'commander';
import { readPem } from '../connection/pem-file';
import { UsageError } from '../errors';
import type { Terminal } from '../terminal';
import { integer } from './arguments';

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
  readonly pdMembers: number;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly tlsClientCa?: string;
}

const examples = `
Examples:
  tito serve                              in memory, PD on 2379, one store on 20160
  tito serve --pd-port 0 --store-port 0   on any free ports; see the line it prints
  tito serve --stores 3 --json            three stores, one JSON line when ready
  tito serve --data-dir ./data            what was acknowledged is there after a restart or a crash
  tito serve --host 10.0.0.5 --tls-cert server.pem --tls-key server.key --tls-client-ca clients.pem
                                          for other machines, encrypted, clients with certificates only

Clients reach it under the address that --host names; a certificate has to be for that address.
Health is gRPC's own service (grpc.health.v1.Health) on every port.`;

export function serveCommand(terminal: Terminal): Command {
  return new Command('serve')
    .description('Runs an embedded PD + TiKV on the real wire protocol, until SIGINT or SIGTERM.')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--pd-port <port>', 'port of PD; 0 takes any free one', integer(0, 65535), 2379)
    .option(
      '--store-port <port>',
      'port of the first store, the others follow; 0 takes any free ones',
      integer(0, 65535),
      20160,
    )
    .option('--pd-members <count>', 'number of members of PD, on ports from --pd-port on', integer(1, 7), 1)
    .option('--stores <count>', 'number of stores', integer(1, 64), 1)
    .addOption(
      new Option('--api-version <version>', 'API version of the store').choices(['1', '2']).default('1'),
    )
    .option('--ttl', 'time to live for raw keys in API version 1 (always on in version 2)', false)
    .option('--data-dir <dir>', 'keep the data in this directory; without it, in memory')
    .option('--json', 'print one line of JSON when ready', false)
    .option('--tls-cert <file>', 'certificate of this server, PEM; every connection is encrypted')
    .option('--tls-key <file>', 'its private key, PEM')
    .option('--tls-client-ca <file>', 'let in only clients with a certificate of this authority, PEM')
    .option('--insecure', 'listen on an address that is not loopback, without encryption', false)
    .addHelpText('after', examples)
    .action(async (raw: Omit<ServeOptions, 'apiVersion'> & { apiVersion: string }) => {
      await serve({ ...raw, apiVersion: raw.apiVersion === '2' ? 2 : 1 }, terminal);
    });
}

async function serve(options: ServeOptions, terminal: Terminal): Promise<void> {
  const tls = readTls(options, terminal.cwd);
  if (!tls && !options.insecure && !isLoopback(options.host)) {
    throw new UsageError('listening beyond loopback needs --tls-cert and --tls-key, or --insecure', {
      host: options.host,
    });
  }
  const ports = Array.from({ length: options.stores }, (_, i) =>
    options.storePort === 0 ? 0 : options.storePort + i,
  );
  const cluster = await EmbeddedCluster.start({
    host: options.host,
    pdPort: options.pdPort,
    pdMembers: options.pdMembers,
    stores: options.stores,
    storePorts: ports,
    apiVersion: options.apiVersion,
    ttl: options.ttl || options.apiVersion === 2,
    ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
    ...(tls ? { tls } : {}),
  });
  try {
    announce(cluster, options, terminal);
    await terminal.interrupted;
  } finally {
    await cluster.stop();
  }
}

function readTls({ tlsCert, tlsKey, tlsClientCa }: ServeOptions, cwd: string): TlsIdentity | null {
  if (tlsCert === undefined && tlsKey === undefined && tlsClientCa === undefined) return null;
  if (tlsCert === undefined || tlsKey === undefined)
    throw new UsageError('--tls-cert and --tls-key belong together, and --tls-client-ca to both');
  const read = (option: string, file: string): string => readPem(cwd, option, file);
  return {
    cert: read('--tls-cert', tlsCert),
    key: read('--tls-key', tlsKey),
    ...(tlsClientCa === undefined ? {} : { clientCa: read('--tls-client-ca', tlsClientCa) }),
  };
}

function announce(cluster: EmbeddedCluster, options: ServeOptions, terminal: Terminal): void {
  const ready = {
    pd: cluster.pdEndpoints,
    stores: cluster.storeAddresses,
    dataDir: options.dataDir ?? null,
    tls: options.tlsCert !== undefined,
  };
  if (options.json) return terminal.out(JSON.stringify(ready));
  terminal.out(`PD       ${ready.pd.join(', ')}`);
  terminal.out(`stores   ${ready.stores.join(', ')}`);
  terminal.out(`data     ${ready.dataDir ?? 'in memory, gone when this ends'}`);
  if (ready.tls)
    terminal.out(
      `TLS      ${options.tlsClientCa === undefined ? 'on' : 'on, clients with certificates only'}`,
    );
  terminal.out('ready; stop with Ctrl-C');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
