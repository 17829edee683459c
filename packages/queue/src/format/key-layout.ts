/**
 * The only file that spells keys of the queue. P is the namespace's prefix, opaque here; integers are big-endian.
 *
 *     P q m t <name> 00                                     topic: its id and properties
 *     P q m g <name> 00                                     group: its id
 *     P q m i                                               the last id given out
 *     P q e <topic 4> <partition 2> <sequence 8> <index 2>  event
 *     P q n <shard 1> <sequence 8>                          notification: what one transaction published
 *     P q a <group 4> <topic 4> <generation 2> <partition 2> <sequence 8> <index 2>   marker: the event is settled
 *     P q c <group 4> <topic 4> <partition 2>               checkpoint
 *     P q r <group 4> <topic 4> <generation 2> <partition 2> <sequence 8> <index 2>   parked event
 *     P q x <group 4> <topic 4> <sequence 8> <index 2>      dead letter
 *     P q d <shard 1> <due ms 8> <sequence 8> <index 2>     delayed event
 *     P q s <session 12>                                    session of a process
 *     P q g <group 4> <topic 4>                             subscription: how a group reads a topic
 *     P q o <group 4> <topic 4>                             assignment of partitions to members
 *     P q l <name>                                          lease
 *     P q j <name>                                          schedule
 *     P q k <topic name> 00 <dedupe key>                    dedupe key, and when it expires
 *     P q y <expiry ms 8> <topic name> 00 <dedupe key>      the same by expiry
 *
 * Names are UTF-8 with 00 written as 00 FF, so that any text is a name and names sort as text.
 */

import { type KeyRange, compareBytes, concatBytes, prefixRange } from '@tito/tikv';
import { CorruptRecordError } from '../errors';
import { composePosition, indexOf, sequenceOf } from '../position';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Notifications and delayed events have one shard for now; readers must read all that exist. */
const SHARD = 0;
const POSITION_BYTES = 10;

/** A group's reading of a topic. */
export interface SubscriptionId {
  readonly groupId: number;
  readonly topicId: number;
}

export class KeyLayout {
  readonly #root: Uint8Array;

  constructor(prefix: Uint8Array) {
    this.#root = concatBytes(prefix, ascii('q'));
  }

  topic(name: string): Uint8Array {
    return this.#key('mt', escapeName(name));
  }

  topics(): KeyRange {
    return prefixRange(this.#key('mt'));
  }

  group(name: string): Uint8Array {
    return this.#key('mg', escapeName(name));
  }

  groups(): KeyRange {
    return prefixRange(this.#key('mg'));
  }

  /** The name in a key of `topic` or `group`. */
  nameIn(key: Uint8Array): string {
    return unescapeName(key.subarray(this.#root.length + 2));
  }

  lastId(): Uint8Array {
    return this.#key('mi');
  }

  event(topicId: number, partition: number, position: bigint): Uint8Array {
    return this.#key('e', u32(topicId), u16(partition), positionBytes(position));
  }

  /** Events of a topic from a position in one partition to the end of another. */
  events(topicId: number, firstPartition: number, from: bigint, lastPartition: number): KeyRange {
    return {
      start: this.event(topicId, firstPartition, from),
      end: prefixRange(this.#key('e', u32(topicId), u16(lastPartition))).end,
    };
  }

  /** Events of one partition up to a sequence, included. */
  eventsUpTo(topicId: number, partition: number, sequence: bigint): KeyRange {
    return {
      start: this.#key('e', u32(topicId), u16(partition)),
      end: this.event(topicId, partition, composePosition(sequence + 1n, 0)),
    };
  }

  notification(sequence: bigint): Uint8Array {
    return this.#key('n', u8(SHARD), u64(sequence));
  }

  notificationsAfter(sequence: bigint): KeyRange {
    return { start: this.notification(sequence + 1n), end: prefixRange(this.#key('n', u8(SHARD))).end };
  }

  notificationsBefore(sequence: bigint): KeyRange {
    return { start: this.#key('n', u8(SHARD)), end: this.notification(sequence) };
  }

  sequenceIn(notificationKey: Uint8Array): bigint {
    return viewOf(notificationKey).getBigUint64(notificationKey.length - 8);
  }

  checkpoint(id: SubscriptionId, partition: number): Uint8Array {
    return this.#key('c', u32(id.groupId), u32(id.topicId), u16(partition));
  }

  checkpoints(id: SubscriptionId): KeyRange {
    return prefixRange(this.#key('c', u32(id.groupId), u32(id.topicId)));
  }

  checkpointPartitionIn(key: Uint8Array): number {
    return viewOf(key).getUint16(key.length - 2);
  }

  marker(id: SubscriptionId, generation: number, partition: number, position: bigint): Uint8Array {
    return this.#key('a', subscription(id), u16(generation), u16(partition), positionBytes(position));
  }

  markers(id: SubscriptionId, generation: number, partition: number): KeyRange {
    return prefixRange(this.#key('a', subscription(id), u16(generation), u16(partition)));
  }

  parked(id: SubscriptionId, generation: number, partition: number, position: bigint): Uint8Array {
    return this.#key('r', subscription(id), u16(generation), u16(partition), positionBytes(position));
  }

  parkedIn(id: SubscriptionId, generation: number, partition: number): KeyRange {
    return prefixRange(this.#key('r', subscription(id), u16(generation), u16(partition)));
  }

  /** Parked events from the beginning of one partition to the end of another. */
  parkedFrom(
    id: SubscriptionId,
    generation: number,
    firstPartition: number,
    lastPartition: number,
  ): KeyRange {
    return {
      start: this.#key('r', subscription(id), u16(generation), u16(firstPartition)),
      end: prefixRange(this.#key('r', subscription(id), u16(generation), u16(lastPartition))).end,
    };
  }

  /** Markers and parked events of all generations before this one. */
  generationsBefore(id: SubscriptionId, generation: number): KeyRange[] {
    return ['a', 'r'].map((room) => ({
      start: this.#key(room, subscription(id)),
      end: this.#key(room, subscription(id), u16(generation)),
    }));
  }

  /** Markers and parked events of every generation. */
  generations(id: SubscriptionId): KeyRange[] {
    return ['a', 'r'].map((room) => prefixRange(this.#key(room, subscription(id))));
  }

  deadLetter(id: SubscriptionId, position: bigint): Uint8Array {
    return this.#key('x', subscription(id), positionBytes(position));
  }

  /** Dead letters of a group, topic by topic. */
  deadLettersOf(groupId: number): KeyRange {
    return prefixRange(this.#key('x', u32(groupId)));
  }

  /** The group and topic in the key of a dead letter. */
  deadLetterIn(key: Uint8Array): SubscriptionId {
    const view = viewOf(key);
    const at = key.length - POSITION_BYTES - 8;
    return { groupId: view.getUint32(at), topicId: view.getUint32(at + 4) };
  }

  delayed(dueMs: number, position: bigint): Uint8Array {
    return this.#key('d', u8(SHARD), u64(BigInt(dueMs)), positionBytes(position));
  }

  /** Delayed events that are due at a time or earlier. */
  delayedUntil(dueMs: number): KeyRange {
    return { start: this.#key('d', u8(SHARD)), end: this.#key('d', u8(SHARD), u64(BigInt(dueMs) + 1n)) };
  }

  delayedEvents(): KeyRange {
    return prefixRange(this.#key('d', u8(SHARD)));
  }

  dueMsIn(delayedKey: Uint8Array): number {
    return Number(viewOf(delayedKey).getBigUint64(delayedKey.length - POSITION_BYTES - 8));
  }

  session(id: Uint8Array): Uint8Array {
    return this.#key('s', id);
  }

  sessions(): KeyRange {
    return prefixRange(this.#key('s'));
  }

  sessionIn(key: Uint8Array): Uint8Array {
    return key.slice(this.#root.length + 1);
  }

  subscription(id: SubscriptionId): Uint8Array {
    return this.#key('g', subscription(id));
  }

  subscriptions(): KeyRange {
    return prefixRange(this.#key('g'));
  }

  subscriptionIn(key: Uint8Array): SubscriptionId {
    const view = viewOf(key);
    return { groupId: view.getUint32(key.length - 8), topicId: view.getUint32(key.length - 4) };
  }

  assignment(id: SubscriptionId): Uint8Array {
    return this.#key('o', subscription(id));
  }

  lease(name: string): Uint8Array {
    return this.#key('l', encoder.encode(name));
  }

  schedule(name: string): Uint8Array {
    return this.#key('j', encoder.encode(name));
  }

  schedules(): KeyRange {
    return prefixRange(this.#key('j'));
  }

  scheduleNameIn(key: Uint8Array): string {
    return decoder.decode(key.subarray(this.#root.length + 1));
  }

  dedupe(topic: string, dedupeKey: string): Uint8Array {
    return this.#key('k', escapeName(topic), encoder.encode(dedupeKey));
  }

  dedupeExpiry(expiryMs: number, dedupeKey: Uint8Array): Uint8Array {
    return this.#key('y', u64(BigInt(expiryMs)), dedupeKey.subarray(this.#root.length + 1));
  }

  dedupeExpiredBy(timeMs: number): KeyRange {
    return { start: this.#key('y'), end: this.#key('y', u64(BigInt(timeMs) + 1n)) };
  }

  /** The `dedupe` key that a `dedupeExpiry` key belongs to. */
  dedupeIn(expiryKey: Uint8Array): Uint8Array {
    return this.#key('k', expiryKey.subarray(this.#root.length + 1 + 8));
  }

  /** The position that ends keys of events, markers, parked and delayed events and dead letters. */
  positionIn(key: Uint8Array): bigint {
    if (key.length < this.#root.length + POSITION_BYTES)
      throw new CorruptRecordError('key', 'too short', key);
    const view = viewOf(key);
    return composePosition(view.getBigUint64(key.length - POSITION_BYTES), view.getUint16(key.length - 2));
  }

  /** The partition before the position, in keys of events, markers and parked events. */
  partitionIn(key: Uint8Array): number {
    return viewOf(key).getUint16(key.length - POSITION_BYTES - 2);
  }

  /** True when the key lies in the queue's part of the namespace. */
  owns(key: Uint8Array): boolean {
    return compareBytes(key.subarray(0, this.#root.length), this.#root) === 0;
  }

  #key(room: string, ...parts: readonly Uint8Array[]): Uint8Array {
    return concatBytes(this.#root, ascii(room), ...parts);
  }
}

function subscription(id: SubscriptionId): Uint8Array {
  return concatBytes(u32(id.groupId), u32(id.topicId));
}

function positionBytes(position: bigint): Uint8Array {
  return concatBytes(u64(sequenceOf(position)), u16(indexOf(position)));
}

function escapeName(name: string): Uint8Array {
  const bytes = encoder.encode(name);
  const out: number[] = [];
  for (const byte of bytes) out.push(...(byte === 0 ? [0, 0xff] : [byte]));
  return Uint8Array.from([...out, 0]);
}

function unescapeName(bytes: Uint8Array): string {
  const out: number[] = [];
  for (let i = 0; i < bytes.length - 1; i++) {
    out.push(bytes[i] as number);
    if (bytes[i] === 0) i++;
  }
  return decoder.decode(Uint8Array.from(out));
}

function ascii(text: string): Uint8Array {
  return encoder.encode(text);
}

function u8(value: number): Uint8Array {
  return Uint8Array.of(value);
}

function u16(value: number): Uint8Array {
  return Uint8Array.of(value >>> 8, value & 0xff);
}

function u32(value: number): Uint8Array {
  const out = new Uint8Array(4);
  viewOf(out).setUint32(0, value);
  return out;
}

function u64(value: bigint): Uint8Array {
  const out = new Uint8Array(8);
  viewOf(out).setBigUint64(0, value);
  return out;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
