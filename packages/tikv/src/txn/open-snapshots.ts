/**
 * The snapshots that this client reads: what the garbage collection must not overtake. A snapshot has no end, so one counts
 * as open for five minutes after it was last used. Only the oldest of each second is remembered.
 */

const OPEN_MS = 5 * 60 * 1000;
const BUCKET_MS = 1_000;

export class OpenSnapshots {
  /** The oldest timestamp that was used in each second, by the client's clock. */
  readonly #oldest = new Map<number, bigint>();

  /** A snapshot at `ts` is used now, by the client's clock. */
  note(ts: bigint, nowMs: number): void {
    const second = Math.floor(nowMs / BUCKET_MS);
    const known = this.#oldest.get(second);
    if (known === undefined) this.#sweep(nowMs);
    if (known === undefined || ts < known) this.#oldest.set(second, ts);
  }

  /** The oldest timestamp of an open snapshot; null without any. */
  oldest(nowMs: number): bigint | null {
    this.#sweep(nowMs);
    let oldest: bigint | null = null;
    for (const ts of this.#oldest.values()) if (oldest === null || ts < oldest) oldest = ts;
    return oldest;
  }

  #sweep(nowMs: number): void {
    for (const second of this.#oldest.keys()) {
      if ((second + 1) * BUCKET_MS + OPEN_MS >= nowMs) return;
      this.#oldest.delete(second);
    }
  }
}
