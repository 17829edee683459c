/** The options of every command that talks to a cluster, and what they come to. */

import type { ConnectOptions } from '@tito/orm';
import { type Command, InvalidArgumentError } from 'commander';
import type { LoadedConfig } from '../config/config-file';
import { UsageError } from '../errors';
import type { Terminal } from '../terminal';
import { readPem } from './pem-file';

export interface ConnectionOptions {
  readonly pd?: readonly string[];
  readonly namespace?: string;
  readonly tenant?: string;
  readonly config?: string;
  readonly connectTimeout: number;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly json: boolean;
}

const DEFAULT_CONNECT_TIMEOUT_MS = 5_000;

/** Adds them to a command. */
export function withConnectionOptions(command: Command): Command {
  return command
    .option(
      '--pd <endpoints>',
      'PD, host:port[,host:port]; else TITO_PD, else the configuration',
      endpointList,
    )
    .option('--namespace <name>', 'namespace of the models; else the configuration')
    .option('--tenant <name>', 'a tenant of the namespace')
    .option('--config <file>', 'configuration; else the nearest tito.config.* upwards')
    .option('--connect-timeout <ms>', 'how long to try', milliseconds, DEFAULT_CONNECT_TIMEOUT_MS)
    .option('--ca <file>', 'TLS: certificates of the authority, PEM')
    .option('--cert <file>', 'TLS: certificate of this client, PEM')
    .option('--key <file>', 'TLS: its private key, PEM')
    .option('--json', 'print JSON', false);
}

/** How to connect: the command line counts before the environment, the environment before the configuration. */
export function connectOptions(
  options: ConnectionOptions,
  { config }: LoadedConfig,
  terminal: Terminal,
): ConnectOptions {
  const fromEnvironment = terminal.env['TITO_PD'];
  const endpoints =
    options.pd ?? (fromEnvironment ? endpointList(fromEnvironment) : (config.endpoints ?? DEFAULT_ENDPOINTS));
  return { endpoints, connectTimeoutMs: options.connectTimeout, ...tlsOptions(options, terminal.cwd) };
}

const DEFAULT_ENDPOINTS = ['127.0.0.1:2379'];

function tlsOptions({ ca, cert, key }: ConnectionOptions, cwd: string): Pick<ConnectOptions, 'tls'> {
  if (ca === undefined && cert === undefined && key === undefined) return {};
  if (ca === undefined || (cert === undefined) !== (key === undefined)) {
    throw new UsageError('TLS needs --ca, and --cert together with --key');
  }
  const read = (option: string, file: string): string => readPem(cwd, option, file);
  return {
    tls: {
      ca: read('--ca', ca),
      ...(cert === undefined || key === undefined
        ? {}
        : { cert: read('--cert', cert), key: read('--key', key) }),
    },
  };
}

function endpointList(text: string): readonly string[] {
  const endpoints = text.split(',').map((endpoint) => endpoint.trim());
  if (endpoints.some((endpoint) => !/^[^\s:]+:\d{1,5}$|^\[[0-9a-f:]+\]:\d{1,5}$/i.test(endpoint))) {
    throw new InvalidArgumentError('It must be host:port, several separated by commas.');
  }
  return endpoints;
}

function milliseconds(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 600_000) {
    throw new InvalidArgumentError('It must be milliseconds from 1 to 600000.');
  }
  return value;
}
