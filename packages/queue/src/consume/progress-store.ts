/** Stores how far partitions are, many in one transaction. */

import type { Checkpoints, ProgressUpdate } from './checkpoints';
import type { OwnedPartition } from './owned-partition';

const MARKERS_PER_TRANSACTION = 256;
/** Transactions of one partition in one call, at most: others must get their turn. */
const MAX_ROUNDS = 64;

export class ProgressStore {
  readonly #checkpoints: Checkpoints;
  readonly #finalTo: (owner: OwnedPartition) => bigint;
  readonly #lose: (owner: OwnedPartition) => void;

  /**
   * @param finalTo up to which sequence every event of a partition is met, and none can still appear
   * @param lose hears of partitions that another process has claimed
   */
  constructor(
    checkpoints: Checkpoints,
    finalTo: (owner: OwnedPartition) => bigint,
    lose: (owner: OwnedPartition) => void,
  ) {
    this.#checkpoints = checkpoints;
    this.#finalTo = finalTo;
    this.#lose = lose;
  }

  /** A partition with more to free than one transaction takes gets several, one after the other. */
  async store(owners: readonly OwnedPartition[]): Promise<void> {
    let rest = owners;
    for (let round = 0; rest.length > 0 && round < MAX_ROUNDS; round++) rest = await this.#storeRound(rest);
  }

  /** Returns those that have more to free. */
  async #storeRound(owners: readonly OwnedPartition[]): Promise<OwnedPartition[]> {
    const unfinished: OwnedPartition[] = [];
    let batch: ProgressUpdate[] = [];
    let markers = 0;
    for (const owner of owners) {
      const update = this.#plan(owner);
      if (update === null) continue;
      const freed = update.advance?.markers.length ?? 0;
      if (freed >= MARKERS_PER_TRANSACTION) unfinished.push(owner);
      batch.push(update);
      markers += freed;
      if (batch.length < MARKERS_PER_TRANSACTION && markers < MARKERS_PER_TRANSACTION) continue;
      await this.#storeBatch(batch);
      batch = [];
      markers = 0;
    }
    if (batch.length > 0) await this.#storeBatch(batch);
    return unfinished;
  }

  /** Null when storing would bring nothing: a watermark that frees nothing can wait. */
  #plan(owner: OwnedPartition): ProgressUpdate | null {
    if (owner.isLost) return null;
    const advance = owner.progress.planAdvance(this.#finalTo(owner), MARKERS_PER_TRANSACTION);
    const frees = advance !== null && owner.progress.settledCount > 0;
    return owner.isDirty || frees ? { partition: owner, advance } : null;
  }

  async #storeBatch(batch: readonly ProgressUpdate[]): Promise<void> {
    for (const { partition } of batch) partition.isDirty = false;
    let lost: Set<OwnedPartition>;
    try {
      lost = await this.#checkpoints.store(batch);
    } catch (error) {
      for (const { partition } of batch) partition.isDirty = true;
      throw error;
    }
    for (const { partition, advance } of batch) {
      if (lost.has(partition)) this.#lose(partition);
      else if (advance !== null) partition.progress.advance(advance);
    }
  }
}
