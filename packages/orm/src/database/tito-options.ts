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
  /** Hears of functions given to `onCommit` and of hooks after writes that failed; `process.emitWarning` by default. */
  readonly onError?: (error: unknown) => void;
}
