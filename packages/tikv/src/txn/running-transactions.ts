/** The transactions of this client that have begun and not ended: what the garbage collection must not overtake. */

/** Whoever never ends is forgotten in time, looked for whenever so many have been added. */
const SWEEP_EVERY = 1024;

export class RunningTransactions {
  readonly #starts = new Map<object, { readonly startTs: bigint; readonly untilMs: number }>();
  #added = 0;

  /** `nowMs` and `untilMs` on the client's clock: the transaction may run until then. */
  add(owner: object, startTs: bigint, nowMs: number, untilMs: number): void {
    if (++this.#added % SWEEP_EVERY === 0) this.#sweep(nowMs);
    this.#starts.set(owner, { startTs, untilMs });
  }

  remove(owner: object): void {
    this.#starts.delete(owner);
  }

  /** The smallest start timestamp; null without any. */
  oldest(nowMs: number): bigint | null {
    this.#sweep(nowMs);
    let oldest: bigint | null = null;
    for (const { startTs } of this.#starts.values()) {
      if (oldest === null || startTs < oldest) oldest = startTs;
    }
    return oldest;
  }

  #sweep(nowMs: number): void {
    for (const [owner, { untilMs }] of this.#starts) if (untilMs < nowMs) this.#starts.delete(owner);
  }
}
