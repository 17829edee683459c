/** What can be said about raw keys and their values beside the bytes. */

import { InvalidArgumentError } from '@tito/protocol';
import type { CallOptions, KeyValue, ReplicaOptions } from '../kv-reader';

/** Column families of API version 1; `default` is the one that is meant without a name. */
export type ColumnFamily = 'default' | 'lock' | 'write';

/** Options of everything that is done to raw keys. */
export interface RawKeyOptions extends CallOptions {
  /** API version 1 only. */
  readonly columnFamily?: ColumnFamily | undefined;
}

export interface RawReadOptions extends RawKeyOptions, Pick<ReplicaOptions, 'replicaRead'> {}

export interface RawWriteOptions extends RawKeyOptions {
  /**
   * The write waits for its turn among comparing writes to the same keys. Where `compareAndSwap` is used on a key, every
   * other write to it must say so too; false by default, which is faster.
   */
  readonly atomic?: boolean | undefined;
}

export interface RawPutOptions extends RawWriteOptions {
  /** The value is gone after so many seconds; 0, the default, means never. Needs API version 2, or a cluster with TTL. */
  readonly ttlSeconds?: number | undefined;
}

export interface RawScanOptions extends RawReadOptions {
  /** At most so many pairs; no limit by default. */
  readonly limit?: number | undefined;
  /** From the range's end to its start. */
  readonly reverse?: boolean | undefined;
  /** Pairs with empty values: saves their transfer. */
  readonly keyOnly?: boolean | undefined;
  /** Pairs per request, 1 to 10240; 256 by default. */
  readonly batchSize?: number | undefined;
}

export type RawPair = KeyValue;

export interface RawPutPair extends KeyValue {
  /** Instead of the one of the whole batch. */
  readonly ttlSeconds?: number | undefined;
}

export interface RawSwap {
  /** Whether the value was what it was expected to be, and is the new one now. */
  readonly swapped: boolean;
  /** The value before, null when there was none. */
  readonly previous: Uint8Array | null;
}

export interface RawChecksum {
  /** The exclusive or of CRC-64/XZ over key and value of each pair; in API version 2 the key has its prefix. */
  readonly checksum: bigint;
  readonly pairs: bigint;
  /** Of keys and values together. */
  readonly bytes: bigint;
}

const FAMILIES: ReadonlySet<unknown> = new Set<ColumnFamily>(['default', 'lock', 'write']);

/** The name as requests carry it; empty for the default. */
export function familyOf(apiVersion: 1 | 2, { columnFamily }: RawKeyOptions = {}): string {
  if (columnFamily === undefined) return '';
  if (apiVersion === 2) throw new InvalidArgumentError('columnFamily', 'API version 2 has none');
  if (!FAMILIES.has(columnFamily))
    throw new InvalidArgumentError('columnFamily', 'it is one of default, lock, write', { columnFamily });
  return columnFamily;
}

export function ttlOf({ ttlSeconds = 0 }: { readonly ttlSeconds?: number | undefined } = {}): bigint {
  if (!Number.isSafeInteger(ttlSeconds) || ttlSeconds < 0)
    throw new InvalidArgumentError('ttlSeconds', 'it must be a whole number of seconds, 0 or more', {
      ttlSeconds,
    });
  return BigInt(ttlSeconds);
}
