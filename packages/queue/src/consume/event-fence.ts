/**
 * The fence around one event: every transaction that settles, parks or buries it begins by reading that the partition is
 * still ours and the event still open, and ends at a key that only one of two owners can write.
 */

import { CommitOutcomeUnknownError, KeyExistsError, type Transaction, equalBytes } from '@tito/tikv';
import type { QueueContext } from '../context';
import { decodeRecordWithEvent } from '../format/json-record';
import type { SubscriptionId } from '../format/key-layout';
import { sequenceOf } from '../position';
import type { Checkpoints } from './checkpoints';
import { type ParkedRecord, isParkedMarker } from './failure-records';
import type { OwnedPartition } from './owned-partition';

/** An event on its way to the handler. */
export interface Delivery {
  readonly key: string;
  readonly position: bigint;
  readonly owner: OwnedPartition;
  /** The stored envelope; null for a parked event, whose record has it. */
  readonly bytes: Uint8Array | null;
  /** How often a process died while it may have been running this event. */
  readonly starts: number;
}

/** What the fence of a transaction found. `foundParked`: another owner parked the event. */
export type Fence =
  | OpenEvent
  | { readonly kind: 'settled' | 'foundParked' | 'lost'; readonly parked?: never; readonly bytes?: never };

export interface OpenEvent {
  readonly kind: 'open';
  /** Null for an event that never failed. */
  readonly parked: ParkedRecord | null;
  readonly bytes: Uint8Array;
}

export class EventFence {
  readonly #context: QueueContext;
  readonly #id: SubscriptionId;
  readonly #checkpoints: Checkpoints;

  constructor(context: QueueContext, id: SubscriptionId, checkpoints: Checkpoints) {
    this.#context = context;
    this.#id = id;
    this.#checkpoints = checkpoints;
  }

  /** Reads whether the event is open and ours to settle, in the transaction's snapshot. */
  async read(txn: Transaction, delivery: Delivery): Promise<Fence> {
    const { position, owner, bytes } = delivery;
    const key = bytes === null ? this.parkedKey(delivery) : this.markerKey(delivery);
    const [checkpoint, stored] = await this.#checkpoints.readFenced(txn, owner, key);
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

  /** A transaction of its own that changes what is stored about an open event; the fence when it is not open. */
  async change<T>(
    delivery: Delivery,
    change: (txn: Transaction, event: OpenEvent) => T,
  ): Promise<T | Exclude<Fence, OpenEvent>> {
    for (;;) {
      try {
        return await this.#context.client.transaction(async (txn) => {
          const fence = await this.read(txn, delivery);
          return fence.kind === 'open' ? change(txn, fence) : fence;
        });
      } catch (error) {
        // Another owner settled it meanwhile: the fence of a new transaction says how. After an unknown outcome too.
        if (!this.isMarkerConflict(error, delivery) && !(error instanceof CommitOutcomeUnknownError))
          throw error;
      }
    }
  }

  /** True for the error of a commit that met the marker of somebody else. */
  isMarkerConflict(error: unknown, delivery: Delivery): boolean {
    return error instanceof KeyExistsError && equalBytes(error.key, this.markerKey(delivery));
  }

  markerKey({ position, owner }: Delivery): Uint8Array {
    return this.#context.keys.marker(this.#id, owner.generation, owner.id, position);
  }

  parkedKey({ position, owner }: Delivery): Uint8Array {
    return this.#context.keys.parked(this.#id, owner.generation, owner.id, position);
  }

  deadLetterKey({ position }: Delivery): Uint8Array {
    return this.#context.keys.deadLetter(this.#id, position);
  }
}
