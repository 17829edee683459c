/**
 * Pessimistic transactions that committed not long ago: a copy of their prewrite that comes late must be looked at as a
 * repeated one, though it does not say so.
 */

import type { Clock } from '../clock';

const KEEP_MS = 30_000;
const MAX_ENTRIES = 100_000;

export class TxnStatusCache {
  readonly #clock: Clock;
  /** Start timestamp to when it was noted, the oldest first. */
  readonly #committed = new Map<bigint, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  noteCommit(startTs: bigint): void {
    const nowMs = this.#clock.nowMs();
    this.#committed.set(startTs, nowMs);
    for (const [oldest, atMs] of this.#committed) {
      if (nowMs - atMs <= KEEP_MS && this.#committed.size <= MAX_ENTRIES) break;
      this.#committed.delete(oldest);
    }
  }

  isCommitted(startTs: bigint): boolean {
    return this.#committed.has(startTs);
  }
}
