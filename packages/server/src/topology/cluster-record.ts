/**
 * What outlives the process beside the data itself: who the cluster is, its shape, and how far its clock has promised not
 * to fall behind. One small record, rewritten whenever it changes, in the same engine as the data: whatever depends on it
 * is written after it.
 */

import { DirectoryUnreadableError } from '../errors';
import { type Engine, type Family, WriteBatch } from '../engine/engine';
import type { Region } from './region';

export interface ClusterRecord {
  readonly clusterId: bigint;
  /** The last id given to a store, a region or a peer. */
  readonly lastId: bigint;
  readonly storeIds: readonly bigint[];
  readonly regions: readonly Region[];
  /** API version and time to live, which the stored keys and values depend on. */
  readonly mode: string;
  readonly keyspaces: readonly string[];
  /** Every timestamp given so far is before this time. */
  readonly clockBoundMs: number;
  readonly txnSafePoint: bigint;
  readonly gcSafePoint: bigint;
}

const FORMAT = 1;
const KEY = 'record';

const CLUSTER: Family<ClusterRecord> = {
  name: 'cluster',
  encode: (record) => Buffer.from(JSON.stringify({ format: FORMAT, ...record }, bigintsAsText), 'utf8'),
  decode: (bytes) => parse(Buffer.from(bytes).toString('utf8')),
};

/** The record of an engine, and its changes. */
export class ClusterRecords {
  readonly #engine: Engine;
  #current: ClusterRecord | null;

  /** @throws DirectoryUnreadableError when what is stored is no record */
  constructor(engine: Engine) {
    this.#engine = engine;
    this.#current = engine.get(CLUSTER, KEY) ?? null;
  }

  /** `null` in a new cluster. */
  get current(): ClusterRecord | null {
    return this.#current;
  }

  create(record: ClusterRecord): void {
    this.#put(record);
  }

  change(part: Partial<ClusterRecord>): void {
    if (this.#current) this.#put({ ...this.#current, ...part });
  }

  #put(record: ClusterRecord): void {
    const batch = new WriteBatch();
    batch.put(CLUSTER, KEY, record);
    this.#engine.write(batch);
    this.#current = record;
  }
}

function bigintsAsText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

function parse(text: string): ClusterRecord {
  const record = JSON.parse(text, (_, value: unknown) =>
    typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
  ) as ClusterRecord & { readonly format?: unknown };
  if (record.format !== FORMAT) {
    throw new DirectoryUnreadableError(
      'the record of the cluster is of a format that this version does not know',
      'cluster',
    );
  }
  return record;
}
