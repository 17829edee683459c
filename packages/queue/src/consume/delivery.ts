/**
 * The delivery of one event: from the fence to the acknowledgement.
 *
 * Transactional: one transaction reads the checkpoint (the epoch must be ours) and the event's marker (absent), runs the
 * handler, and inserts the marker; for a parked event it reads and deletes the parked record instead. Two owners that both
 * believe in themselves meet at that key: one of them commits. Failures are stored in a transaction of their own with the
 * same fence. See docs/queue-format.md.
 */

import { CommitOutcomeUnknownError, type Transaction, TransactionClosedError, isTitoError } from '@tito/tikv';
import { sleep } from '../clock';
import { CorruptRecordError } from '../errors';
import { decodeRecordWithEvent } from '../format/json-record';
import type { SubscriptionId } from '../format/key-layout';
import { type QueueEvent, decodeEvent } from '../queue-event';
import { CarefulRuns } from './careful-runs';
import type { Checkpoints } from './checkpoints';
import { noTransaction } from './consume-context';
import { type Delivery, EventFence } from './event-fence';
import { type DeathReason, MARKER, type ParkedRecord } from './failure-records';
import { type Failed, Failures, type NotOpen } from './failures';
import { type HandlerSettings, runHandler } from './handler-run';
import type { Outcome } from './outcome';

export interface DeliverySettings extends HandlerSettings {
  readonly id: SubscriptionId;
  readonly checkpoints: Checkpoints;
}

/** How often the work of one delivery is replayed after conflicts before that counts as a failure. */
const MAX_REPLAYS = 20;
const REPLAY_MS = 5;
const MAX_REPLAY_MS = 500;
/** How long a commit may take after the handler. */
const COMMIT_TIMEOUT_MS = 20_000;

export class Deliverer {
  readonly #settings: DeliverySettings;
  readonly #fence: EventFence;
  readonly #failures: Failures;
  readonly #careful: CarefulRuns;

  constructor(settings: DeliverySettings) {
    const { context, id, checkpoints, options } = settings;
    this.#settings = settings;
    this.#fence = new EventFence(context, id, checkpoints);
    this.#failures = new Failures(context, this.#fence, options.retry);
    this.#careful = new CarefulRuns(this.#failures);
  }

  /** Runs the handler for the event and settles or parks it; does not throw. */
  async deliver(delivery: Delivery): Promise<Outcome> {
    try {
      if (!this.#careful.concerns(delivery)) return await this.#run(delivery);
      return await this.#careful.run(delivery, settledBy, (parked) =>
        this.#run(parked).catch((error: unknown): Outcome => ({ kind: 'unavailable', error })),
      );
    } catch (error) {
      return { kind: 'unavailable', error };
    }
  }

  /** Parks an event behind an earlier one of its key; does not throw. */
  async parkBehind(delivery: Delivery): Promise<Outcome> {
    try {
      return outcomeOf(await this.#failures.parkBehind(delivery));
    } catch (error) {
      return { kind: 'unavailable', error };
    }
  }

  #run(delivery: Delivery): Promise<Outcome> {
    return this.#settings.options.effects === 'transactional'
      ? this.#runTransactional(delivery)
      : this.#runExternal(delivery);
  }

  async #runTransactional(delivery: Delivery): Promise<Outcome> {
    const { context, options, stopping } = this.#settings;
    for (let replay = 0; ; replay++) {
      const txn = await context.client.begin({ mode: options.mode });
      try {
        const fence = await this.#fence.read(txn, delivery);
        if (fence.kind !== 'open') return settledBy(fence.kind);
        const event = this.#decode(delivery, fence);
        if (event instanceof CorruptRecordError) return await this.#fail(delivery, event, 'malformed');
        const result = await runHandler(this.#settings, delivery.owner, event, () => txn);
        if (result.kind === 'lost' || result.kind === 'stopped') return result;
        const error = result.kind === 'failed' ? result.error : await this.#commit(txn, delivery);
        if (error === null) {
          context.metrics.add('settled');
          return { kind: 'settled', by: 'marker' };
        }
        if (this.#fence.isMarkerConflict(error, delivery)) continue;
        if (!isReplayable(error) || replay >= MAX_REPLAYS) return await this.#fail(delivery, error, 'failed');
      } finally {
        // Does nothing after a commit.
        await txn.rollback();
      }
      const wait = Math.min(MAX_REPLAY_MS, REPLAY_MS * 2 ** replay) * (0.5 + context.random());
      await sleep(context.clock, wait, stopping);
      if (stopping.aborted) return { kind: 'stopped' };
    }
  }

  async #runExternal(delivery: Delivery): Promise<Outcome> {
    const { context } = this.#settings;
    let parked: ParkedRecord | null = null;
    let bytes = delivery.bytes;
    if (bytes === null) {
      const stored = await context.client.getLatest(this.#fence.parkedKey(delivery));
      if (stored === null) return { kind: 'settled', by: 'marker' };
      ({ value: parked, event: bytes } = decodeRecordWithEvent<ParkedRecord>('parked event', stored));
    }
    const event = this.#decode(delivery, { parked, bytes });
    if (event instanceof CorruptRecordError) return this.#fail(delivery, event, 'malformed');
    const result = await runHandler(this.#settings, delivery.owner, event, noTransaction);
    if (result.kind === 'lost' || result.kind === 'stopped') return result;
    if (result.kind === 'failed') return this.#fail(delivery, result.error, 'failed');
    context.metrics.add('settled');
    if (parked === null) return { kind: 'settled', by: 'checkpoint' };
    const settled = await this.#fence.change(delivery, (txn) => {
      txn.delete(this.#fence.parkedKey(delivery));
      return { kind: 'settled' as const };
    });
    return settledBy(settled.kind);
  }

  /** Null when the transaction is committed; else the error. */
  async #commit(txn: Transaction, delivery: Delivery): Promise<unknown> {
    try {
      if (delivery.bytes === null) txn.delete(this.#fence.parkedKey(delivery));
      else txn.insert(this.#fence.markerKey(delivery), MARKER.done);
      await txn.commit({ timeoutMs: COMMIT_TIMEOUT_MS });
      return null;
    } catch (error) {
      return error;
    }
  }

  async #fail(delivery: Delivery, error: unknown, reason: DeathReason): Promise<Outcome> {
    return outcomeOf(await this.#failures.record(delivery, error, reason));
  }

  #decode(
    { position, owner }: Delivery,
    { parked, bytes }: { readonly parked: ParkedRecord | null; readonly bytes: Uint8Array },
  ): QueueEvent | CorruptRecordError {
    const attempt = (parked?.attempts ?? 0) + 1;
    try {
      return decodeEvent({ topic: this.#settings.topic, partition: owner.id, position, attempt }, bytes);
    } catch (error) {
      if (error instanceof CorruptRecordError) return error;
      throw error;
    }
  }
}

function outcomeOf(result: Failed | NotOpen): Outcome {
  return result.kind === 'parked' ? result : settledBy(result.kind);
}

function settledBy(kind: NotOpen['kind'] | 'buried'): Outcome {
  return kind === 'settled' || kind === 'buried' ? { kind: 'settled', by: 'marker' } : { kind };
}

/**
 * True when running the whole delivery again is the right answer to an error of the store. An unknown outcome is one: if
 * the transaction was committed, the next one finds its marker.
 */
function isReplayable(error: unknown): boolean {
  if (error instanceof CommitOutcomeUnknownError) return true;
  if (error instanceof TransactionClosedError) return false;
  return isTitoError(error) && error.retryable && error.code.startsWith('TIKV_');
}
