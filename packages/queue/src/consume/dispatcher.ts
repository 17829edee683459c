/** Runs handlers: takes events from the lanes while there are free places, and does with each what its outcome says. */

import type { Timer } from '../clock';
import type { GroupLimits } from '../catalog/records';
import type { QueueContext } from '../context';
import type { Deliverer } from './delivery';
import type { Delivery } from './event-fence';
import type { IdleGate } from './idle-gate';
import { type LanePolicy, type LaneWork, Lanes } from './lanes';
import type { Outcome } from './outcome';
import type { OwnedPartition } from './owned-partition';
import type { PartitionReader } from './partition-reader';
import { KeyRateLimit } from './key-rate-limit';
import { RateLimit } from './rate-limit';

export interface DispatcherSettings {
  readonly context: QueueContext;
  readonly concurrency: number;
  /** Handler starts per second: all, and of each key. */
  readonly rateLimit: number;
  readonly keyRateLimit: number;
  readonly policy: LanePolicy;
  readonly deliverer: Deliverer;
  readonly reader: PartitionReader;
  readonly idle: IdleGate;
  /** False while nothing new may start. */
  readonly mayStart: () => boolean;
  /** The partition belongs to another process now; must call `drop`. */
  readonly lose: (owner: OwnedPartition) => void;
  /** An event is settled that only the checkpoint will know of. */
  readonly acknowledge: (owner: OwnedPartition) => void;
  /** An event has ended: there may be room for others. */
  readonly ended: () => void;
}

const MAX_PARKED_PER_KEY = 1000;
const UNAVAILABLE_MS = 250;

export class Dispatcher {
  readonly #settings: DispatcherSettings;
  readonly #lanes: Lanes<Delivery>;
  #rate: RateLimit;
  #keyRate: KeyRateLimit;
  #timer: Timer | null = null;
  #inFlight = 0;

  constructor(settings: DispatcherSettings) {
    this.#settings = settings;
    this.#lanes = new Lanes(settings.policy, MAX_PARKED_PER_KEY);
    this.#rate = new RateLimit(settings.rateLimit);
    this.#keyRate = new KeyRateLimit(settings.keyRateLimit);
  }

  /** Handlers and their transactions that run. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Events that wait in memory. */
  get waiting(): number {
    return this.#lanes.freshCount;
  }

  /** Events in the store that wait for a retry, or behind one that does. */
  get parked(): number {
    return this.#lanes.parkedCount;
  }

  /** What the group's administration allows, where that is less than the consumer's own limits. */
  limit({ perSecond = Infinity, perKeyPerSecond = Infinity }: GroupLimits): void {
    this.#rate = new RateLimit(Math.min(this.#settings.rateLimit, perSecond));
    this.#keyRate = new KeyRateLimit(Math.min(this.#settings.keyRateLimit, perKeyPerSecond));
  }

  /** Adds an event. Those of a partition that is given back are its next owner's: running one would overtake others. */
  push(delivery: Delivery): void {
    if (delivery.owner.isActive) this.#lanes.push(delivery);
  }

  park(delivery: Delivery, dueMs: number): void {
    if (delivery.owner.isActive) this.#lanes.park(delivery, dueMs);
  }

  /** Forgets the waiting events of a partition. */
  drop(owner: OwnedPartition): void {
    this.#lanes.drop(owner);
  }

  /** Starts what may start. */
  run(): void {
    this.stop();
    const { context, concurrency, mayStart } = this.#settings;
    if (!mayStart()) return;
    while (this.#inFlight < concurrency) {
      const waitMs = this.#rate.waitMs(context.clock.now());
      if (waitMs > 0) return this.#runIn(waitMs);
      const work = this.#lanes.take(context.oracleTime.nowMs());
      if (work === null) {
        const dueMs = this.#lanes.nextDueMs();
        if (dueMs !== Infinity) this.#runIn(Math.max(1, dueMs - context.oracleTime.nowMs()));
        return;
      }
      const keyWaitMs = this.#keyRate.take(work.item.key, context.clock.now());
      if (keyWaitMs > 0) {
        this.#lanes.putBack(work, context.oracleTime.nowMs() + keyWaitMs);
        continue;
      }
      this.#rate.take();
      void this.#work(work);
    }
  }

  /** Starts nothing more by itself. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  /** Takes in the partition's parked events anew: another owner parked some, or they came back from the dead letters. */
  async rereadParked(owner: OwnedPartition): Promise<void> {
    try {
      for (const { delivery, dueMs } of await this.#settings.reader.readParked(owner))
        this.park(delivery, dueMs);
      this.run();
    } catch (error) {
      this.#settings.context.report(error, 'read parked events');
      this.#settings.lose(owner);
    }
  }

  #runIn(delayMs: number): void {
    this.#timer = this.#settings.context.clock.setTimer(() => this.run(), delayMs);
  }

  async #work(work: LaneWork<Delivery>): Promise<void> {
    const { owner } = work.item;
    this.#inFlight++;
    owner.inFlight++;
    const outcome = await this.#attempt(work);
    // Until the lane knows of a parked event, nothing behind it may run.
    if (outcome.kind === 'foundParked') await this.rereadParked(owner);
    this.#inFlight--;
    owner.inFlight--;
    this.#conclude(work, outcome);
    this.#settings.idle.wake();
    this.#settings.ended();
    this.run();
  }

  #attempt({ kind, item }: LaneWork<Delivery>): Promise<Outcome> {
    if (!item.owner.isActive) return Promise.resolve({ kind: 'stopped' });
    return kind === 'park'
      ? this.#settings.deliverer.parkBehind(item)
      : this.#settings.deliverer.deliver(item);
  }

  #conclude(work: LaneWork<Delivery>, outcome: Outcome): void {
    const { context, lose, acknowledge } = this.#settings;
    const { item } = work;
    const { owner, position } = item;
    switch (outcome.kind) {
      case 'settled':
        owner.progress.settle(position, outcome.by);
        if (outcome.by === 'checkpoint') acknowledge(owner);
        if (work.kind === 'retry') this.#lanes.unpark(item);
        break;
      case 'parked':
        owner.progress.settle(position, 'marker');
        this.park({ ...item, bytes: null, starts: 0 }, outcome.dueMs);
        break;
      case 'foundParked':
        owner.progress.settle(position, 'marker');
        break;
      case 'lost':
        lose(owner);
        break;
      case 'stopped':
        // It stays open for the next owner: the watermark must not pass it.
        break;
      case 'unavailable':
        context.report(outcome.error, 'deliver');
        if (owner.isActive) return this.#lanes.putBack(work, context.oracleTime.nowMs() + UNAVAILABLE_MS);
    }
    this.#lanes.finish(work);
  }
}
