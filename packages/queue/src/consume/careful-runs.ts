/**
 * Careful mode: which of the events that were under way when an owner died is the one that killed it?
 *
 * Events up to the claim's `cautiousTo` run with a stored note that they start, which goes when they end. The notes that a
 * process leaves when it dies name the suspects; those run one at a time in each process, so that each clears itself before
 * the next is noted again. The event with too many notes is buried.
 */

import { sequenceOf } from '../position';
import type { Delivery } from './event-fence';
import type { Failures, NotOpen } from './failures';
import type { Outcome } from './outcome';

export class CarefulRuns {
  readonly #failures: Failures;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(failures: Failures) {
    this.#failures = failures;
  }

  /** True when the event may be the one that killed an earlier owner. */
  concerns({ position, owner }: Delivery): boolean {
    return sequenceOf(position) <= owner.cautiousTo;
  }

  /** Runs the event, alone among the suspects if it is one. The run gets the event as a parked one, which it is from then on. */
  run(
    delivery: Delivery,
    settle: (kind: NotOpen['kind'] | 'buried') => Outcome,
    run: (parked: Delivery) => Promise<Outcome>,
  ): Promise<Outcome> {
    if (delivery.starts === 0) return this.#run(delivery, settle, run);
    const result = this.#turn.then(() => this.#run(delivery, settle, run));
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #run(
    delivery: Delivery,
    settle: (kind: NotOpen['kind'] | 'buried') => Outcome,
    run: (parked: Delivery) => Promise<Outcome>,
  ): Promise<Outcome> {
    const { owner, position } = delivery;
    if (!owner.isActive) return { kind: 'stopped' };
    const parked = { ...delivery, bytes: null };
    // A run of ours that the store interrupted is no new start: this process lives.
    if (!owner.startsNoted.has(position)) {
      const noted = await this.#failures.noteStart(delivery);
      if (noted.kind !== 'parked') return settle(noted.kind);
      owner.startsNoted.add(position);
    }
    const outcome = await run(parked);
    if (outcome.kind === 'unavailable') return outcome;
    owner.startsNoted.delete(position);
    if (outcome.kind === 'stopped') await this.#failures.takeBackStart(parked);
    return outcome;
  }
}
