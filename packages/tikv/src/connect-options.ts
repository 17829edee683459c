/** What a client can be told when it connects. */

import {
  InvalidArgumentError,
  type KeyMode,
  type KeyspaceCodec,
  keyspaceV1,
  keyspaceV2,
  keyspacepb,
} from '@tito/protocol';
import { ServerError } from './errors';
import { checkDuration } from './limits';
import type { PdClient } from './pd/pd-client';
import type { Backoffer } from './retry/backoffer';
import type { Clock, Random } from './retry/clock';
import type { TlsSource } from './rpc/tls';
import type { Transport } from './rpc/transport';

const DEFAULT_KEYSPACE = 0;
const MAX_CONNECT_TIMEOUT_MS = 24 * 60 * 60 * 1000;

export interface ConnectOptions {
  /** PD endpoints, `host:port`; one that answers is enough. */
  readonly endpoints: readonly string[];
  /** 10000 by default. */
  readonly connectTimeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Encrypted connections to PD and all stores; a function is called again whenever a connection is made anew. */
  readonly tls?: TlsSource | undefined;
  /** How the cluster keeps its keys: 1 by default. In version 2 they lie in keyspaces, raw and transactional ones apart. */
  readonly apiVersion?: 1 | 2 | undefined;
  /** The keyspace by name, in API version 2; the default one without. */
  readonly keyspace?: string | undefined;
  /** The cluster keeps times to live of raw keys also in API version 1; allows `raw.getTtl`. */
  readonly rawTtl?: boolean | undefined;
  /**
   * Labels of the stores that are near, such as `{ zone: 'eu-1' }`: reads with `replicaRead: 'closest'` and stale reads
   * go to stores that have all of them. None by default.
   */
  readonly locality?: Readonly<Record<string, string>> | undefined;
  /**
   * A store that cannot be reached from here is asked by way of another one that can. False by default: where all stores
   * are reachable, it only delays the search for a new leader after a store has died.
   */
  readonly forwarding?: boolean | undefined;
  /** The longest message to send or take; 512 MiB by default. */
  readonly maxMessageBytes?: number | undefined;
  /** Monotonic time; the machine's by default. */
  readonly clock?: Clock | undefined;
  /** `Math.random` by default. */
  readonly random?: Random | undefined;
  /** Sockets by default; `tls` and `maxMessageBytes` are theirs. */
  readonly transport?: Transport | undefined;
  /**
   * Whether requests to one store share a stream and its messages; true by default. Without it each one is a call of its
   * own, many times slower, which may help to find a fault.
   */
  readonly batch?: boolean | undefined;
}

/** @throws InvalidArgumentError */
export function checkOptions(options: ConnectOptions): void {
  const { endpoints, apiVersion = 1, keyspace, maxMessageBytes, locality = {} } = options;
  if (!Array.isArray(endpoints)) throw new InvalidArgumentError('endpoints', 'a list of host:port is needed');
  // A caller without types may pass anything.
  if ((apiVersion as unknown) !== 1 && (apiVersion as unknown) !== 2)
    throw new InvalidArgumentError('apiVersion', 'it is 1 or 2', { apiVersion });
  if (keyspace !== undefined && apiVersion !== 2)
    throw new InvalidArgumentError('keyspace', 'keyspaces exist in API version 2 only');
  if (maxMessageBytes !== undefined && (!Number.isSafeInteger(maxMessageBytes) || maxMessageBytes < 1024))
    throw new InvalidArgumentError('maxMessageBytes', 'it must be an integer, at least 1024', {
      maxMessageBytes,
    });
  checkDuration('connectTimeoutMs', options.connectTimeoutMs, MAX_CONNECT_TIMEOUT_MS);
  const labels: unknown = locality;
  if (
    typeof labels !== 'object' ||
    labels === null ||
    Object.values(labels).some((one) => typeof one !== 'string')
  )
    throw new InvalidArgumentError('locality', 'it is an object of labels and their values');
}

/**
 * The number of the keyspace, null in API version 1.
 *
 * @throws ServerError when there is no such keyspace, or it takes no requests
 */
export async function findKeyspace(
  { apiVersion = 1, keyspace }: ConnectOptions,
  pd: PdClient,
  backoffer: Backoffer,
): Promise<number | null> {
  if (apiVersion === 1) return null;
  if (keyspace === undefined) return DEFAULT_KEYSPACE;
  const { loadKeyspace } = keyspacepb.KeyspaceService;
  const { keyspace: found } = await pd.call(loadKeyspace, { name: keyspace }, backoffer);
  if (!found || found.state !== keyspacepb.KeyspaceState.ENABLED)
    throw new ServerError({ message: 'the keyspace does not exist or takes no requests', keyspace });
  return found.id ?? DEFAULT_KEYSPACE;
}

/** How the keys of a client look to the cluster. */
export function codecOf(mode: KeyMode, keyspaceId: number | null): KeyspaceCodec {
  return keyspaceId === null ? keyspaceV1(mode) : keyspaceV2(mode, keyspaceId);
}
