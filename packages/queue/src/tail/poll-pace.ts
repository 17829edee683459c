/** How long to wait until the next poll: short while there is news, longer and longer while there is none. Pure. */

export interface PaceOptions {
  readonly hotMs: number;
  readonly idleMs: number;
}

const GROWTH = 1.5;
/** Waits after the process itself commits news: the first polls may come before the commit is visible. */
const EXPECTING_MS = [1, 2, 3, 5, 8];
/** A poll may use at most this share of the time. */
const MAX_SHARE = 0.25;

export class PollPace {
  readonly #options: PaceOptions;
  #waitMs: number;
  #expecting: number[] = [];

  constructor(options: PaceOptions) {
    this.#options = options;
    this.#waitMs = options.hotMs;
  }

  /** News will be visible in a moment. */
  expect(): void {
    this.#expecting = [...EXPECTING_MS];
  }

  /** The wait after a poll. */
  next(hasNews: boolean, tookMs: number): number {
    if (hasNews) this.#waitMs = this.#options.hotMs;
    else this.#waitMs = Math.min(this.#waitMs * GROWTH, this.#options.idleMs);
    if (hasNews) this.#expecting = [];
    const wait = this.#expecting.shift() ?? this.#waitMs;
    return Math.max(wait, tookMs * (1 / MAX_SHARE - 1));
  }
}
