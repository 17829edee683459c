/**
 * Reads protobuf wire format. Byte fields are views on the input, not copies: keep a view and you keep the whole message.
 *
 * Reads past the end see zeros and are noticed when the surrounding message ends, so that the hot path has one bounds
 * check per field, not one per byte.
 */

import { MalformedMessageError } from '../errors';
import { joinSigned64, joinUnsigned64 } from './varint64';

const MAX_DEPTH = 100;

export class Reader {
  readonly #bytes: Buffer;
  // Asking a typed array for these costs more than reading a field does.
  readonly #memory: ArrayBufferLike;
  readonly #offset: number;
  readonly #length: number;
  /** Where the next byte is read. */
  pos = 0;
  #depth = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#memory = bytes.buffer;
    this.#offset = bytes.byteOffset;
    this.#length = bytes.length;
  }

  /** How many bytes there are. */
  get length(): number {
    return this.#length;
  }

  /** An unsigned 32-bit varint; higher bits are read and dropped. */
  uint32(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.pos++] as number;
    if (byte < 128) return byte;
    let value = byte & 127;
    for (let shift = 7; shift < 70; shift += 7) {
      byte = bytes[this.pos++] as number;
      if (shift < 32) value |= (byte & 127) << shift;
      if (!(byte >= 128)) return value >>> 0;
    }
    throw new MalformedMessageError('a varint has more than ten bytes', { offset: this.pos });
  }

  int32(): number {
    return this.uint32() | 0;
  }

  sint32(): number {
    const value = this.uint32();
    return (value >>> 1) ^ -(value & 1);
  }

  bool(): boolean {
    return this.uint64() !== 0n;
  }

  uint64(): bigint {
    this.#varint();
    return joinUnsigned64(this.#low, this.#high);
  }

  int64(): bigint {
    this.#varint();
    return joinSigned64(this.#low, this.#high);
  }

  double(): number {
    const at = this.#take(8);
    return this.#bytes.readDoubleLE(at);
  }

  float(): number {
    const at = this.#take(4);
    return this.#bytes.readFloatLE(at);
  }

  fixed64(): bigint {
    const at = this.#take(8);
    return this.#bytes.readBigUInt64LE(at);
  }

  fixed32(): number {
    const at = this.#take(4);
    return this.#bytes.readUInt32LE(at);
  }

  /** A view on the next length-delimited field. */
  bytes(): Uint8Array {
    const length = this.uint32();
    const at = this.#take(length);
    return new Uint8Array(this.#memory, this.#offset + at, length);
  }

  string(): string {
    const length = this.uint32();
    const at = this.#take(length);
    return this.#bytes.toString('utf8', at, at + length);
  }

  /** Starts a nested message and returns where it ends, which is not beyond `outerEnd`. */
  begin(outerEnd: number): number {
    const length = this.uint32();
    const end = this.pos + length;
    if (end > outerEnd)
      throw new MalformedMessageError('a field ends beyond its message', { offset: this.pos });
    if (++this.#depth > MAX_DEPTH) throw new MalformedMessageError('messages are nested too deeply');
    return end;
  }

  /** Checks that a message ended where its length said. */
  finish(end: number): void {
    if (this.pos !== end)
      throw new MalformedMessageError('a field ends beyond its message', { offset: this.pos });
    if (this.#depth > 0) this.#depth--;
  }

  /** Passes over a field of an unknown number. */
  skip(tag: number): void {
    switch (tag & 7) {
      case 0:
        this.#varint();
        return;
      case 1:
        this.#take(8);
        return;
      case 2:
        this.#take(this.uint32());
        return;
      case 5:
        this.#take(4);
        return;
      default:
        throw new MalformedMessageError('a field has an unknown wire type', { tag, offset: this.pos });
    }
  }

  #low = 0;
  #high = 0;

  #varint(): void {
    const bytes = this.#bytes;
    let low = 0;
    let byte: number;
    for (let shift = 0; shift < 28; shift += 7) {
      byte = bytes[this.pos++] as number;
      low |= (byte & 127) << shift;
      if (!(byte >= 128)) return this.#set(low, 0);
    }
    byte = bytes[this.pos++] as number;
    low |= (byte & 127) << 28;
    let high = (byte & 127) >> 4;
    if (!(byte >= 128)) return this.#set(low, high);
    for (let shift = 3; shift < 38; shift += 7) {
      byte = bytes[this.pos++] as number;
      if (shift < 32) high |= (byte & 127) << shift;
      if (!(byte >= 128)) return this.#set(low, high);
    }
    throw new MalformedMessageError('a varint has more than ten bytes', { offset: this.pos });
  }

  #set(low: number, high: number): void {
    this.#low = low;
    this.#high = high;
  }

  #take(length: number): number {
    const at = this.pos;
    if (at + length > this.#length) {
      throw new MalformedMessageError('a field ends beyond its message', { offset: at });
    }
    this.pos = at + length;
    return at;
  }
}
