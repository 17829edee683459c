/** The way into a cluster. */

import type { ClientCounters } from './counters';
import type { CallOptions } from './kv-reader';
import type { RunTransactionOptions, Snapshot, Transaction, TransactionOptions } from './txn/transaction';
import { ServerError } from './errors';

export interface ConnectOptions {
  /** PD endpoints, `host:port`; one that answers is enough. */
  readonly endpoints: readonly string[];
  /** 10000 by default. */
  readonly connectTimeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export class TikvClient {
  readonly clusterId: bigint = 0n;

  static connect(_options: ConnectOptions): Promise<TikvClient> {
    return Promise.reject(new ServerError({ message: 'not built yet' }));
  }

  declare begin: (options?: TransactionOptions) => Promise<Transaction>;
  declare transaction: <T>(
    work: (txn: Transaction) => Promise<T>,
    options?: RunTransactionOptions,
  ) => Promise<T>;
  declare snapshot: (ts?: bigint) => Snapshot;
  declare getLatest: (key: Uint8Array, options?: CallOptions) => Promise<Uint8Array | null>;
  declare timestamp: (options?: CallOptions) => Promise<bigint>;
  declare readonly counters: ClientCounters;
  declare close: () => Promise<void>;
}
