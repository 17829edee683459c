/** A token bucket for each ordering key. Exact for the group: a key has one owner at a time. Pure. */

import { RateLimit } from './rate-limit';

/** Buckets that are full again are forgotten when there are so many. */
const MAX_BUCKETS = 10_000;

export class KeyRateLimit {
  readonly #perSecond: number;
  readonly #buckets = new Map<string, RateLimit>();

  /** @param perSecond for each key; Infinity: no limit */
  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** Takes a token of the key; else for how many milliseconds there is none. */
  take(key: string, nowMs: number): number {
    if (this.#perSecond === Infinity) return 0;
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      if (this.#buckets.size >= MAX_BUCKETS) this.#forgetFull(nowMs);
      bucket = new RateLimit(this.#perSecond);
      this.#buckets.set(key, bucket);
    }
    const waitMs = bucket.waitMs(nowMs);
    if (waitMs === 0) bucket.take();
    return waitMs;
  }

  #forgetFull(nowMs: number): void {
    for (const [key, bucket] of this.#buckets) if (bucket.isFull(nowMs)) this.#buckets.delete(key);
  }
}
