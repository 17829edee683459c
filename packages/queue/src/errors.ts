/**
 * The errors of the queue: one class per decision that a caller or an operator can make.
 *
 * Wrong arguments are `InvalidArgumentError` (`PROTOCOL_INVALID_ARGUMENT`) and change nothing.
 */

import { TitoError, toHex } from '@tito/tikv';
import { type Duration, parseDuration } from './duration';

type Details = Readonly<Record<string, unknown>>;

/** A topic exists with another value of a property that cannot change: `details.topic`, `property`, `stored`, `declared`. */
export class TopicMismatchError extends TitoError {
  constructor(details: Details) {
    super('QUEUE_TOPIC_MISMATCH', 'the topic exists with other properties', { details });
  }
}

/** An event, or the events of one transaction together, are larger than their limit: `details.limit`, `details.actual`. */
export class EventTooLargeError extends TitoError {
  constructor(message: string, details: Details) {
    super('QUEUE_EVENT_TOO_LARGE', message, { details });
  }
}

/** A payload or metadata value has no exact stored form: `details.path` says where, `details.reason` why. */
export class InvalidPayloadError extends TitoError {
  constructor(path: string, reason: string) {
    super('QUEUE_INVALID_PAYLOAD', 'the value has no exact stored form', { details: { path, reason } });
  }
}

/** Stored bytes of the queue are not in a format that this version reads: `details.record`, `details.reason`. */
export class CorruptRecordError extends TitoError {
  constructor(record: string, reason: string, key?: Uint8Array) {
    super('QUEUE_CORRUPT_RECORD', 'a stored record of the queue cannot be read', {
      details: key === undefined ? { record, reason } : { record, reason, key: toHex(key) },
    });
  }
}

/** An event with the same `dedupeKey` was published to the topic before: `details.topic`. Nothing was written. */
export class DuplicateEventError extends TitoError {
  constructor(details: Details) {
    super('QUEUE_DUPLICATE_EVENT', 'an event with this dedupe key exists', { details });
  }
}

/** The queue was closed before or during the operation. */
export class QueueClosedError extends TitoError {
  constructor() {
    super('QUEUE_CLOSED', 'the queue is closed');
  }
}

/** No topic or group has this name: `details.kind`, `details.name`. */
export class UnknownNameError extends TitoError {
  constructor(kind: 'topic' | 'group' | 'dead letter' | 'schedule', name: string) {
    super('QUEUE_UNKNOWN_NAME', 'nothing of this name exists', { details: { kind, name } });
  }
}

/** Reason of an aborted `ctx.signal`: the handler took longer than the consumer's `timeout`. Counts as a failure. */
export class HandlerTimeoutError extends TitoError {
  constructor(timeoutMs: number) {
    super('QUEUE_HANDLER_TIMEOUT', 'the handler took longer than its timeout', {
      details: { timeoutMs },
      retryable: true,
    });
  }
}

/** Reason of an aborted `ctx.signal`: another process took the partition over. Nothing of the handler is committed. */
export class PartitionLostError extends TitoError {
  constructor(details: Details) {
    super('QUEUE_PARTITION_LOST', 'another process owns the partition now', { details, retryable: true });
  }
}

/** Reason of an aborted `ctx.signal`: the consumer stops and its drain time is over. The event is delivered again later. */
export class ConsumerStoppedError extends TitoError {
  constructor() {
    super('QUEUE_CONSUMER_STOPPED', 'the consumer stopped before the handler ended', { retryable: true });
  }
}

/** A reader of `tail` is too far behind what arrives: `details.topic`, `details.lastOffset` (null before the first event). */
export class TailOverrunError extends TitoError {
  constructor(topic: string, lastOffset: string | null) {
    super('QUEUE_TAIL_OVERRUN', 'the reader is too slow for what arrives', {
      details: { topic, lastOffset },
      retryable: true,
    });
  }
}

/** The lease of a `lead` function is held by another process, or is no longer certain to be ours: `details.lease`. */
export class LeaseLostError extends TitoError {
  constructor(lease: string) {
    super('QUEUE_LEASE_LOST', 'the lease is no longer held', { details: { lease }, retryable: true });
  }
}

/**
 * Throw it in a handler when no retry can help: the event goes to the dead letters at once.
 *
 * @example
 * ```ts
 * if (order === null) throw new NonRetryableError('no such order');
 * ```
 */
export class NonRetryableError extends TitoError {
  constructor(reason: string, cause?: unknown) {
    super('QUEUE_NON_RETRYABLE', reason, { cause });
  }
}

/** Throw it in a handler to choose when the event is tried again; counts as a failed attempt. */
export class RetryAfterError extends TitoError {
  readonly delayMs: number;

  constructor(delay: Duration, reason = 'the handler asked for a later retry', cause?: unknown) {
    super('QUEUE_RETRY_AFTER', reason, { cause, retryable: true });
    this.delayMs = parseDuration(delay, 'delay');
  }
}
