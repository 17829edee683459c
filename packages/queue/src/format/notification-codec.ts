/**
 * The stored value of a notification: what one transaction did that others should look at now.
 *
 *     format 01 | items: kind 1, then
 *       1 events   topic u32, partition u16, count varint, indexes varint each
 *       2 delayed  due time in ms u64 (the earliest of the transaction)
 *       3 control  group u32, topic u32 (its record, assignment or a claim changed)
 */

import { ByteReader } from './byte-reader';
import { ByteWriter } from './byte-writer';

export type Notification =
  | {
      readonly kind: 'events';
      readonly topicId: number;
      readonly partition: number;
      readonly indexes: readonly number[];
    }
  | { readonly kind: 'delayed'; readonly dueMs: number }
  | { readonly kind: 'control'; readonly groupId: number; readonly topicId: number };

const FORMAT = 1;
const EVENTS = 1;
const DELAYED = 2;
const CONTROL = 3;

export function encodeNotifications(items: readonly Notification[]): Uint8Array {
  const writer = new ByteWriter().uint8(FORMAT);
  for (const item of items) {
    if (item.kind === 'events') {
      writer.uint8(EVENTS).uint32(item.topicId).uint16(item.partition).varint(item.indexes.length);
      for (const index of item.indexes) writer.varint(index);
    } else if (item.kind === 'delayed') {
      writer.uint8(DELAYED).uint64(BigInt(item.dueMs));
    } else {
      writer.uint8(CONTROL).uint32(item.groupId).uint32(item.topicId);
    }
  }
  return writer.finish();
}

/** @throws CorruptRecordError `QUEUE_CORRUPT_RECORD` */
export function decodeNotifications(bytes: Uint8Array): Notification[] {
  const reader = new ByteReader('notification', bytes);
  reader.format(FORMAT);
  const items: Notification[] = [];
  while (reader.remaining > 0) items.push(readItem(reader));
  return items;
}

function readItem(reader: ByteReader): Notification {
  switch (reader.uint8()) {
    case EVENTS: {
      const topicId = reader.uint32();
      const partition = reader.uint16();
      const count = reader.varint();
      if (count > reader.remaining) reader.fail('the record ends early');
      return {
        kind: 'events',
        topicId,
        partition,
        indexes: Array.from({ length: count }, () => reader.varint()),
      };
    }
    case DELAYED:
      return { kind: 'delayed', dueMs: Number(reader.uint64()) };
    case CONTROL:
      return { kind: 'control', groupId: reader.uint32(), topicId: reader.uint32() };
    default:
      return reader.fail('an unknown kind');
  }
}
