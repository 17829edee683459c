/** What all stores of the embedded cluster share: one set of data, as if every replica were always up to date. */

import type { Clock } from '../clock';
import type { Engine } from '../engine/engine';
import { ConcurrencyManager } from '../mvcc/concurrency-manager';
import { MvccReader } from '../mvcc/mvcc-reader';
import type { TimestampOracle } from '../timestamp-oracle';
import type { Region } from '../topology/region';
import { staleCommand } from '../topology/region-errors';
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
  readonly mode: ApiMode;
}

export interface Storage extends StorageParts {
  readonly reader: MvccReader;
  readonly concurrency: ConcurrencyManager;
  readonly latches: Latches;
  readonly lockWaits: LockWaits;
  readonly txnStatusCache: TxnStatusCache;
  /** What a write of the request at hand has to wait for before it takes effect; `null`, the rule, is nothing. */
  holdBack(region: Region): (() => Promise<void>) | null;
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
    holdBack: () => null,
    requireCurrent(region) {
      if (parts.topology.region(region.id) !== region) throw staleCommand();
    },
  };
}
