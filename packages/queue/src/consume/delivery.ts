/**
 * The delivery of one event: from the fence to the acknowledgement.
 *
 * Transactional: one transaction reads the checkpoint (the epoch must be ours) and the event's marker (absent), runs the
 * handler, and inserts the marker; for a parked event it reads and deletes the parked record instead. Two owners that both
 * believe in themselves meet at that key: one of them commits. Failures are stored in a transaction of their own with the
 * same fence. See docs/queue-format.md.
 */

import {
  CommitOutcomeUnknownError,
  KeyExistsError,
  type Transaction,
  TransactionClosedError,
  equalBytes,
  isTitoError,
  physicalMs,
} from '@tito/tikv';
import { type Timer, sleep } from '../clock';
import type { QueueContext } from '../context';
import { ConsumerStoppedError, CorruptRecordError, HandlerTimeoutError, PartitionLostError } from '../errors';
import { decodeRecordWithEvent, encodeRecordWithEvent } from '../format/json-record';
import type { SubscriptionId } from '../format/key-layout';
import { sequenceOf } from '../position';
import { type QueueEvent, decodeEvent } from '../queue-event';
import type { Checkpoints } from './checkpoints';
import { type EventHandler, noTransaction } from './consume-context';
import type { ResolvedConsumeOptions } from './consume-options';
import {
  type DeadLetterRecord,
  type DeathReason,
  MARKER,
  type ParkedRecord,
  describeFailure,
  isParkedMarker,
} from './failure-records';
import type { OwnedPartition } from './owned-partition';
import type { SettledBy } from './partition-progress';
import { planRetry } from './retry-policy';

/** An event on its way to the handler. */
export interface Delivery {
  readonly key: string;
  readonly position: bigint;
  readonly owner: OwnedPartition;
  /** The stored envelope; null for a parked event, whose record has it. */
  readonly bytes: Uint8Array | null;
}

/**
 * - `settled`: done, now or before.
 * - `parked`: waits for `dueMs`.
 * - `foundParked`: another owner parked it; the partition's parked events must be read again.
 * - `lost`: the partition belongs to another process.
 * - `stopped`: the consumer stops; nothing happened.
 * - `unavailable`: the store did not answer; the same must be tried again.
 */
export type Outcome =
  | { readonly kind: 'settled'; readonly by: SettledBy }
  | { readonly kind: 'parked'; readonly dueMs: number }
  | { readonly kind: 'foundParked' | 'lost' | 'stopped' }
  | { readonly kind: 'unavailable'; readonly error: unknown };

export interface DeliverySettings {
  readonly context: QueueContext;
  readonly topic: string;
  readonly id: SubscriptionId;
  readonly options: ResolvedConsumeOptions;
  readonly checkpoints: Checkpoints;
  readonly handler: EventHandler<unknown>;
  /** Fires with a `ConsumerStoppedError` when the drain time is over. */
  readonly stopping: AbortSignal;
}

type HandlerResult =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'lost' | 'stopped' };

/** What the fence of a transaction found. */
type Fence =
  | { readonly kind: 'open'; readonly parked: ParkedRecord | null; readonly bytes: Uint8Array }
  | { readonly kind: 'settled' | 'foundParked' | 'lost' };

/** How often the work of one delivery is replayed after conflicts before that counts as a failure. */
const MAX_REPLAYS = 20;
const REPLAY_MS = 5;
const MAX_REPLAY_MS = 500;
/** An event in whose course so many processes ended is given up. */
const MAX_STARTS = 3;
/** How long a commit may take after the handler. */
const COMMIT_TIMEOUT_MS = 20_000;

export class Deliverer {
  readonly #settings: DeliverySettings;

  constructor(settings: DeliverySettings) {
    this.#settings = settings;
  }

  /** Runs the handler for the event and settles or parks it; does not throw. */
  async deliver(delivery: Delivery): Promise<Outcome> {
    try {
      if (this.#needsCare(delivery)) {
        const outcome = await this.#markStart(delivery);
        if (outcome !== null) return outcome;
        return await this.#run({ ...delivery, bytes: null });
      }
      return await this.#run(delivery);
    } catch (error) {
      return { kind: 'unavailable', error };
    }
  }

  /** Parks an event behind an earlier one of its key; does not throw. */
  async parkBehind(delivery: Delivery): Promise<Outcome> {
    try {
      return await this.#change(delivery, (txn, { bytes }) => {
        const record: ParkedRecord = { attempts: 0, dueMs: 0, starts: 0, firstFailedMs: null, failure: null };
        txn.insert(this.#markerKey(delivery), MARKER.parked);
        txn.put(this.#parkedKey(delivery), encodeRecordWithEvent(record, bytes));
        return { kind: 'parked', dueMs: 0 };
      });
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
    const { context, options } = this.#settings;
    for (let replay = 0; ; replay++) {
      const txn = await context.client.begin({ mode: options.mode });
      try {
        const fence = await this.#readFence(txn, delivery);
        if (fence.kind !== 'open') return settledBy(fence.kind);
        const event = this.#decode(delivery, fence);
        if (event instanceof CorruptRecordError)
          return await this.#recordFailure(delivery, event, 'malformed');
        const result = await this.#runHandler(delivery, event, () => txn);
        if (result.kind === 'lost' || result.kind === 'stopped') return result;
        const error = result.kind === 'failed' ? result.error : await this.#commit(txn, delivery);
        if (error === null) {
          context.metrics.add('settled');
          return { kind: 'settled', by: 'marker' };
        }
        if (isMarkerConflict(error, this.#markerKey(delivery))) continue;
        if (!isReplayable(error) || replay >= MAX_REPLAYS)
          return await this.#recordFailure(delivery, error, 'failed');
      } finally {
        // Does nothing after a commit.
        await txn.rollback();
      }
      const wait = Math.min(MAX_REPLAY_MS, REPLAY_MS * 2 ** replay) * (0.5 + context.random());
      await sleep(context.clock, wait, this.#settings.stopping);
      if (this.#settings.stopping.aborted) return { kind: 'stopped' };
    }
  }

  async #runExternal(delivery: Delivery): Promise<Outcome> {
    const { context } = this.#settings;
    let parked: ParkedRecord | null = null;
    let bytes = delivery.bytes;
    if (bytes === null) {
      const stored = await context.client.getLatest(this.#parkedKey(delivery));
      if (stored === null) return { kind: 'settled', by: 'marker' };
      ({ value: parked, event: bytes } = decodeRecordWithEvent<ParkedRecord>('parked event', stored));
    }
    const event = this.#decode(delivery, { parked, bytes });
    if (event instanceof CorruptRecordError) return this.#recordFailure(delivery, event, 'malformed');
    const result = await this.#runHandler(delivery, event, noTransaction);
    if (result.kind === 'lost' || result.kind === 'stopped') return result;
    if (result.kind === 'failed') return this.#recordFailure(delivery, result.error, 'failed');
    context.metrics.add('settled');
    if (parked === null) return { kind: 'settled', by: 'checkpoint' };
    return this.#change(delivery, (txn) => {
      txn.delete(this.#parkedKey(delivery));
      return { kind: 'settled', by: 'marker' };
    });
  }

  /** Null when the transaction is committed; else the error. */
  async #commit(txn: Transaction, delivery: Delivery): Promise<unknown> {
    try {
      if (delivery.bytes === null) txn.delete(this.#parkedKey(delivery));
      else txn.insert(this.#markerKey(delivery), MARKER.done);
      await txn.commit({ timeoutMs: COMMIT_TIMEOUT_MS });
      return null;
    } catch (error) {
      return error;
    }
  }

  async #runHandler(delivery: Delivery, event: QueueEvent, txn: () => Transaction): Promise<HandlerResult> {
    const { context, options, handler, stopping, topic } = this.#settings;
    const abort = new AbortController();
    const onLost = (): void => abort.abort(new PartitionLostError({ topic, partition: delivery.owner.id }));
    const onStop = (): void => abort.abort(new ConsumerStoppedError());
    const timer: Timer = context.clock.setTimer(
      () => abort.abort(new HandlerTimeoutError(options.timeoutMs)),
      options.timeoutMs,
    );
    delivery.owner.abort.signal.addEventListener('abort', onLost, { once: true });
    stopping.addEventListener('abort', onStop, { once: true });
    if (delivery.owner.isLost) onLost();
    if (stopping.aborted) onStop();
    context.metrics.add('delivered');
    const { epoch, generation } = delivery.owner;
    try {
      await untilAborted(abort.signal, async () =>
        handler(event, {
          get txn() {
            return txn();
          },
          signal: abort.signal,
          attempt: event.attempt,
          idempotencyKey: `${options.group}/${topic}/${generation}/${event.offset}`,
          fencingToken: epoch,
        }),
      );
      return { kind: 'succeeded' };
    } catch (error) {
      const reason: unknown = abort.signal.aborted ? abort.signal.reason : null;
      if (reason instanceof PartitionLostError) return { kind: 'lost' };
      if (reason instanceof ConsumerStoppedError) return { kind: 'stopped' };
      return { kind: 'failed', error: reason ?? error };
    } finally {
      timer.cancel();
      delivery.owner.abort.signal.removeEventListener('abort', onLost);
      stopping.removeEventListener('abort', onStop);
    }
  }

  /** Stores that the handler failed: the event is parked, or given up. */
  #recordFailure(delivery: Delivery, error: unknown, reason: DeathReason): Promise<Outcome> {
    const { context, options } = this.#settings;
    context.metrics.add('failed');
    return this.#change(delivery, (txn, { parked, bytes }) => {
      const nowMs = physicalMs(txn.startTs ?? 0n);
      const attempts = (parked?.attempts ?? 0) + 1;
      const firstFailedMs = parked?.firstFailedMs ?? nowMs;
      const failure = describeFailure(error);
      const wait =
        reason === 'failed' ? planRetry(options.retry, error, attempts, context.random()) : 'give up';
      if (wait === 'give up') {
        this.#bury(
          txn,
          delivery,
          { partition: delivery.owner.id, attempts, reason, firstFailedMs, diedMs: nowMs, failure },
          bytes,
        );
        return { kind: 'settled', by: 'marker' };
      }
      context.metrics.add('retried');
      const record: ParkedRecord = { attempts, dueMs: nowMs + wait, starts: 0, firstFailedMs, failure };
      if (delivery.bytes !== null) txn.insert(this.#markerKey(delivery), MARKER.parked);
      txn.put(this.#parkedKey(delivery), encodeRecordWithEvent(record, bytes));
      return { kind: 'parked', dueMs: record.dueMs };
    });
  }

  #bury(txn: Transaction, delivery: Delivery, record: DeadLetterRecord, bytes: Uint8Array): void {
    const { context, id } = this.#settings;
    context.metrics.add('dead');
    txn.put(context.keys.deadLetter(id, delivery.position), encodeRecordWithEvent(record, bytes));
    if (delivery.bytes === null) txn.delete(this.#parkedKey(delivery));
    else txn.insert(this.#markerKey(delivery), MARKER.dead);
  }

  /** True when the event may be the one that killed an earlier owner. */
  #needsCare({ position, owner }: Delivery): boolean {
    return sequenceOf(position) <= owner.cautiousTo;
  }

  /** Stores, before a careful run, that it starts; gives the event up when earlier starts had no end. Null: run it. */
  async #markStart(delivery: Delivery): Promise<Outcome | null> {
    const outcome = await this.#change(delivery, (txn, { parked, bytes }) => {
      const nowMs = physicalMs(txn.startTs ?? 0n);
      const starts = (parked?.starts ?? 0) + 1;
      const before = parked ?? { attempts: 0, dueMs: 0, firstFailedMs: null, failure: null };
      if (starts > MAX_STARTS) {
        const { attempts, failure } = before;
        const firstFailedMs = before.firstFailedMs ?? nowMs;
        this.#bury(
          txn,
          delivery,
          {
            partition: delivery.owner.id,
            attempts,
            reason: 'crashed',
            firstFailedMs,
            diedMs: nowMs,
            failure,
          },
          bytes,
        );
        return { kind: 'settled', by: 'marker' };
      }
      if (delivery.bytes !== null) txn.insert(this.#markerKey(delivery), MARKER.parked);
      txn.put(this.#parkedKey(delivery), encodeRecordWithEvent({ ...before, starts }, bytes));
      return { kind: 'parked', dueMs: 0 };
    });
    return outcome.kind === 'parked' ? null : outcome;
  }

  /** A transaction that changes what is stored about an open event, under the fence. */
  async #change(
    delivery: Delivery,
    change: (txn: Transaction, fence: Fence & { readonly kind: 'open' }) => Outcome,
  ): Promise<Outcome> {
    for (;;) {
      try {
        return await this.#settings.context.client.transaction(async (txn) => {
          const fence = await this.#readFence(txn, delivery);
          return fence.kind === 'open' ? change(txn, fence) : settledBy(fence.kind);
        });
      } catch (error) {
        // Another owner settled it meanwhile: the fence of a new transaction says how. After an unknown outcome too.
        if (
          !isMarkerConflict(error, this.#markerKey(delivery)) &&
          !(error instanceof CommitOutcomeUnknownError)
        )
          throw error;
      }
    }
  }

  async #readFence(txn: Transaction, delivery: Delivery): Promise<Fence> {
    const { position, owner, bytes } = delivery;
    const key = bytes === null ? this.#parkedKey(delivery) : this.#markerKey(delivery);
    const [checkpoint, stored] = await this.#settings.checkpoints.readFenced(txn, owner, key);
    if (checkpoint === null) return { kind: 'lost' };
    if (bytes === null) {
      if (stored === null) return { kind: 'settled' };
      const { value, event } = decodeRecordWithEvent<ParkedRecord>('parked event', stored);
      return { kind: 'open', parked: value, bytes: event };
    }
    // Markers below the watermark are deleted: the watermark speaks for them.
    if (checkpoint.watermark >= sequenceOf(position)) return { kind: 'settled' };
    if (stored !== null) return { kind: isParkedMarker(stored) ? 'foundParked' : 'settled' };
    return { kind: 'open', parked: null, bytes };
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

  #markerKey({ position, owner }: Delivery): Uint8Array {
    return this.#settings.context.keys.marker(this.#settings.id, owner.generation, owner.id, position);
  }

  #parkedKey({ position, owner }: Delivery): Uint8Array {
    return this.#settings.context.keys.parked(this.#settings.id, owner.generation, owner.id, position);
  }
}

function settledBy(kind: 'settled' | 'foundParked' | 'lost'): Outcome {
  return kind === 'settled' ? { kind, by: 'marker' } : { kind };
}

function isMarkerConflict(error: unknown, marker: Uint8Array): boolean {
  return error instanceof KeyExistsError && equalBytes(error.key, marker);
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

/** The work's result, or the signal's reason as soon as it fires. */
function untilAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work().then(resolve, reject);
  });
}
