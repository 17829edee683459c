/** What a handler receives. */

import { physicalMs } from '@tito/tikv';
import { type EventOperation, decodeEnvelope } from './format/envelope-codec';
import { decodePayload } from './format/payload-codec';
import { formatOffset, sequenceOf } from './position';

/** One event. Frozen; the payload belongs to the handler. */
export interface QueueEvent<P = unknown> {
  readonly topic: string;
  /** The ordering key: events of one key are handled in order. */
  readonly key: string;
  readonly partition: number;
  /** `'<sequence>.<index>'`: the event's identity, the same at every delivery. */
  readonly offset: string;
  readonly op: EventOperation | null;
  readonly payload: P;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  /** When it was published, by the cluster's oracle. */
  readonly createdAt: Date;
  /** 1 at the first delivery to the group. */
  readonly attempt: number;
}

/** Where a stored event lies. */
export interface EventPlace {
  readonly topic: string;
  readonly partition: number;
  readonly position: bigint;
  readonly attempt: number;
}

/** @throws CorruptRecordError `QUEUE_CORRUPT_RECORD` */
export function decodeEvent(place: EventPlace, bytes: Uint8Array): QueueEvent {
  const envelope = decodeEnvelope(bytes);
  return Object.freeze({
    topic: place.topic,
    key: envelope.key,
    partition: place.partition,
    offset: formatOffset(place.position),
    op: envelope.op,
    payload: decodePayload(envelope.payload),
    metadata: envelope.metadata === null ? {} : (decodePayload(envelope.metadata) as Record<string, unknown>),
    headers: envelope.headers,
    createdAt: new Date(envelope.createdMs ?? physicalMs(sequenceOf(place.position))),
    attempt: place.attempt,
  });
}
