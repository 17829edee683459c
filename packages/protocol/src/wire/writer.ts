/**
 * Writes protobuf wire format into one growing buffer.
 *
 * A nested message reserves as many bytes for its length as the one before it at the same depth took, and moves its body
 * only when that was wrong, so that encoding needs one pass and no sizes in advance. Messages in a list are alike.
 */

import { halves, split64 } from './varint64';

const INITIAL_BYTES = 1024;
/** Deeper bodies reserve one byte. */
const MAX_GUESSED_DEPTH = 32;
const doubleView = new DataView(new ArrayBuffer(8));

export class Writer {
  #buffer: Buffer;
  #position = 0;
  #depth = 0;
  /** How many bytes a length took last, by depth. */
  readonly #lengthBytes = new Uint8Array(MAX_GUESSED_DEPTH).fill(1);

  constructor(initialBytes = INITIAL_BYTES) {
    this.#buffer = Buffer.allocUnsafeSlow(initialBytes);
  }

  /** How many bytes have been written. */
  get length(): number {
    return this.#position;
  }

  /** Forgets what was written and keeps the buffer. */
  reset(): void {
    this.truncate(0);
  }

  /** Drops everything written after `length`, which was taken outside of all bodies. */
  truncate(length: number): void {
    this.#position = length;
    this.#depth = 0;
  }

  /** A copy of what was written, independent of later writes. */
  finish(): Buffer {
    const out = Buffer.allocUnsafe(this.#position);
    this.#buffer.copy(out, 0, 0, this.#position);
    return out;
  }

  byte(value: number): void {
    if (this.#position === this.#buffer.length) this.#grow(1);
    this.#buffer[this.#position++] = value;
  }

  /** An unsigned 32-bit varint; also tags and lengths. */
  uint32(value: number): void {
    this.#room(5);
    const buffer = this.#buffer;
    let position = this.#position;
    value >>>= 0;
    while (value > 127) {
      buffer[position++] = (value & 127) | 128;
      value >>>= 7;
    }
    buffer[position++] = value;
    this.#position = position;
  }

  /** A signed 32-bit varint: negative values take ten bytes. Also enums. */
  int32(value: number): void {
    if (value >= 0) return this.uint32(value);
    this.#varint(value >>> 0, 0xffffffff);
  }

  sint32(value: number): void {
    this.uint32((value << 1) ^ (value >> 31));
  }

  /** A 64-bit varint, signed or not: two's complement. */
  uint64(value: bigint): void {
    split64(value);
    this.#varint(halves[0] as number, halves[1] as number);
  }

  bool(value: boolean): void {
    this.byte(value ? 1 : 0);
  }

  double(value: number): void {
    doubleView.setFloat64(0, value, true);
    this.#room(8);
    for (let i = 0; i < 8; i++) this.#buffer[this.#position++] = doubleView.getUint8(i);
  }

  float(value: number): void {
    doubleView.setFloat32(0, value, true);
    this.#room(4);
    for (let i = 0; i < 4; i++) this.#buffer[this.#position++] = doubleView.getUint8(i);
  }

  fixed64(value: bigint): void {
    split64(value);
    this.fixed32(halves[0] as number);
    split64(value);
    this.fixed32(halves[1] as number);
  }

  fixed32(value: number): void {
    this.#room(4);
    this.#buffer.writeUInt32LE(value >>> 0, this.#position);
    this.#position += 4;
  }

  /** A length and the bytes. */
  bytes(value: Uint8Array): void {
    this.uint32(value.length);
    this.raw(value);
  }

  /** Bytes without a length, such as a message that was encoded before. */
  raw(value: Uint8Array): void {
    this.#room(value.length);
    this.#buffer.set(value, this.#position);
    this.#position += value.length;
  }

  string(value: string): void {
    const length = Buffer.byteLength(value, 'utf8');
    this.uint32(length);
    this.#room(length);
    this.#buffer.write(value, this.#position, length, 'utf8');
    this.#position += length;
  }

  /** Starts a length-delimited body; give what it returns to `end`. */
  begin(): number {
    const depth = this.#depth++;
    const reserved = depth < MAX_GUESSED_DEPTH ? (this.#lengthBytes[depth] as number) : 1;
    this.#room(reserved);
    return (this.#position += reserved);
  }

  /** Ends the body that began at `start` and writes its length before it. */
  end(start: number): void {
    const depth = --this.#depth;
    const reserved = depth < MAX_GUESSED_DEPTH ? (this.#lengthBytes[depth] as number) : 1;
    let length = this.#position - start;
    const needed = length < 128 ? 1 : length < 16384 ? 2 : length < 2097152 ? 3 : length < 268435456 ? 4 : 5;
    if (needed !== reserved) {
      this.#room(Math.max(0, needed - reserved));
      this.#buffer.copyWithin(start + needed - reserved, start, this.#position);
      this.#position += needed - reserved;
      if (depth < MAX_GUESSED_DEPTH) this.#lengthBytes[depth] = needed;
    }
    let position = start - reserved;
    while (length > 127) {
      this.#buffer[position++] = (length & 127) | 128;
      length >>>= 7;
    }
    this.#buffer[position] = length;
  }

  #varint(low: number, high: number): void {
    this.#room(10);
    const buffer = this.#buffer;
    let position = this.#position;
    while (high !== 0) {
      buffer[position++] = (low & 127) | 128;
      low = ((low >>> 7) | (high << 25)) >>> 0;
      high >>>= 7;
    }
    while (low > 127) {
      buffer[position++] = (low & 127) | 128;
      low >>>= 7;
    }
    buffer[position++] = low;
    this.#position = position;
  }

  #room(bytes: number): void {
    if (this.#position + bytes > this.#buffer.length) this.#grow(bytes);
  }

  #grow(bytes: number): void {
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#buffer.length * 2, this.#position + bytes));
    this.#buffer.copy(grown, 0, 0, this.#position);
    this.#buffer = grown;
  }
}
