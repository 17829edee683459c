/**
 * Values of columns as they stand in rows: a tag, then as many bytes as the tag says, so that a reader can pass over what
 * it does not know.
 *
 *     00 null   01 false   02 true                  03 double: <8>           04 int >= 0: varint   05 int < 0: varint of -n
 *     06 string: varint length, UTF-8               07 bytes: varint length, bytes
 *     08 date: milliseconds as a double             09 bigint: 00 or 01 if negative, varint length, big-endian magnitude
 *     0A decimal: like a string                     0B uuid: <16>            0C json: like a string
 *     0D references: varint length in bytes of what follows: varint count, ids like strings
 */

import type { ByteReader } from '../bytes/byte-reader';
import { ByteWriter } from '../bytes/byte-writer';
import { CorruptRowError } from '../errors';
import type { KindName } from '../metadata/kinds';
import type { ColumnShape } from '../metadata/model-metadata';

const TAG = {
  null: 0,
  false: 1,
  true: 2,
  double: 3,
  positive: 4,
  negative: 5,
  string: 6,
  bytes: 7,
  date: 8,
  bigint: 9,
  decimal: 10,
  uuid: 11,
  json: 12,
  references: 13,
} as const;

/** How the values of one column are written and which tags they may have, as a set of bits. */
export interface ValueCodec {
  readonly write: (writer: ByteWriter, value: unknown) => void;
  readonly tags: number;
}

/** The codec of a column. */
export function valueCodec(shape: ColumnShape): ValueCodec {
  if (shape.of === 'value') return CODECS[shape.kind.name];
  return shape.of === 'reference' ? CODECS.string : REFERENCES;
}

/** Reads one value of a column that allows the given tags. */
export function readValue(reader: ByteReader, tags: number): unknown {
  const tag = reader.uint8();
  if (tag > TAG.references || ((tags >> tag) & 1) === 0)
    throw new CorruptRowError('a value is not of its kind', null);
  switch (tag) {
    case TAG.string:
    case TAG.decimal:
      return reader.string();
    case TAG.positive:
      return reader.varint();
    case TAG.null:
      return null;
    case TAG.false:
      return false;
    case TAG.true:
      return true;
    case TAG.double:
      return reader.float64();
    case TAG.negative:
      return -reader.varint();
    case TAG.date:
      return new Date(reader.float64());
    case TAG.bytes:
      return Uint8Array.from(reader.bytes());
    case TAG.bigint:
      return readBigint(reader);
    case TAG.uuid:
      return readUuid(reader);
    case TAG.json:
      return readJson(reader);
    default:
      return readReferences(reader);
  }
}

/** All tags: for passing over a value of a column that is not known. */
export const ANY_TAG = 2 ** (TAG.references + 1) - 1;

const CODECS: Readonly<Record<KindName, ValueCodec>> = {
  string: codec([TAG.string], writeString),
  int: codec([TAG.positive, TAG.negative], writeInt),
  double: codec([TAG.double, TAG.positive, TAG.negative], writeDouble),
  bigint: codec([TAG.bigint], writeBigint),
  boolean: codec([TAG.false, TAG.true], (writer, value) =>
    writer.uint8(value === true ? TAG.true : TAG.false),
  ),
  date: codec([TAG.date], (writer, value) => {
    writer.uint8(TAG.date);
    writer.float64((value as Date).getTime());
  }),
  bytes: codec([TAG.bytes], (writer, value) => {
    writer.uint8(TAG.bytes);
    writer.bytes(value as Uint8Array);
  }),
  decimal: codec([TAG.decimal], (writer, value) => {
    writer.uint8(TAG.decimal);
    writer.string(value as string);
  }),
  uuid: codec([TAG.uuid], (writer, value) => {
    writer.uint8(TAG.uuid);
    writer.raw(Buffer.from((value as string).replaceAll('-', ''), 'hex'));
  }),
  json: codec([TAG.json], (writer, value) => {
    writer.uint8(TAG.json);
    writer.string(JSON.stringify(value));
  }),
};

const REFERENCES = codec([TAG.references], writeReferences);

function codec(tags: readonly number[], write: (writer: ByteWriter, value: unknown) => void): ValueCodec {
  return {
    tags: [TAG.null, ...tags].reduce((bits, tag) => bits | (1 << tag), 0),
    write: (writer, value) => (value === null ? writer.uint8(TAG.null) : write(writer, value)),
  };
}

function writeString(writer: ByteWriter, value: unknown): void {
  writer.uint8(TAG.string);
  writer.string(value as string);
}

function writeInt(writer: ByteWriter, value: unknown): void {
  const number = value as number;
  writer.uint8(number < 0 ? TAG.negative : TAG.positive);
  writer.varint(Math.abs(number));
}

/** Small whole numbers are common among doubles, and shorter as varints. */
function writeDouble(writer: ByteWriter, value: unknown): void {
  if (Number.isInteger(value) && Math.abs(value as number) < 2 ** 32) return writeInt(writer, value);
  writer.uint8(TAG.double);
  writer.float64(value as number);
}

function writeBigint(writer: ByteWriter, value: unknown): void {
  const number = value as bigint;
  const hex = (number < 0n ? -number : number).toString(16);
  writer.uint8(TAG.bigint);
  writer.uint8(number < 0n ? 1 : 0);
  writer.bytes(Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex'));
}

function readBigint(reader: ByteReader): bigint {
  const isNegative = reader.uint8() === 1;
  const magnitude = BigInt(`0x${Buffer.from(reader.bytes()).toString('hex')}`);
  return isNegative ? -magnitude : magnitude;
}

function readUuid(reader: ByteReader): string {
  const hex = Buffer.from(reader.raw(16)).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function readJson(reader: ByteReader): unknown {
  const text = reader.string();
  try {
    return JSON.parse(text);
  } catch {
    throw new CorruptRowError('a json value is no JSON', null);
  }
}

function writeReferences(writer: ByteWriter, value: unknown): void {
  const ids = value as readonly string[];
  const body = new ByteWriter();
  body.varint(ids.length);
  for (const id of ids) body.string(id);
  writer.uint8(TAG.references);
  writer.bytes(body.take());
}

function readReferences(reader: ByteReader): string[] {
  reader.varint();
  return Array.from({ length: reader.varint() }, () => reader.string());
}
