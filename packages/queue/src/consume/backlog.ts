/** Reads the partitions that are behind, page by page, while there is room for their events. */

import { sleep } from '../clock';
import type { QueueContext } from '../context';
import type { Delivery } from './event-fence';
import type { IdleGate } from './idle-gate';
import type { OwnedPartition } from './owned-partition';
import type { PartitionReader } from './partition-reader';

export interface BacklogSettings {
  readonly context: QueueContext;
  readonly reader: PartitionReader;
  readonly idle: IdleGate;
  /** How many events may wait in memory. */
  readonly prefetch: number;
  readonly waiting: () => number;
  readonly mayRead: () => boolean;
  readonly owned: () => Iterable<OwnedPartition>;
  readonly push: (delivery: Delivery) => void;
  /** A page has been read. */
  readonly arrived: () => void;
  readonly stopping: AbortSignal;
}

/** A partition with so many settled events above its watermark is not read further. */
export const MAX_SETTLED = 10_000;
const READS_AT_ONCE = 4;
const MAX_PAGE = 256;
const UNAVAILABLE_MS = 250;

export class Backlog {
  readonly #settings: BacklogSettings;
  #reading = 0;

  constructor(settings: BacklogSettings) {
    this.#settings = settings;
  }

  get isReading(): boolean {
    return this.#reading > 0;
  }

  /** True when `coming` more events have room, beside those that pages under way will bring. */
  hasRoom(coming: number): boolean {
    return this.#settings.waiting() + coming < this.#settings.prefetch;
  }

  /** Starts reading what may be read. */
  run(): void {
    if (!this.#settings.mayRead()) return;
    for (const owner of this.#settings.owned()) {
      if (this.#reading >= READS_AT_ONCE || !this.hasRoom(this.#reading * this.#pageSize)) return;
      if (owner.mode !== 'backlog' || owner.isReading || !owner.isActive) continue;
      if (owner.progress.settledCount <= MAX_SETTLED) void this.#readPage(owner);
    }
  }

  async #readPage(owner: OwnedPartition): Promise<void> {
    const { context, reader, idle, push, arrived, stopping } = this.#settings;
    owner.isReading = true;
    this.#reading++;
    try {
      for (const delivery of await reader.readPage(owner, this.#pageSize)) push(delivery);
    } catch (error) {
      context.report(error, 'read backlog');
      await sleep(context.clock, UNAVAILABLE_MS, stopping);
    } finally {
      owner.isReading = false;
      this.#reading--;
      idle.wake();
    }
    this.run();
    arrived();
  }

  get #pageSize(): number {
    return Math.min(MAX_PAGE, this.#settings.prefetch);
  }
}
