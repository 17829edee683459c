/** A token bucket of one second. Pure. */
export class RateLimit {
  readonly #perSecond: number;
  readonly #capacity: number;
  #tokens: number;
  #at: number | null = null;

  /** @param perSecond Infinity: no limit */
  constructor(perSecond: number) {
    this.#perSecond = perSecond;
    this.#capacity = Math.max(1, perSecond);
    this.#tokens = this.#capacity;
  }

  /** Takes a token; or says for how many milliseconds there is none. */
  take(nowMs: number): number {
    if (this.#perSecond === Infinity) return 0;
    this.#tokens = Math.min(
      this.#capacity,
      this.#tokens + ((nowMs - (this.#at ?? nowMs)) * this.#perSecond) / 1000,
    );
    this.#at = nowMs;
    if (this.#tokens < 1) return Math.ceil(((1 - this.#tokens) / this.#perSecond) * 1000);
    this.#tokens -= 1;
    return 0;
  }
}
