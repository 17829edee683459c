/**
 * Up to where old versions may be destroyed, and who holds that back.
 *
 * Two points: below the transaction safe point nobody may read, below the GC safe point nothing may be left; the second
 * never passes the first. Services and barriers with a time to live keep the first from moving. All keyspaces share one
 * state, as they do in a PD that was not told otherwise.
 */

import type { Clock } from '../clock';

export interface Holder {
  readonly id: string;
  readonly ts: bigint;
  /** `null` never expires. */
  readonly expiresAtMs: number | null;
}

export interface Advance {
  readonly old: bigint;
  readonly new: bigint;
  /** The barrier that kept the point from its target. */
  readonly blocker: Holder | null;
}

/** As a time to live in seconds. */
export const NEVER_EXPIRES = (1n << 63n) - 1n;

export class GcStates {
  readonly #clock: Clock;
  readonly #onGcSafePoint: (safePoint: bigint) => void;
  readonly #onChange: () => void;
  #txnSafePoint = 0n;
  #gcSafePoint = 0n;
  readonly #services = new Map<string, Holder>();
  readonly #barriers = new Map<string, Holder>();
  readonly #globalBarriers = new Map<string, Holder>();

  /** @param onGcSafePoint is told when the GC safe point has moved, `onChange` before that when either point has */
  constructor(
    clock: Clock,
    onGcSafePoint: (safePoint: bigint) => void,
    onChange: () => void = () => undefined,
  ) {
    this.#clock = clock;
    this.#onGcSafePoint = onGcSafePoint;
    this.#onChange = onChange;
  }

  /** The points of a cluster that was there before. */
  restore(txnSafePoint: bigint, gcSafePoint: bigint): void {
    this.#txnSafePoint = txnSafePoint;
    this.#gcSafePoint = gcSafePoint;
  }

  get txnSafePoint(): bigint {
    return this.#txnSafePoint;
  }

  get gcSafePoint(): bigint {
    return this.#gcSafePoint;
  }

  get barriers(): readonly Holder[] {
    return this.#live(this.#barriers);
  }

  get globalBarriers(): readonly Holder[] {
    return this.#live(this.#globalBarriers);
  }

  /** The old way: moves both points, never back, and returns where the GC safe point is. */
  advanceBoth(target: bigint): bigint {
    if (target > this.#gcSafePoint) this.#gcSafePoint = target;
    if (this.#gcSafePoint > this.#txnSafePoint) this.#txnSafePoint = this.#gcSafePoint;
    this.#onChange();
    this.#onGcSafePoint(this.#gcSafePoint);
    return this.#gcSafePoint;
  }

  /** As far as the barriers let it; `null` for a target behind where the point is. */
  advanceTxnSafePoint(target: bigint): Advance | null {
    const old = this.#txnSafePoint;
    if (target < old) return null;
    const blocker = [...this.barriers, ...this.globalBarriers]
      .filter((barrier) => barrier.ts < target)
      .reduce<Holder | null>((least, barrier) => (least && least.ts <= barrier.ts ? least : barrier), null);
    const reached = blocker ? blocker.ts : target;
    if (reached > old) this.#txnSafePoint = reached;
    this.#onChange();
    return { old, new: this.#txnSafePoint, blocker };
  }

  /** `null` for a target behind where the point is, or beyond the transaction safe point. */
  advanceGcSafePoint(target: bigint): Advance | null {
    const old = this.#gcSafePoint;
    if (target < old || target > this.#txnSafePoint) return null;
    this.#gcSafePoint = target;
    this.#onChange();
    this.#onGcSafePoint(target);
    return { old, new: target, blocker: null };
  }

  /** `null` for a barrier behind the transaction safe point. */
  setBarrier(kind: 'own' | 'global', id: string, ts: bigint, ttlS: bigint): Holder | null {
    if (ts < this.#txnSafePoint) return null;
    const barrier = { id, ts, expiresAtMs: this.#expiry(ttlS) };
    this.#barriersOf(kind).set(id, barrier);
    return barrier;
  }

  deleteBarrier(kind: 'own' | 'global', id: string): Holder | null {
    const barriers = this.#barriersOf(kind);
    const found = barriers.get(id) ?? null;
    barriers.delete(id);
    return found;
  }

  /** Keeps a service's point for `ttlS` seconds, or forgets it; the answer is the least of all. */
  updateService(id: string, ts: bigint, ttlS: bigint): Holder | null {
    if (ttlS <= 0n) this.#services.delete(id);
    else {
      const least = this.leastService();
      // Otherwise too late: something at that point may be gone already.
      if (!least || ts >= least.ts || least.id === id)
        this.#services.set(id, { id, ts, expiresAtMs: this.#expiry(ttlS) });
    }
    return this.leastService();
  }

  leastService(): Holder | null {
    return this.#live(this.#services).reduce<Holder | null>(
      (least, service) => (least && least.ts <= service.ts ? least : service),
      null,
    );
  }

  /** Seconds that a holder has left. */
  secondsLeft({ expiresAtMs }: Holder): bigint {
    if (expiresAtMs === null) return NEVER_EXPIRES;
    return BigInt(Math.max(0, Math.ceil((expiresAtMs - this.#clock.nowMs()) / 1000)));
  }

  #barriersOf(kind: 'own' | 'global'): Map<string, Holder> {
    return kind === 'own' ? this.#barriers : this.#globalBarriers;
  }

  #live(holders: Map<string, Holder>): Holder[] {
    for (const { id, expiresAtMs } of holders.values())
      if (expiresAtMs !== null && expiresAtMs <= this.#clock.nowMs()) holders.delete(id);
    return [...holders.values()];
  }

  #expiry(ttlS: bigint): number | null {
    return ttlS >= NEVER_EXPIRES / 1000n ? null : this.#clock.nowMs() + Number(ttlS) * 1000;
  }
}
