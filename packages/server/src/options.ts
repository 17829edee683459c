/** What an embedded cluster can be started with, checked and completed. */

import { InvalidArgumentError } from '@tito/protocol';
import { type Clock, systemClock } from './clock';
import { UnsupportedOptionError } from './errors';
import { type TlsIdentity, checkTls } from './tls-identity';
import type { ApiMode } from './txn/storage';

export interface EmbeddedClusterOptions {
  /** Where to keep the data; without it, in memory. */
  readonly dataDir?: string;
  /** How many stores: 1 to 64. Default 1. */
  readonly stores?: number;
  /** Address to listen on, which clients must be able to reach as well. Default `127.0.0.1`. */
  readonly host?: string;
  /** Port of PD; 0, the default, takes any free one. */
  readonly pdPort?: number;
  /** Ports of the stores, one each; 0, the default, takes any free one. */
  readonly storePorts?: readonly number[];
  /** How many members PD has: 1 to 7. With a `pdPort`, they take the ports from there on. Default 1. */
  readonly pdMembers?: number;
  /** Certificates; with them every connection is encrypted. Default: none is. */
  readonly tls?: TlsIdentity;
  /**
   * Connections go through a relay, so that they can be held: `pauseStore`, `abandonConnections`, the actions `pause` and
   * `blackhole`. It costs some speed. Default: false.
   */
  readonly wireFaults?: boolean;
  /** Drives everything random: the cluster's id and, when faults are scripted, their choices. Default: a random one. */
  readonly seed?: number;
  /** API version of the stores, 1 or 2. Default 1. */
  readonly apiVersion?: 1 | 2;
  /** Raw keys may have a time to live. Default: in API version 2 only, where it cannot be switched off. */
  readonly ttl?: boolean;
  /** Names of keyspaces beside `DEFAULT`; they get the numbers from 1 on. */
  readonly keyspaces?: readonly string[];
  /** How many bytes a region takes in before it is split. Default 96 MiB. */
  readonly regionSplitBytes?: number;
  /** Time as the oracle, the times to live and the waits see it. Default: the system's. */
  readonly clock?: Clock;
}

export interface ResolvedOptions {
  readonly dataDir: string | null;
  readonly stores: number;
  readonly host: string;
  readonly pdPort: number;
  readonly storePorts: readonly number[];
  readonly pdMembers: number;
  readonly tls: TlsIdentity | null;
  readonly wireFaults: boolean;
  readonly seed: number;
  readonly mode: ApiMode;
  readonly keyspaces: readonly string[];
  readonly regionSplitBytes: number;
  readonly clock: Clock;
}

const MAX_STORES = 64;
const MAX_PD_MEMBERS = 7;

const NAMES: ReadonlySet<string> = new Set<keyof EmbeddedClusterOptions>([
  'dataDir',
  'stores',
  'host',
  'pdPort',
  'storePorts',
  'pdMembers',
  'tls',
  'wireFaults',
  'seed',
  'apiVersion',
  'ttl',
  'keyspaces',
  'regionSplitBytes',
  'clock',
]);

/**
 * @throws InvalidArgumentError `PROTOCOL_INVALID_ARGUMENT`
 * @throws UnsupportedOptionError `SERVER_UNSUPPORTED_OPTION`
 */
export function resolveOptions(options: EmbeddedClusterOptions): ResolvedOptions {
  for (const [name, value] of Object.entries(options))
    if (value !== undefined && !NAMES.has(name)) throw new UnsupportedOptionError(name);
  if (options.dataDir !== undefined && (typeof options.dataDir !== 'string' || options.dataDir === ''))
    throw new InvalidArgumentError('dataDir', 'it must name a directory');
  const stores = integer('stores', options.stores ?? 1, 1, MAX_STORES);
  const storePorts = options.storePorts ?? Array.from({ length: stores }, () => 0);
  if (storePorts.length !== stores)
    throw new InvalidArgumentError('storePorts', 'there must be one port for each store', { stores });
  if (options.tls) checkTls(options.tls);
  return {
    dataDir: options.dataDir ?? null,
    stores,
    host: options.host ?? '127.0.0.1',
    pdPort: integer('pdPort', options.pdPort ?? 0, 0, 65535),
    storePorts: storePorts.map((port) => integer('storePorts', port, 0, 65535)),
    pdMembers: integer('pdMembers', options.pdMembers ?? 1, 1, MAX_PD_MEMBERS),
    tls: options.tls ?? null,
    wireFaults: options.wireFaults ?? false,
    seed: integer('seed', options.seed ?? Math.floor(Math.random() * 2 ** 31), 0, 2 ** 32 - 1),
    mode: modeOf(options),
    keyspaces: options.keyspaces ?? [],
    regionSplitBytes: integer(
      'regionSplitBytes',
      options.regionSplitBytes ?? 96 * 1024 * 1024,
      1024,
      Number.MAX_SAFE_INTEGER,
    ),
    clock: options.clock ?? systemClock,
  };
}

function modeOf({ apiVersion = 1, ttl }: EmbeddedClusterOptions): ApiMode {
  if (apiVersion === 2) {
    if (ttl === false) throw new InvalidArgumentError('ttl', 'API version 2 always has it');
    return 'V2';
  }
  if (apiVersion !== 1) throw new InvalidArgumentError('apiVersion', 'must be 1 or 2');
  return ttl === true ? 'V1TTL' : 'V1';
}

function integer(argument: string, value: number, min: number, max: number): number {
  if (!Number.isInteger(value) || value < min || value > max)
    throw new InvalidArgumentError(argument, 'must be an integer within its limits', { value, min, max });
  return value;
}
