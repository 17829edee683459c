/** How a database is connected. */

import type { QueueOptions } from '@tito/queue';
import type { TikvClient } from '@tito/tikv';
import type { ModelClass } from '../metadata/declarations';

export interface TitoOptions {
  /** PD endpoints, `host:port`. This or `client`. */
  readonly endpoints?: readonly string[];
  /** A client that the caller keeps: `close()` leaves it open. */
  readonly client?: TikvClient;
  /** Keeps apart what shares a cluster: 1 to 200 bytes of any text; `default` by default. */
  readonly namespace?: string;
  readonly models: Iterable<ModelClass>;
  /** 10000 by default. */
  readonly connectTimeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Settings of the queue. */
  readonly queue?: Omit<QueueOptions, 'client' | 'prefix'>;
  /** Milliseconds since 1970, for created and updated times and generated ids; the system's by default. */
  readonly clock?: () => number;
  /** So many random bytes, for generated ids; the system's by default. */
  readonly random?: (bytes: number) => Uint8Array;
  readonly schema?: SchemaOptions;
  /** Hears of functions given to `onCommit` and of hooks after writes that failed; `process.emitWarning` by default. */
  readonly onError?: (error: unknown) => void;
}

/** How a database treats its stored schema. */
export interface SchemaOptions {
  /**
   * For how long a process may rely on what it read of the schema, 100 to 600000; 30000 by default. Changes of indexes wait for
   * it between their steps; a process that is busy reads a few bytes once in this time. The first connection of a namespace
   * stores it, for all.
   */
  readonly leaseMs?: number;
  /**
   * For development: connecting also builds the indexes that are new or changed, before it returns, and the lease of a new
   * namespace is 500. Only small models should have many rows then. False by default: `db.schema.apply` builds them.
   */
  readonly synchronize?: boolean;
  /** Milliseconds of a clock that never goes back, by which leases are renewed; for tests. */
  readonly clock?: () => number;
}
