/** Time and chance, given from outside so that faults can be replayed. */

export interface Clock {
  /** Milliseconds since some moment; only ever grows. */
  now(): number;
  /**
   * Runs `callback` once after `delayMs`, unless the function that it returns is called before.
   * `background` timers do not keep the process alive.
   */
  schedule(delayMs: number, callback: () => void, background?: boolean): () => void;
}

/** A number from 0 (included) to 1 (excluded). */
export type Random = () => number;

/** The time of this machine, monotonic. */
export const systemClock: Clock = {
  now: () => performance.now(),
  schedule(delayMs, callback, background = false) {
    const timer = setTimeout(callback, delayMs);
    if (background) timer.unref();
    return () => clearTimeout(timer);
  },
};
