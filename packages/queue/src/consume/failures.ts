/** Stores how handlers failed: events are parked for another attempt, or buried among the dead letters. */

import { type Transaction, physicalMs } from '@tito/tikv';
import type { QueueContext } from '../context';
import { encodeRecordWithEvent } from '../format/json-record';
import type { Delivery, EventFence, Fence, OpenEvent } from './event-fence';
import {
  type DeadLetterRecord,
  type DeathReason,
  MARKER,
  type ParkedRecord,
  describeFailure,
} from './failure-records';
import { type RetryPolicy, planRetry } from './retry-policy';

/** What became of an event: it waits until `dueMs`, or is given up. */
export type Failed = { readonly kind: 'parked'; readonly dueMs: number } | { readonly kind: 'buried' };

/** The fence found the event settled, parked or lost: nothing was stored. */
export type NotOpen = Exclude<Fence, OpenEvent>;

const NEVER_FAILED: ParkedRecord = { attempts: 0, dueMs: 0, starts: 0, firstFailedMs: null, failure: null };
/** An event in whose course so many processes ended is given up. */
const MAX_STARTS = 3;

export class Failures {
  readonly #context: QueueContext;
  readonly #fence: EventFence;
  readonly #retry: RetryPolicy;

  constructor(context: QueueContext, fence: EventFence, retry: RetryPolicy) {
    this.#context = context;
    this.#fence = fence;
    this.#retry = retry;
  }

  /** Parks the event for its next attempt, or buries it. */
  async record(delivery: Delivery, error: unknown, reason: DeathReason): Promise<Failed | NotOpen> {
    this.#context.metrics.add('failed');
    const failed = await this.#fence.change<Failed>(delivery, (txn, event) => {
      const nowMs = physicalMs(txn.startTs ?? 0n);
      const attempts = (event.parked?.attempts ?? 0) + 1;
      const firstFailedMs = event.parked?.firstFailedMs ?? nowMs;
      const failure = describeFailure(error);
      const wait =
        reason === 'failed' ? planRetry(this.#retry, error, attempts, this.#context.random()) : 'give up';
      if (wait === 'give up') {
        const { id: partition } = delivery.owner;
        const record = { partition, attempts, reason, firstFailedMs, diedMs: nowMs, failure };
        return this.#bury(txn, delivery, record, event.bytes);
      }
      const record: ParkedRecord = { attempts, dueMs: nowMs + wait, starts: 0, firstFailedMs, failure };
      return this.#park(txn, delivery, record, event.bytes);
    });
    if (failed.kind === 'parked') this.#context.metrics.add('retried');
    if (failed.kind === 'buried') this.#context.metrics.add('dead');
    return failed;
  }

  /** Parks an event that has not run, behind an earlier one of its key. */
  parkBehind(delivery: Delivery): Promise<Failed | NotOpen> {
    return this.#fence.change(delivery, (txn, { bytes }) => this.#park(txn, delivery, NEVER_FAILED, bytes));
  }

  /** Parks an event with the note that it starts; buries it when too many starts had no end. */
  async noteStart(delivery: Delivery): Promise<Failed | NotOpen> {
    const noted = await this.#fence.change<Failed>(delivery, (txn, { parked, bytes }) => {
      const before = parked ?? NEVER_FAILED;
      const starts = before.starts + 1;
      if (starts <= MAX_STARTS) return this.#park(txn, delivery, { ...before, starts }, bytes);
      const diedMs = physicalMs(txn.startTs ?? 0n);
      const { attempts, failure } = before;
      const firstFailedMs = before.firstFailedMs ?? diedMs;
      const { id: partition } = delivery.owner;
      const record = { partition, attempts, reason: 'crashed' as const, firstFailedMs, diedMs, failure };
      return this.#bury(txn, delivery, record, bytes);
    });
    if (noted.kind === 'buried') this.#context.metrics.add('dead');
    return noted;
  }

  /** The run that was noted ended without an outcome, and the process lives. */
  async takeBackStart(delivery: Delivery): Promise<void> {
    await this.#fence.change(delivery, (txn, { parked, bytes }) => {
      if (parked === null || parked.starts === 0) return;
      this.#park(txn, delivery, { ...parked, starts: parked.starts - 1 }, bytes);
    });
  }

  #park(txn: Transaction, delivery: Delivery, record: ParkedRecord, bytes: Uint8Array): Failed {
    if (delivery.bytes !== null) txn.insert(this.#fence.markerKey(delivery), MARKER.parked);
    txn.put(this.#fence.parkedKey(delivery), encodeRecordWithEvent(record, bytes));
    return { kind: 'parked', dueMs: record.dueMs };
  }

  #bury(txn: Transaction, delivery: Delivery, record: DeadLetterRecord, bytes: Uint8Array): Failed {
    txn.put(this.#fence.deadLetterKey(delivery), encodeRecordWithEvent(record, bytes));
    if (delivery.bytes === null) txn.delete(this.#fence.parkedKey(delivery));
    else txn.insert(this.#fence.markerKey(delivery), MARKER.dead);
    return { kind: 'buried' };
  }
}
