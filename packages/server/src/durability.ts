/**
 * What makes a cluster outlive its process: the engine on its directory, the record beside the data, and the promise of the
 * clock. In memory the same parts are there and lead nowhere.
 */

import { openDataDirectory } from './engine/data-directory';
import type { Engine } from './engine/engine';
import { MemoryEngine } from './engine/memory-engine';
import { InvalidArgumentError } from '@tito/protocol';
import { DirectoryUnreadableError } from './errors';
import { LOCK } from './mvcc/lock-record';
import type { ResolvedOptions } from './options';
import type { ClockBound } from './timestamp-oracle';
import { ClusterRecords } from './topology/cluster-record';

/** Room for the clock when it starts, before it stores its own bound. */
const START_BOUND_MS = 3_000;

export interface Durability {
  readonly engine: Engine;
  readonly records: ClusterRecords;
  /** `null` in memory, where no later process has to be ahead of this one. */
  readonly clockBound: ClockBound | null;
  close(): Promise<void>;
}

/**
 * @throws DirectoryInUseError, DirectoryUnreadableError
 * @throws InvalidArgumentError for options that the stored cluster does not have
 */
export async function openDurability(options: ResolvedOptions): Promise<Durability> {
  if (options.dataDir === null) {
    const engine = new MemoryEngine();
    return { engine, records: new ClusterRecords(engine), clockBound: null, close: () => engine.close() };
  }
  // Every request looks at locks, and there are few: they stay in memory besides.
  const directory = openDataDirectory(options.dataDir, [LOCK]);
  try {
    const { engine } = directory;
    const records = new ClusterRecords(engine);
    checkOptions(records, options);
    const startMs = records.current?.clockBoundMs ?? 0;
    const bound = new StoredClockBound(engine, records, startMs);
    bound.extend(Math.max(startMs, Math.floor(options.clock.nowMs())) + START_BOUND_MS);
    await engine.durable();
    return { engine, records, clockBound: bound, close: () => directory.close() };
  } catch (error) {
    await directory.close();
    throw error;
  }
}

function checkOptions(
  { current }: ClusterRecords,
  { dataDir, mode, stores, keyspaces }: ResolvedOptions,
): void {
  if (!current) return;
  if (current.mode !== mode) {
    throw new DirectoryUnreadableError(
      `the data is that of a cluster in mode ${current.mode}, not ${mode}`,
      dataDir ?? '',
    );
  }
  if (current.storeIds.length !== stores) {
    throw new InvalidArgumentError(
      'stores',
      'the data directory holds a cluster with another number of stores',
      {
        stored: current.storeIds.length,
      },
    );
  }
  if (current.keyspaces.some((name, i) => keyspaces[i] !== name)) {
    throw new InvalidArgumentError('keyspaces', 'the data directory holds other keyspaces', {
      stored: current.keyspaces,
    });
  }
}

class StoredClockBound implements ClockBound {
  readonly startMs: number;
  readonly #engine: Engine;
  readonly #records: ClusterRecords;
  #askedMs = 0;
  #durableMs = 0;
  #extended: Promise<void> = Promise.resolve();

  constructor(engine: Engine, records: ClusterRecords, startMs: number) {
    this.#engine = engine;
    this.#records = records;
    this.startMs = startMs;
  }

  get durableMs(): number {
    return this.#durableMs;
  }

  /** The bound of a new cluster is stored with the rest of its record; until then the process has given nothing away. */
  extend(boundMs: number): void {
    if (boundMs <= this.#askedMs) return;
    this.#askedMs = boundMs;
    this.#records.change({ clockBoundMs: boundMs });
    const durable = this.#engine.durable();
    if (!durable) return this.#reach(boundMs);
    this.#extended = durable.then(() => this.#reach(boundMs));
    // Whoever waits for it is told; nobody waiting must not end the process.
    this.#extended.catch(() => undefined);
  }

  extended(): Promise<void> {
    return this.#extended;
  }

  #reach(boundMs: number): void {
    this.#durableMs = Math.max(this.#durableMs, boundMs);
  }
}
