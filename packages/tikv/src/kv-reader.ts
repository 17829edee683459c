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

/**
 * Which replica of a region answers a read. All of them answer alike: a follower asks the leader how far it has to be
 * before it reads.
 *
 * - `leader` (default): the quickest where the leader is near.
 * - `follower`: takes load off the leader; the leader only when no follower serves.
 * - `mixed`: any, at random.
 * - `closest`: one whose store has all labels of the client's `locality`; any when there is none.
 *
 * Stores that are slow or out of reach come last. A replica that does not serve is left for another one at once.
 */
export type ReplicaRead = 'leader' | 'follower' | 'mixed' | 'closest';

/** Who answers a read. */
export interface ReplicaOptions {
  readonly replicaRead?: ReplicaRead | undefined;
  /**
   * The replica answers without asking the leader, from what it has: no way to another data centre. For reads of the
   * past, some seconds old or more; a replica that has not come so far leaves the read to the leader. `replicaRead` says
   * which one is asked, `closest` by default. False by default.
   */
  readonly staleRead?: boolean | undefined;
}

export interface ReadOptions extends CallOptions, ReplicaOptions {}

export interface ScanOptions extends ReadOptions {
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
