/**
 * Whether a timestamp can still be read: a cluster drops versions that nobody may need any more, and a read below its safe
 * point would find less than there was, without an error.
 *
 *     age of the timestamp        what is known to be safe
 *     under 30 s                  no collector comes so near to the present
 *     older                       it is compared with the safe point, asked for at most every 10 s
 *
 * A read is checked before it is made and again with its answer, for the safe point moves meanwhile. The collector of this
 * client tells at once how far it has moved it.
 */

import { MAX_TIMESTAMP, physicalMs } from '@tito/protocol';
import type { ClientContext } from '../context';
import { SnapshotInFutureError, SnapshotTooOldError } from '../errors';
import type { SafePoints } from '../pd/safe-points';
import type { TimestampOracle } from '../pd/timestamp-oracle';
import type { Backoffer } from '../retry/backoffer';

const YOUNG_MS = 30_000;
const KNOWN_FOR_MS = 10_000;

export class SafePointWatch {
  readonly #context: Pick<ClientContext, 'clock'>;
  readonly #oracle: TimestampOracle;
  readonly #safePoints: SafePoints;
  #safePoint = 0n;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | null = null;

  constructor(context: Pick<ClientContext, 'clock'>, oracle: TimestampOracle, safePoints: SafePoints) {
    this.#context = context;
    this.#oracle = oracle;
    this.#safePoints = safePoints;
  }

  /** @throws SnapshotTooOldError when what was there at `ts` may be gone */
  async check(ts: bigint, backoffer: Backoffer): Promise<void> {
    while (this.#isDoubtful(ts)) {
      if (ts < this.#safePoint) throw new SnapshotTooOldError({ ts, safePoint: this.#safePoint });
      if (this.#context.clock.now() - this.#askedAtMs < KNOWN_FOR_MS) return;
      await backoffer.waitFor((this.#asking ??= this.#ask(backoffer)));
    }
  }

  /**
   * A timestamp that did not come from the oracle.
   *
   * @throws SnapshotInFutureError: a store that is shown such a timestamp gives later commits still later ones
   */
  async checkNotFuture(ts: bigint, backoffer: Backoffer): Promise<void> {
    if (ts <= this.#oracle.last) return;
    const now = await this.#oracle.get(backoffer);
    if (ts > now) throw new SnapshotInFutureError({ ts, now });
  }

  /** The safe point is at least here. */
  learn(safePoint: bigint): void {
    if (safePoint > this.#safePoint) this.#safePoint = safePoint;
  }

  #isDoubtful(ts: bigint): boolean {
    if (ts === MAX_TIMESTAMP) return false;
    const nowMs = this.#oracle.nowMs;
    return nowMs === null || nowMs - physicalMs(ts) > YOUNG_MS || ts < this.#safePoint;
  }

  async #ask(backoffer: Backoffer): Promise<void> {
    const askedAtMs = this.#context.clock.now();
    try {
      this.learn(await this.#safePoints.forReads(backoffer));
      this.#askedAtMs = askedAtMs;
    } finally {
      this.#asking = null;
    }
  }
}
