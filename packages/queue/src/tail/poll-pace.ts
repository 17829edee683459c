/** How long to wait until the next poll: short while there is news, longer and longer while there is none. Pure. */

export interface PaceOptions {
  readonly hotMs: number;
  readonly idleMs: number;
}

const GROWTH = 1.5;
/** Polls may use at most this share of the time; those for commits of the process itself, which are worth it, more. */
const MAX_SHARE = 0.25;
const MAX_OWN_SHARE = 0.5;

export class PollPace {
  readonly #options: PaceOptions;
  #waitMs: number;
  #isExpecting = false;

  constructor(options: PaceOptions) {
    this.#options = options;
    this.#waitMs = options.hotMs;
  }

  /** There is news that the last poll may not have seen. */
  expect(): void {
    this.#isExpecting = true;
  }

  /** The wait after a poll. */
  next(hasNews: boolean, tookMs: number): number {
    if (hasNews) this.#waitMs = this.#options.hotMs;
    else this.#waitMs = Math.min(this.#waitMs * GROWTH, this.#options.idleMs);
    const share = this.#isExpecting ? MAX_OWN_SHARE : MAX_SHARE;
    const waitMs = this.#isExpecting ? 0 : this.#waitMs;
    this.#isExpecting = false;
    return Math.max(waitMs, tookMs * (1 / share - 1));
  }
}
