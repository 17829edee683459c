/** What a handler can use beside its event. */

import { InvalidArgumentError, type Transaction } from '@tito/tikv';
import type { QueueEvent } from '../queue-event';

export interface ConsumeContext {
  /**
   * The transaction that also acknowledges the event: what the handler writes with it is committed together with the
   * acknowledgement, exactly once. It is committed after the handler; do not commit or roll it back.
   *
   * @throws InvalidArgumentError with `effects: 'external'`, which has none
   */
  readonly txn: Transaction;
  /** Fires when the handler should end: its time is over, the partition was lost or the consumer stops. */
  readonly signal: AbortSignal;
  /** 1 at the first delivery to the group; the same as the event's. */
  readonly attempt: number;
  /** The same at every delivery of the event to the group: for systems that know such keys. */
  readonly idempotencyKey: string;
  /** Rises whenever the event's partition changes its owner: for systems that refuse older writers. */
  readonly fencingToken: number;
}

/** @returns what the handler resolves with is ignored; a rejection is a failure of the event */
export type EventHandler<P> = (event: QueueEvent<P>, context: ConsumeContext) => Promise<unknown>;

/** Stands in for the transaction that external effects do not have. */
export function noTransaction(): Transaction {
  throw new InvalidArgumentError('effects', "there is no transaction with effects: 'external'");
}
