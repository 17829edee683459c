/** What snapshots and transactions have in common: reads of a consistent state of the cluster. */

import type { KeyRange } from '@tito/protocol';

export interface KeyValue {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** Options of everything that waits. */
export interface CallOptions {
  /** Ends the wait with `TIKV_ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  /** Ends the wait with `TIKV_DEADLINE_EXCEEDED`. Without it the retry budgets bound the call. */
  readonly timeoutMs?: number | undefined;
}

export type ReadOptions = CallOptions;

export interface ScanOptions extends CallOptions {
  /** At most so many pairs; no limit by default. */
  readonly limit?: number | undefined;
  /** From the range's end to its start. */
  readonly reverse?: boolean | undefined;
  /** Pairs with empty values: saves their transfer. */
  readonly keyOnly?: boolean | undefined;
  /** Pairs per request, 1 to 10240; 256 by default. */
  readonly batchSize?: number | undefined;
}

/** Reads at one timestamp. */
export interface KvReader {
  /** The value, or null when the key is absent. An empty value is a value. */
  get(key: Uint8Array, options?: ReadOptions): Promise<Uint8Array | null>;
  /** The values in the order of the keys, null for absent ones. One request per region, all in parallel. */
  batchGet(keys: readonly Uint8Array[], options?: ReadOptions): Promise<(Uint8Array | null)[]>;
  /**
   * The pairs of a range in key order, fetched page by page while the caller iterates. A limit of at most the batch
   * size costs one request when the range lies in one region.
   */
  scan(range: KeyRange, options?: ScanOptions): AsyncIterable<KeyValue>;
}
