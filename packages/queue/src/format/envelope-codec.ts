/**
 * The stored value of an event.
 *
 *     format 01 | flags 1 | key string | [createdMs u64] | [metadata bytes] | [headers: count, (name, value)...] | payload
 *
 * Flags: bits 0-1 the operation (0 none, 1 insert, 2 update, 3 delete), bit 2 createdMs, bit 3 metadata, bit 4 headers.
 * Without createdMs the event was created at its sequence. Payload and metadata are in the payload codec.
 */

import { ByteReader } from './byte-reader';
import { ByteWriter } from './byte-writer';

/** What happened to the model that an event is about. */
export type EventOperation = 'insert' | 'update' | 'delete';

export interface Envelope {
  readonly key: string;
  readonly op: EventOperation | null;
  /** When the event was published, if that is not its sequence: a delayed one. Milliseconds since 1970. */
  readonly createdMs: number | null;
  /** Encoded by `encodePayload`. */
  readonly metadata: Uint8Array | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Encoded by `encodePayload`. */
  readonly payload: Uint8Array;
}

const FORMAT = 1;
const OPERATIONS: readonly (EventOperation | null)[] = [null, 'insert', 'update', 'delete'];
const OPERATION_MASK = 3;
const HAS_CREATED = 4;
const HAS_METADATA = 8;
const HAS_HEADERS = 16;
const KNOWN_FLAGS = 31;

export function encodeEnvelope(envelope: Envelope): Uint8Array {
  const headers = Object.entries(envelope.headers);
  const flags =
    OPERATIONS.indexOf(envelope.op) |
    (envelope.createdMs === null ? 0 : HAS_CREATED) |
    (envelope.metadata === null ? 0 : HAS_METADATA) |
    (headers.length === 0 ? 0 : HAS_HEADERS);
  const writer = new ByteWriter(envelope.payload.length + 64).uint8(FORMAT).uint8(flags).string(envelope.key);
  if (envelope.createdMs !== null) writer.uint64(BigInt(envelope.createdMs));
  if (envelope.metadata !== null) writer.bytes(envelope.metadata);
  if (headers.length > 0) {
    writer.varint(headers.length);
    for (const [name, value] of headers) writer.string(name).string(value);
  }
  return writer.raw(envelope.payload).finish();
}

/** @throws CorruptRecordError `QUEUE_CORRUPT_RECORD` */
export function decodeEnvelope(bytes: Uint8Array): Envelope {
  const reader = new ByteReader('event', bytes);
  reader.format(FORMAT);
  const flags = reader.uint8();
  if (flags > KNOWN_FLAGS) reader.fail('unknown flags');
  return {
    op: OPERATIONS[flags & OPERATION_MASK] ?? null,
    key: reader.string(),
    createdMs: flags & HAS_CREATED ? Number(reader.uint64()) : null,
    metadata: flags & HAS_METADATA ? reader.bytes() : null,
    headers: flags & HAS_HEADERS ? readHeaders(reader) : {},
    payload: reader.rest(),
  };
}

function readHeaders(reader: ByteReader): Record<string, string> {
  const count = reader.varint();
  if (count * 2 > reader.remaining) reader.fail('the record ends early');
  return Object.fromEntries(Array.from({ length: count }, () => [reader.string(), reader.string()]));
}
