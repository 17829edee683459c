/** Hands out timestamps: unique, and each greater than all before. */

import { InvalidArgumentError, LOGICAL_PER_MILLISECOND, composeTimestamp } from '@tito/protocol';
import type { Clock } from './clock';

/** More than fit into one millisecond cannot be given as one run. */
export const MAX_TIMESTAMPS_PER_REQUEST = LOGICAL_PER_MILLISECOND - 1;

export interface TimestampRun {
  readonly physicalMs: number;
  /** Of the last of the run. */
  readonly logical: number;
}

export class TimestampOracle {
  readonly #clock: Clock;
  #physicalMs = 0;
  #logical = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The last of `count` timestamps. The clock may run ahead of the wall's for a moment when one millisecond is used up. */
  allocate(count: number): TimestampRun {
    if (!Number.isInteger(count) || count < 1 || count > MAX_TIMESTAMPS_PER_REQUEST)
      throw new InvalidArgumentError('count', 'so many timestamps cannot be had at once', { count });
    const nowMs = Math.floor(this.#clock.nowMs());
    if (nowMs > this.#physicalMs) {
      this.#physicalMs = nowMs;
      this.#logical = 0;
    }
    if (this.#logical + count >= LOGICAL_PER_MILLISECOND) {
      this.#physicalMs++;
      this.#logical = 0;
    }
    this.#logical += count;
    return { physicalMs: this.#physicalMs, logical: this.#logical };
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
    this.#physicalMs = Math.max(this.#physicalMs, Math.floor(this.#clock.nowMs())) + ms;
    this.#logical = 0;
  }
}
