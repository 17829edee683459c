/** Hands out timestamps: unique, and each greater than all before. */

import { InvalidArgumentError, LOGICAL_PER_MILLISECOND, composeTimestamp } from '@tito/protocol';
import type { Clock } from './clock';
import { ClockNotDurableError } from './errors';

/** More than fit into one millisecond cannot be given as one run. */
export const MAX_TIMESTAMPS_PER_REQUEST = LOGICAL_PER_MILLISECOND - 1;

export interface TimestampRun {
  readonly physicalMs: number;
  /** Of the last of the run. */
  readonly logical: number;
}

/**
 * The promise that a restart starts above everything given before: a time that is stored ahead of the clock, and moved on
 * before the clock reaches it.
 */
export interface ClockBound {
  /** What the process before this one had promised: every timestamp of this one is later. */
  readonly startMs: number;
  /** Stored durably; no timestamp reaches it. */
  readonly durableMs: number;
  /** Stores a later one, some time soon. */
  extend(boundMs: number): void;
  /** Settles when the last one that was asked for is stored. */
  extended(): Promise<void>;
}

/** How far ahead the bound is stored, and how near the clock comes before the next one is. */
const BOUND_AHEAD_MS = 3_000;
const BOUND_RESERVE_MS = 1_500;

export class TimestampOracle {
  readonly #clock: Clock;
  readonly #bound: ClockBound | null;
  #physicalMs = 0;
  #logical = 0;

  /** @param bound of a cluster that is kept on disk */
  constructor(clock: Clock, bound: ClockBound | null = null) {
    this.#clock = clock;
    this.#bound = bound;
    if (bound) this.#moveTo(bound.startMs);
  }

  /**
   * The last of `count` timestamps. The clock may run ahead of the wall's for a moment when one millisecond is used up.
   *
   * @throws ClockNotDurableError while it is not stored yet how far the clock may go: after it stood for long, or when the
   * disk is slow. `ready` says when it is.
   */
  allocate(count: number): TimestampRun {
    if (!Number.isInteger(count) || count < 1 || count > MAX_TIMESTAMPS_PER_REQUEST)
      throw new InvalidArgumentError('count', 'so many timestamps cannot be had at once', { count });
    const nowMs = Math.floor(this.#clock.nowMs());
    if (nowMs > this.#physicalMs) this.#moveTo(nowMs);
    if (this.#logical + count >= LOGICAL_PER_MILLISECOND) this.#moveTo(this.#physicalMs + 1);
    if (this.#bound && this.#physicalMs >= this.#bound.durableMs) throw new ClockNotDurableError();
    this.#logical += count;
    return { physicalMs: this.#physicalMs, logical: this.#logical };
  }

  /** Settles when it is stored how far the clock may go, as of the last attempt to move it. */
  async ready(): Promise<void> {
    await this.#bound?.extended();
  }

  next(): bigint {
    const { physicalMs, logical } = this.allocate(1);
    return composeTimestamp(physicalMs, logical);
  }

  /** The greatest timestamp given so far, or now if that is later. */
  current(): bigint {
    const nowMs = Math.floor(this.#clock.nowMs());
    return nowMs > this.#physicalMs
      ? composeTimestamp(nowMs)
      : composeTimestamp(this.#physicalMs, this.#logical);
  }

  /** Moves the physical part ahead. */
  jump(ms: number): void {
    this.#moveTo(Math.max(this.#physicalMs, Math.floor(this.#clock.nowMs())) + ms);
  }

  #moveTo(physicalMs: number): void {
    this.#physicalMs = physicalMs;
    this.#logical = 0;
    if (this.#bound && physicalMs + BOUND_RESERVE_MS > this.#bound.durableMs)
      this.#bound.extend(physicalMs + BOUND_AHEAD_MS);
  }
}
