/** Raw keys and values. */

import type { CallOptions, KeyValue } from '../kv-reader';

export interface RawScanOptions extends CallOptions {
  readonly limit?: number | undefined;
  readonly reverse?: boolean | undefined;
  readonly keyOnly?: boolean | undefined;
  readonly batchSize?: number | undefined;
}
export type RawPair = KeyValue;
