/** What all stores of the embedded cluster share: one set of data, as if every replica were always up to date. */

import type { Clock } from '../clock';
import type { Engine } from '../engine/engine';
import { ConcurrencyManager } from '../mvcc/concurrency-manager';
import { MvccReader } from '../mvcc/mvcc-reader';
import type { TimestampOracle } from '../timestamp-oracle';
import type { Region } from '../topology/region';
import { requireUnchanged } from '../topology/region-changes';
import type { RegionGrowth } from '../topology/region-growth';
import type { Topology } from '../topology/topology';
import { Latches } from './latches';
import { LockWaits } from './lock-waits';
import { TxnStatusCache } from './txn-status-cache';

/** What a server checks requests against: `storage.api-version` and `storage.enable-ttl` of TiKV. */
export type ApiMode = 'V1' | 'V1TTL' | 'V2';

export interface StorageParts {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly oracle: TimestampOracle;
  readonly topology: Topology;
  /** Counts what writes bring into their regions. */
  readonly growth: RegionGrowth;
  readonly mode: ApiMode;
}

export interface Storage extends StorageParts {
  readonly reader: MvccReader;
  readonly concurrency: ConcurrencyManager;
  readonly latches: Latches;
  readonly lockWaits: LockWaits;
  readonly txnStatusCache: TxnStatusCache;
  /**
   * What the first write of the request at hand has to wait for before it takes effect. Set just before a request is
   * served, empty otherwise.
   */
  readonly holdSlot: { hold: (() => Promise<void>) | null };
  /** @throws RegionRefusal when the region has changed since the request was let in */
  requireCurrent(region: Region): void;
}

export function createStorage(parts: StorageParts): Storage {
  const reader = new MvccReader(parts.engine);
  return {
    ...parts,
    reader,
    concurrency: new ConcurrencyManager(),
    latches: new Latches(),
    lockWaits: new LockWaits(reader),
    txnStatusCache: new TxnStatusCache(parts.clock),
    holdSlot: { hold: null },
    requireCurrent: (region) => requireUnchanged(parts.topology, region),
  };
}
