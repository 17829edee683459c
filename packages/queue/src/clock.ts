/**
 * Time inside one process: how long something took and when to look again. It never orders events and never decides who
 * owns what; timestamps of the cluster's oracle do.
 */

import { physicalMs } from '@tito/tikv';

/** Where the queue gets time from; tests replace it. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  now(): number;
  /** Runs the callback once, after at least so many milliseconds. */
  setTimer(callback: () => void, delayMs: number): Timer;
}

export interface Timer {
  cancel(): void;
}

/** Longest delay that Node's timers take. */
const MAX_DELAY_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => performance.now(),
  setTimer(callback, delayMs) {
    const handle = setTimeout(callback, Math.min(Math.max(delayMs, 0), MAX_DELAY_MS));
    return { cancel: () => clearTimeout(handle) };
  },
};

/** What time the oracle would tell, guessed from the last timestamp seen: for waiting, never for deciding. */
export class OracleTime {
  readonly #clock: Clock;
  #offsetMs: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  observe(timestamp: bigint): void {
    const offset = physicalMs(timestamp) - this.#clock.now();
    // A timestamp is old by the time it arrives, so the largest offset seen is the best guess.
    this.#offsetMs = Math.max(this.#offsetMs ?? offset, offset);
  }

  /** Milliseconds since 1970; 0 before any timestamp was seen. */
  nowMs(): number {
    return this.#offsetMs === null ? 0 : this.#clock.now() + this.#offsetMs;
  }
}

/** Waits; returns early, without an error, when the signal fires. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      timer.cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = clock.setTimer(end, delayMs);
    signal?.addEventListener('abort', end, { once: true });
  });
}

/** The promise's value, or `'late'` when it takes longer. */
export function withDeadline<T>(clock: Clock, promise: Promise<T>, delayMs: number): Promise<T | 'late'> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimer(() => resolve('late'), delayMs);
    promise.then(resolve, reject).finally(() => timer.cancel());
  });
}
