/**
 * Which notifications a poll must read, and which of them are news. Pure.
 *
 * A transaction commits at most the commit window after its sequence. What became visible between the snapshots of two
 * polls was committed after the earlier snapshot, so its sequence is later than that snapshot minus the window: a poll that
 * reads from there on misses nothing, whatever the order in which transactions with nearby sequences commit.
 */

import { addMilliseconds } from '@tito/tikv';

export class TailWindow {
  readonly #windowMs: number;
  readonly #seen = new Set<bigint>();
  #previous: bigint;

  /** @param start a timestamp: what was visible at it is no news */
  constructor(windowMs: number, start: bigint) {
    this.#windowMs = windowMs;
    this.#previous = start;
  }

  /** The snapshot of the last complete poll. */
  get previous(): bigint {
    return this.#previous;
  }

  /** The next poll reads every sequence greater than this one. */
  get after(): bigint {
    return addMilliseconds(this.#previous, -this.#windowMs);
  }

  /** True for a sequence that no poll has found yet. */
  isNews(sequence: bigint): boolean {
    return !this.#seen.has(sequence);
  }

  /** Ends a poll at a snapshot that found these sequences. */
  advance(snapshot: bigint, found: readonly bigint[]): void {
    for (const sequence of found) this.#seen.add(sequence);
    this.#previous = snapshot;
    // What lies before the next poll's range is never met again.
    for (const sequence of this.#seen) if (sequence <= this.after) this.#seen.delete(sequence);
  }
}
