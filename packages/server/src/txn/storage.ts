/** What all stores of the embedded cluster share: one set of data, as if every replica were always up to date. */

import type { Clock } from '../clock';
import type { Engine } from '../engine/engine';
import { ConcurrencyManager } from '../mvcc/concurrency-manager';
import { MvccReader } from '../mvcc/mvcc-reader';
import type { TimestampOracle } from '../timestamp-oracle';

/** What a server checks requests against: `storage.api-version` and `storage.enable-ttl` of TiKV. */
export type ApiMode = 'V1' | 'V1TTL' | 'V2';

export interface Storage {
  readonly engine: Engine;
  readonly reader: MvccReader;
  readonly concurrency: ConcurrencyManager;
  readonly clock: Clock;
  readonly oracle: TimestampOracle;
  readonly mode: ApiMode;
}

export interface StorageParts {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly oracle: TimestampOracle;
  readonly mode: ApiMode;
}

export function createStorage(parts: StorageParts): Storage {
  return { ...parts, reader: new MvccReader(parts.engine), concurrency: new ConcurrencyManager() };
}
