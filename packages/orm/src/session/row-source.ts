/** Where reads come from: the cluster as it is now, a transaction, or the past. */

import type { KvReader, ReadOptions, Snapshot, TikvClient, Transaction } from '@tito/tikv';

export interface RowSource {
  /** Single keys are of one state too. */
  readonly isConsistent: boolean;
  /** One key, as new as can be. */
  get(key: Uint8Array, options?: ReadOptions): Promise<Uint8Array | null>;
  /** One consistent state for reads that belong together. */
  view(): KvReader;
}

/** The newest state. A single key costs one request and no timestamp. */
export function liveSource(client: TikvClient): RowSource {
  return {
    isConsistent: false,
    get: (key, options) => client.getLatest(key, options),
    view: () => client.snapshot(),
  };
}

/** The state at a timestamp. */
export function pastSource(client: TikvClient, ts: bigint): RowSource {
  const snapshot = client.snapshot(ts);
  return { isConsistent: true, get: (key, options) => snapshot.get(key, options), view: () => snapshot };
}

/** The timestamp of all that a reader gives; null for that of a transaction whose first read is still to come. */
export async function readTsOf(reader: KvReader): Promise<bigint | null> {
  const { startTs, timestamp } = reader as Partial<
    Pick<Transaction, 'startTs'> & Pick<Snapshot, 'timestamp'>
  >;
  if (startTs !== undefined) return startTs;
  return timestamp === undefined ? null : await timestamp.call(reader);
}
