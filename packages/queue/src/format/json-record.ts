/**
 * Records that are few and that people want to read: a format byte and JSON in the payload codec, with the bytes of an
 * event behind it where the record keeps one.
 *
 *     format 01 | JSON                                 topics, groups, sessions, leases, schedules
 *     format 01 | length varint | JSON | event bytes   parked events, dead letters, delayed events
 */

import { ByteReader } from './byte-reader';
import { ByteWriter } from './byte-writer';
import { decodePayload, encodePayload } from './payload-codec';

const FORMAT = 1;

export function encodeRecord(value: object): Uint8Array {
  const json = encodePayload(value);
  return new ByteWriter(json.length + 1).uint8(FORMAT).raw(json).finish();
}

/** @throws CorruptRecordError `QUEUE_CORRUPT_RECORD` */
export function decodeRecord<T extends object>(record: string, bytes: Uint8Array): T {
  const reader = new ByteReader(record, bytes);
  reader.format(FORMAT);
  return asObject<T>(reader, reader.rest());
}

export interface RecordWithEvent<T extends object> {
  readonly value: T;
  /** The encoded envelope. */
  readonly event: Uint8Array;
}

export function encodeRecordWithEvent(value: object, event: Uint8Array): Uint8Array {
  const json = encodePayload(value);
  return new ByteWriter(json.length + event.length + 8).uint8(FORMAT).bytes(json).raw(event).finish();
}

/** @throws CorruptRecordError `QUEUE_CORRUPT_RECORD` */
export function decodeRecordWithEvent<T extends object>(
  record: string,
  bytes: Uint8Array,
): RecordWithEvent<T> {
  const reader = new ByteReader(record, bytes);
  reader.format(FORMAT);
  const value = asObject<T>(reader, reader.bytes());
  return { value, event: reader.rest() };
}

function asObject<T extends object>(reader: ByteReader, json: Uint8Array): T {
  const value = decodePayload(json);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as T)
    : reader.fail('not an object');
}
