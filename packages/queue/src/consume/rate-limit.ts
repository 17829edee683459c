/** A token bucket of one second. Pure. */
export class RateLimit {
  readonly #perSecond: number;
  readonly #capacity: number;
  #tokens: number;
  #atMs: number | null = null;

  /** @param perSecond Infinity: no limit */
  constructor(perSecond: number) {
    this.#perSecond = perSecond;
    this.#capacity = Math.max(1, perSecond);
    this.#tokens = this.#capacity;
  }

  /** For how many milliseconds there is no token; 0 when there is one. */
  waitMs(nowMs: number): number {
    if (this.#perSecond === Infinity) return 0;
    const earned = ((nowMs - (this.#atMs ?? nowMs)) * this.#perSecond) / 1000;
    this.#tokens = Math.min(this.#capacity, this.#tokens + earned);
    this.#atMs = nowMs;
    return this.#tokens >= 1 ? 0 : Math.ceil(((1 - this.#tokens) / this.#perSecond) * 1000);
  }

  /** True when nothing was taken for so long that it does not matter any more. */
  isFull(nowMs: number): boolean {
    return this.waitMs(nowMs) === 0 && this.#tokens >= this.#capacity;
  }

  /** Uses a token. */
  take(): void {
    this.#tokens -= 1;
  }
}
