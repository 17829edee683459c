/**
 * The stored progress of one group in one partition: who works on it and what is settled.
 *
 *     format 01 | epoch u32 | generation u16 | member 16 (zeros: nobody) | watermark u64 | cautiousTo u64
 *     | count varint | settled positions above the watermark, ascending: varint of the sequence's distance to the previous
 *       one, varint of the index
 *
 * `epoch` rises with every claim and is the fence: a transaction that read another epoch than its own changes nothing.
 */

import { sequenceOf, indexOf, composePosition } from '../position';
import { ByteReader } from './byte-reader';
import { ByteWriter } from './byte-writer';

export const MEMBER_ID_BYTES = 16;
export const NO_MEMBER = new Uint8Array(MEMBER_ID_BYTES);

export interface Checkpoint {
  readonly epoch: number;
  readonly generation: number;
  /** The member that claimed the partition; zeros when it was given back. */
  readonly member: Uint8Array;
  /** Every event with a sequence up to this one is settled. */
  readonly watermark: bigint;
  /** Up to this sequence events are run with care, since an owner died while it may have run them. 0: none. */
  readonly cautiousTo: bigint;
  /** Positions above the watermark that are settled without a marker of their own, ascending. */
  readonly settled: readonly bigint[];
}

const FORMAT = 1;

export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const writer = new ByteWriter(48 + checkpoint.settled.length * 4)
    .uint8(FORMAT)
    .uint32(checkpoint.epoch)
    .uint16(checkpoint.generation)
    .raw(checkpoint.member)
    .uint64(checkpoint.watermark)
    .uint64(checkpoint.cautiousTo)
    .varint(checkpoint.settled.length);
  let previous = checkpoint.watermark;
  for (const position of checkpoint.settled) {
    writer.bigVarint(sequenceOf(position) - previous).varint(indexOf(position));
    previous = sequenceOf(position);
  }
  return writer.finish();
}

/** @throws CorruptRecordError `QUEUE_CORRUPT_RECORD` */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const reader = new ByteReader('checkpoint', bytes);
  reader.format(FORMAT);
  const epoch = reader.uint32();
  const generation = reader.uint16();
  const member = reader.raw(MEMBER_ID_BYTES).slice();
  const watermark = reader.uint64();
  const cautiousTo = reader.uint64();
  const settled: bigint[] = [];
  let previous = watermark;
  for (let left = reader.varint(); left > 0; left--) {
    previous += reader.bigVarint();
    settled.push(composePosition(previous, reader.varint()));
  }
  reader.end();
  return { epoch, generation, member, watermark, cautiousTo, settled };
}
