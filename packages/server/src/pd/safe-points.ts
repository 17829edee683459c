/**
 * Up to where old versions may be destroyed, and who holds that back.
 *
 * Two points: below the transaction safe point nobody may read, below the GC safe point nothing may be left; the second
 * never passes the first. Services and barriers with a time to live keep the first from moving.
 */

import type { Clock } from '../clock';

export interface Holder {
  readonly id: string;
  readonly ts: bigint;
  /** `null` never expires. */
  readonly expiresAtMs: number | null;
}

export const NEVER_EXPIRES = (1n << 63n) - 1n;

export class SafePoints {
  readonly #clock: Clock;
  #txn = 0n;
  #gc = 0n;
  readonly #services = new Map<string, Holder>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get txnSafePoint(): bigint {
    return this.#txn;
  }

  get gcSafePoint(): bigint {
    return this.#gc;
  }

  /** Moves both points, never back, and returns where the GC safe point is. */
  advanceBoth(target: bigint): bigint {
    if (target > this.#gc) this.#gc = target;
    if (this.#gc > this.#txn) this.#txn = this.#gc;
    return this.#gc;
  }

  /** Keeps a service's point for `ttlS` seconds, or forgets it; the answer is the least of all. */
  updateService(id: string, ts: bigint, ttlS: bigint): Holder | null {
    if (ttlS <= 0n) this.#services.delete(id);
    else {
      const least = this.leastService();
      // Too late: something at that point may be gone already.
      if (!least || ts >= least.ts || this.#services.has(id)) {
        this.#services.set(id, { id, ts, expiresAtMs: this.#expiry(ttlS) });
      }
    }
    return this.leastService();
  }

  leastService(): Holder | null {
    let least: Holder | null = null;
    for (const holder of this.#services.values()) {
      if (this.#isExpired(holder)) this.#services.delete(holder.id);
      else if (!least || holder.ts < least.ts) least = holder;
    }
    return least;
  }

  /** Seconds that a holder has left. */
  secondsLeft(holder: Holder): bigint {
    if (holder.expiresAtMs === null) return NEVER_EXPIRES;
    return BigInt(Math.max(0, Math.ceil((holder.expiresAtMs - this.#clock.nowMs()) / 1000)));
  }

  #expiry(ttlS: bigint): number | null {
    return ttlS >= NEVER_EXPIRES / 1000n ? null : this.#clock.nowMs() + Number(ttlS) * 1000;
  }

  #isExpired({ expiresAtMs }: Holder): boolean {
    return expiresAtMs !== null && expiresAtMs <= this.#clock.nowMs();
  }
}
