/** Keeps what was there at one timestamp readable: for snapshots that are read for longer than old versions live. */

import { createBackoffer, type ClientContext } from '../context';
import { SnapshotTooOldError } from '../errors';
import type { CallOptions } from '../kv-reader';
import type { SafePoints } from '../pd/safe-points';
import { BUDGET } from '../retry/backoff-table';

/** A client that is gone holds nothing back for longer than this. */
const TTL_MS = 5 * 60 * 1000;
const RENEW_EVERY_MS = TTL_MS / 3;

export interface GcHoldRooms {
  readonly context: ClientContext;
  readonly safePoints: SafePoints;
  /** Fires when the client is closed: then the hold ends within {@link TTL_MS}. */
  readonly closing: AbortSignal;
}

export class GcHold implements AsyncDisposable {
  /** Everything that was there at this timestamp, and after it, stays readable. */
  readonly ts: bigint;
  readonly #rooms: GcHoldRooms;
  readonly #service: string;
  readonly #ended = new AbortController();
  #cancelTimer: () => void = () => undefined;

  private constructor(rooms: GcHoldRooms, ts: bigint) {
    this.#rooms = rooms;
    this.ts = ts;
    const random = Math.floor(rooms.context.random() * 2 ** 48).toString(16);
    this.#service = `tito-${ts}-${random}`;
    rooms.closing.addEventListener('abort', this.#end, { once: true });
  }

  /** @throws SnapshotTooOldError when the safe point has passed `ts` */
  static async take(rooms: GcHoldRooms, ts: bigint, options: CallOptions): Promise<GcHold> {
    const hold = new GcHold(rooms, ts);
    try {
      await hold.#renew(options);
    } catch (error) {
      await hold.release();
      throw error;
    }
    hold.#schedule();
    return hold;
  }

  /** Lets go. Idempotent; a failure to reach PD only delays it. */
  async release(): Promise<void> {
    if (this.#ended.signal.aborted) return;
    this.#end();
    await this.#tell(0n, {}).catch(() => undefined);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.release();
  }

  readonly #end = (): void => {
    this.#rooms.closing.removeEventListener('abort', this.#end);
    this.#ended.abort();
    this.#cancelTimer();
  };

  #schedule(): void {
    if (this.#ended.signal.aborted) return;
    const renew = (): void => {
      // What failed is tried again a third of its life later; twice may fail.
      void this.#renew({ signal: this.#ended.signal })
        .catch(() => undefined)
        .then(() => this.#schedule());
    };
    this.#cancelTimer = this.#rooms.context.clock.schedule(RENEW_EVERY_MS, renew, true);
  }

  async #renew(options: CallOptions): Promise<void> {
    const smallest = await this.#tell(BigInt(TTL_MS / 1000), options);
    if (smallest > this.ts) throw new SnapshotTooOldError({ ts: this.ts, safePoint: smallest });
  }

  #tell(ttlSeconds: bigint, options: CallOptions): Promise<bigint> {
    const { context, safePoints } = this.#rooms;
    const backoffer = createBackoffer(context, BUDGET.timestamp, options);
    return safePoints.hold(this.#service, this.ts, ttlSeconds, backoffer);
  }
}
