/** The snapshot that callers hold: a fixed timestamp, keys as their owner knows them. */

import { InvalidArgumentError, type KeyRange, composeTimestamp } from '@tito/protocol';
import { createBackoffer } from '../context';
import type { CallOptions, KeyValue, ReadOptions, ReplicaOptions, ScanOptions } from '../kv-reader';
import { checkKey } from '../limits';
import { BUDGET } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import type { CommitRooms } from './commit-plan';
import { SnapshotReader } from './snapshot-reader';
import type { Snapshot } from './transaction';

export class ClientSnapshot implements Snapshot {
  readonly #rooms: CommitRooms;
  readonly #options: ReplicaOptions;
  readonly #given: bigint | null;
  readonly #reader: SnapshotReader;
  #timestamp: Promise<bigint> | null = null;

  /** `at` is null for a timestamp that is taken at the first use. */
  constructor(rooms: CommitRooms, at: bigint | Date | null, options: ReplicaOptions) {
    this.#rooms = rooms;
    this.#options = options;
    this.#given = at === null ? null : timestampOf(at);
    this.#reader = new SnapshotReader(rooms, (backoffer) => this.#version(backoffer));
  }

  timestamp(options?: CallOptions): Promise<bigint> {
    return this.#version(createBackoffer(this.#rooms.context, BUDGET.timestamp, options));
  }

  async get(key: Uint8Array, options?: ReadOptions): Promise<Uint8Array | null> {
    return this.#reader.get(this.#encode(key), { ...this.#options, ...options });
  }

  async batchGet(keys: readonly Uint8Array[], options?: ReadOptions): Promise<(Uint8Array | null)[]> {
    const encoded = keys.map((key) => this.#encode(key));
    return this.#reader.batchGet(encoded, { ...this.#options, ...options });
  }

  async *scan(range: KeyRange, options?: ScanOptions): AsyncGenerator<KeyValue, void, undefined> {
    const { codec } = this.#rooms;
    const pairs = this.#reader.scan(codec.encodeRange(range), { ...this.#options, ...options });
    for await (const { key, value } of pairs) yield { key: codec.decodeKey(key), value };
  }

  #encode(key: Uint8Array): Uint8Array {
    checkKey(key);
    return this.#rooms.codec.encodeKey(key);
  }

  /** Every read asks for it, so that the snapshot is known to be in use. */
  async #version(backoffer: Backoffer): Promise<bigint> {
    this.#timestamp ??= this.#take(backoffer).catch((error: unknown) => {
      this.#timestamp = null;
      throw error;
    });
    const ts = await this.#timestamp;
    this.#rooms.snapshots.note(ts, this.#rooms.context.clock.now());
    return ts;
  }

  async #take(backoffer: Backoffer): Promise<bigint> {
    const { oracle, safePoint } = this.#rooms;
    if (this.#given === null) return oracle.get(backoffer);
    await safePoint.checkNotFuture(this.#given, backoffer);
    return this.#given;
  }
}

function timestampOf(at: bigint | Date): bigint {
  if (typeof at === 'bigint' && at > 0n && at < 1n << 64n) return at;
  if (at instanceof Date && at.getTime() > 0) return composeTimestamp(BigInt(at.getTime()), 0n);
  throw new InvalidArgumentError('at', 'a snapshot is at a timestamp or a date', { at: String(at) });
}
