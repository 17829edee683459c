/**
 * Values as bytes that sort like the values: the parts of keys.
 *
 * Each value begins with a tag that orders types: null < false < true < numbers < bigints < decimals < strings < bytes <
 * dates < UUIDs. No encoding is the beginning of another, so that parts can be put one after the other, and a scan of the
 * keys that begin with a part finds exactly those that have it. A descending part is the same with every byte inverted.
 *
 *     null      02
 *     boolean   04 false, 05 true
 *     number    08 <8>: IEEE 754, the sign bit flipped, all bits if negative; -0 is 0
 *     bigint    0A <n> <magnitude>: n = 80 + its length, big-endian; for negatives n = 80 - length and inverted bytes
 *     decimal   0C <sign> <exponent 4> <digits + 1> 00: sign 00, 01 (zero, alone), 02; negatives inverted after the sign
 *     string    10 <UTF-8> 00, with 00 written as 01 01 and 01 as 01 02; sorts by code point
 *     bytes     12 <bytes> 00, escaped like strings
 *     date      14 <8>: milliseconds, signed, the sign bit flipped
 *     uuid      16 <16>
 *
 * The order and the tags are those of docs/data-layout.md. The idea of typed, self-delimiting parts is that of the tuple
 * layer of FoundationDB; the escape differs, so that no string's encoding begins another's.
 */

import type { ByteReader } from '../bytes/byte-reader';
import type { ByteWriter } from '../bytes/byte-writer';
import { CorruptRowError } from '../errors';
import type { KeyType } from '../metadata/kinds';

export const NULL_TAG = 0x02;

const TAGS = {
  boolean: 0x04,
  number: 0x08,
  bigint: 0x0a,
  decimal: 0x0c,
  string: 0x10,
  bytes: 0x12,
  date: 0x14,
  uuid: 0x16,
} as const;

/** The type of a value that has no declared one; null for objects and arrays, which have no place in keys. */
export function dynamicKeyType(value: unknown): Exclude<KeyType, 'dynamic'> | null {
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : null;
}

/** Writes one part; null and undefined are the same. The value is in stored form. */
export function writePart(writer: ByteWriter, type: Exclude<KeyType, 'dynamic'>, value: unknown): void {
  if (value === null || value === undefined) return writer.uint8(NULL_TAG);
  if (type === 'boolean') return writer.uint8(TAGS.boolean + (value === true ? 1 : 0));
  writer.uint8(TAGS[type]);
  WRITE[type](writer, value);
}

/** Writes the beginning that the parts of all strings with a prefix have. */
export function writeStringPrefix(writer: ByteWriter, prefix: string): void {
  writer.uint8(TAGS.string);
  writeEscaped(writer, Buffer.from(prefix));
}

/** The first byte of every value of the type; booleans have two, of which this is the lower. */
export function tagOf(type: Exclude<KeyType, 'dynamic'>): number {
  return TAGS[type];
}

/** Reads one part that is not descending, whatever its type. */
export function readPart(reader: ByteReader): unknown {
  const tag = reader.uint8();
  const read = READ.get(tag);
  if (read === undefined) throw new CorruptRowError('unknown type in a key', null);
  return read(reader);
}

/**
 * Where a part ends.
 *
 * @param at where it begins
 * @throws CorruptRowError
 */
export function skipPart(bytes: Uint8Array, at: number, isDescending: boolean): number {
  const inverted = isDescending ? 0xff : 0;
  const byteAt = (i: number): number => (bytes[i] as number) ^ inverted;
  const terminatorFrom = (i: number, terminator: number): number =>
    bytes.indexOf(terminator ^ inverted, i) + 1 || NaN;
  const end = partEnd(byteAt, terminatorFrom, at);
  if (end <= bytes.length) return end;
  throw new CorruptRowError('the parts of a key end early', null);
}

function partEnd(
  byteAt: (i: number) => number,
  terminatorFrom: (i: number, terminator: number) => number,
  at: number,
): number {
  switch (byteAt(at)) {
    case NULL_TAG:
    case TAGS.boolean:
    case TAGS.boolean + 1:
      return at + 1;
    case TAGS.number:
    case TAGS.date:
      return at + 9;
    case TAGS.uuid:
      return at + 17;
    case TAGS.bigint:
      return at + 2 + Math.abs(byteAt(at + 1) - 0x80);
    case TAGS.decimal:
      return byteAt(at + 1) === 1 ? at + 2 : terminatorFrom(at + 6, byteAt(at + 1) === 0 ? 0xff : 0);
    case TAGS.string:
    case TAGS.bytes:
      return terminatorFrom(at + 1, 0);
    default:
      return NaN;
  }
}

const WRITE: Readonly<
  Record<Exclude<KeyType, 'dynamic' | 'boolean'>, (writer: ByteWriter, value: unknown) => void>
> = {
  number: (writer, value) => writeNumber(writer, value as number),
  bigint: (writer, value) => writeBigint(writer, value as bigint),
  decimal: (writer, value) => writeDecimal(writer, value as string),
  string: (writer, value) => writeString(writer, value as string),
  bytes: (writer, value) => {
    writeEscaped(writer, value as Uint8Array);
    writer.uint8(0);
  },
  date: (writer, value) => writeInt64(writer, (value as Date).getTime()),
  uuid: (writer, value) => writer.raw(Buffer.from((value as string).replaceAll('-', ''), 'hex')),
};

const READ: ReadonlyMap<number, (reader: ByteReader) => unknown> = new Map<
  number,
  (reader: ByteReader) => unknown
>([
  [NULL_TAG, () => null],
  [TAGS.boolean, () => false],
  [TAGS.boolean + 1, () => true],
  [TAGS.number, readNumber],
  [TAGS.bigint, readBigint],
  [TAGS.decimal, readDecimal],
  [TAGS.string, (reader) => Buffer.from(readEscaped(reader)).toString('utf8')],
  [TAGS.bytes, readEscaped],
  [TAGS.date, (reader) => new Date(readInt64(reader))],
  [TAGS.uuid, (reader) => uuidText(reader.raw(16))],
]);

const scratch = new DataView(new ArrayBuffer(8));

function writeNumber(writer: ByteWriter, value: number): void {
  scratch.setFloat64(0, value + 0);
  const high = scratch.getUint32(0);
  const low = scratch.getUint32(4);
  const isNegative = high >= 0x80000000;
  writer.uint32(isNegative ? ~high >>> 0 : (high | 0x80000000) >>> 0);
  writer.uint32(isNegative ? ~low >>> 0 : low);
}

function readNumber(reader: ByteReader): number {
  const high = reader.uint32();
  const low = reader.uint32();
  const isNegative = high < 0x80000000;
  scratch.setUint32(0, isNegative ? ~high >>> 0 : high & 0x7fffffff);
  scratch.setUint32(4, isNegative ? ~low >>> 0 : low);
  return scratch.getFloat64(0);
}

function writeInt64(writer: ByteWriter, value: number): void {
  const high = Math.floor(value / 2 ** 32);
  writer.uint32((high ^ 0x80000000) >>> 0);
  writer.uint32(value - high * 2 ** 32);
}

function readInt64(reader: ByteReader): number {
  const high = (reader.uint32() ^ 0x80000000) | 0;
  return high * 2 ** 32 + reader.uint32();
}

function writeBigint(writer: ByteWriter, value: bigint): void {
  const hex = (value < 0n ? -value : value).toString(16);
  const magnitude =
    value === 0n ? new Uint8Array() : Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  writer.uint8(value < 0n ? 0x80 - magnitude.length : 0x80 + magnitude.length);
  const at = writer.length;
  writer.raw(magnitude);
  if (value < 0n) writer.invertFrom(at);
}

function readBigint(reader: ByteReader): bigint {
  const head = reader.uint8();
  if (head === 0x80) return 0n;
  const isNegative = head < 0x80;
  const bytes = Uint8Array.from(reader.raw(Math.abs(head - 0x80)), (byte) =>
    isNegative ? 0xff - byte : byte,
  );
  const magnitude = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  return isNegative ? -magnitude : magnitude;
}

const EXPONENT_BIAS = 0x80000000;

/** `0.0012` has the digits 12 and the exponent -2: 0.12 x 10^-2. */
function writeDecimal(writer: ByteWriter, value: string): void {
  if (value === '0') return writer.uint8(1);
  const isNegative = value.startsWith('-');
  const [whole = '', fraction = ''] = value.replace('-', '').split('.');
  const all = (whole + fraction).replace(/^0+/, '');
  const exponent = whole === '0' ? all.length - fraction.length : whole.length;
  writer.uint8(isNegative ? 0 : 2);
  const at = writer.length;
  writer.uint32(EXPONENT_BIAS + exponent);
  for (const digit of all.replace(/0+$/, '')) writer.uint8(Number(digit) + 1);
  writer.uint8(0);
  if (isNegative) writer.invertFrom(at);
}

function readDecimal(reader: ByteReader): string {
  const sign = reader.uint8();
  if (sign === 1) return '0';
  const inverted = sign === 0 ? 0xff : 0;
  const exponent = ((reader.uint32() ^ (sign === 0 ? 0xffffffff : 0)) >>> 0) - EXPONENT_BIAS;
  let digits = '';
  for (let byte = reader.uint8() ^ inverted; byte !== 0; byte = reader.uint8() ^ inverted)
    digits += String(byte - 1);
  const whole = exponent <= 0 ? '0' : digits.slice(0, exponent).padEnd(exponent, '0');
  const fraction = exponent <= 0 ? '0'.repeat(-exponent) + digits : digits.slice(exponent);
  return `${sign === 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

function writeString(writer: ByteWriter, text: string): void {
  writeEscaped(writer, Buffer.from(text));
  writer.uint8(0);
}

function writeEscaped(writer: ByteWriter, bytes: Uint8Array): void {
  let from = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte > 1) continue;
    writer.raw(bytes.subarray(from, i));
    writer.uint8(1);
    writer.uint8(byte + 1);
    from = i + 1;
  }
  writer.raw(from === 0 ? bytes : bytes.subarray(from));
}

function readEscaped(reader: ByteReader): Uint8Array {
  const out: number[] = [];
  for (let byte = reader.uint8(); byte !== 0; byte = reader.uint8()) {
    out.push(byte === 1 ? reader.uint8() - 1 : byte);
  }
  return Uint8Array.from(out);
}

function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
