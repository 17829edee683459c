/**
 * Timestamps that may be a little old, to judge whether a lock has expired: many such questions share one timestamp.
 * They always come from the oracle, for a store takes every timestamp that it is shown as one that was given out.
 */

import { physicalMs } from '@tito/protocol';
import type { ClientContext } from '../context';
import type { TimestampOracle } from '../pd/timestamp-oracle';
import type { Backoffer } from '../retry/backoffer';

const MAX_AGE_MS = 2_000;

export class LowResolutionOracle {
  readonly #context: Pick<ClientContext, 'clock'>;
  readonly #oracle: TimestampOracle;
  #last = 0n;
  #takenAtMs = Number.NEGATIVE_INFINITY;

  constructor(context: Pick<ClientContext, 'clock'>, oracle: TimestampOracle) {
    this.#context = context;
    this.#oracle = oracle;
  }

  /**
   * A timestamp at most 2 s old.
   *
   * @param dueMs a fresh one is taken when by this client's clock the time (milliseconds since 1970) has come that the
   *   known one does not reach
   */
  async get(backoffer: Backoffer, dueMs = Number.POSITIVE_INFINITY): Promise<bigint> {
    const ageMs = this.#context.clock.now() - this.#takenAtMs;
    const knownMs = physicalMs(this.#last);
    const hasCome = knownMs < dueMs && knownMs + ageMs >= dueMs;
    if (ageMs < MAX_AGE_MS && !hasCome) return this.#last;
    const takenAtMs = this.#context.clock.now();
    const ts = await this.#oracle.get(backoffer);
    if (ts > this.#last) [this.#last, this.#takenAtMs] = [ts, takenAtMs];
    return this.#last;
  }
}
