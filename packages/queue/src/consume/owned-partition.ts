/** One partition that this process has claimed for a group: the fence, the progress, and how far it has been read. */

import { setMaxListeners } from 'node:events';
import { type Snapshot, addMilliseconds } from '@tito/tikv';
import { COMMIT_WINDOW_MS } from '../context';
import { composePosition } from '../position';
import { PartitionProgress } from './partition-progress';

/**
 * - `backlog`: read page by page from `cursor` on; the tail is only noted.
 * - `tail`: everything visible has been met; the tail's polls bring what is new.
 */
export type ReadingMode = 'backlog' | 'tail';

/** What a claim found. */
export interface ClaimedPartition {
  readonly partition: number;
  readonly epoch: number;
  readonly generation: number;
  readonly watermark: bigint;
  readonly cautiousTo: bigint;
  /** Positions settled in the checkpoint. */
  readonly settled: readonly bigint[];
  /** False when the group never worked on the partition in this generation: it has no markers and no parked events. */
  readonly hasHistory: boolean;
}

/** Pages of a backlog that are read at one snapshot. */
export interface BacklogPass {
  readonly snapshot: Snapshot;
  readonly timestamp: bigint;
  readonly beganMs: number;
}

export class OwnedPartition {
  readonly id: number;
  readonly epoch: number;
  readonly generation: number;
  readonly cautiousTo: bigint;
  readonly progress: PartitionProgress;
  /** Fires when the partition is no longer ours. */
  readonly abort = new AbortController();
  mode: ReadingMode = 'backlog';
  /** The next position to read in backlog mode. */
  cursor: bigint;
  /** The snapshot at which everything visible was met; in tail mode the tail's polls continue from here. */
  coveredTo = 0n;
  /** In backlog mode: every event up to this sequence is met and none can still appear. */
  finalTo = 0n;
  /** The last poll of the tail that had news for the partition. */
  newsAt = 0n;
  pass: BacklogPass | null = null;
  isReading = false;
  /** Careful runs that are noted in the store and have no outcome yet. */
  readonly startsNoted = new Set<bigint>();
  /** How many handlers run or commit. */
  inFlight = 0;
  /** Being given to another member: nothing new starts. */
  isDraining = false;
  /** The checkpoint lacks settled positions. */
  isDirty = false;

  constructor(claim: ClaimedPartition, cursor: bigint) {
    // Every handler that runs listens.
    setMaxListeners(0, this.abort.signal);
    this.id = claim.partition;
    this.epoch = claim.epoch;
    this.generation = claim.generation;
    this.cautiousTo = claim.cautiousTo;
    this.progress = new PartitionProgress(claim.watermark);
    for (const position of claim.settled) this.progress.settle(position, 'checkpoint');
    this.cursor = cursor;
  }

  /** The tail brought more than there is room for: its news are read from the store, page by page. */
  fallBehind(poll: { readonly timestamp: bigint; readonly previous: bigint }): void {
    const coveredTo = poll.previous > this.coveredTo ? poll.previous : this.coveredTo;
    this.#readFrom(addMilliseconds(coveredTo, -COMMIT_WINDOW_MS));
    this.newsAt = poll.timestamp;
  }

  /** Reads everything above the watermark again. */
  reread(): void {
    this.#readFrom(this.progress.watermark);
  }

  #readFrom(sequence: bigint): void {
    this.finalTo = sequence;
    this.cursor = composePosition(sequence + 1n, 0);
    this.pass = null;
    this.mode = 'backlog';
  }

  get isLost(): boolean {
    return this.abort.signal.aborted;
  }

  /** True while new work of the partition may start. */
  get isActive(): boolean {
    return !this.isLost && !this.isDraining;
  }
}
