/** Reads what `ByteWriter` wrote. Bytes that end early are a `CorruptRowError`, to which the caller adds the key. */

import { CorruptRowError } from '../errors';

export class ByteReader {
  readonly #bytes: Buffer;
  readonly #end: number;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#end = bytes.length;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#end;
  }

  get position(): number {
    return this.#at;
  }

  uint8(): number {
    if (this.#at >= this.#end) throw new CorruptRowError('it ends early', null);
    return this.#bytes[this.#at++] as number;
  }

  uint16(): number {
    return this.#bytes.readUInt16BE(this.#take(2));
  }

  uint32(): number {
    return this.#bytes.readUInt32BE(this.#take(4));
  }

  float64(): number {
    return this.#bytes.readDoubleBE(this.#take(8));
  }

  varint(): number {
    let byte = this.uint8();
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    for (let scale = 0x80; scale <= 0x80 ** 7; scale *= 0x80) {
      byte = this.uint8();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER) break;
        return value;
      }
    }
    throw new CorruptRowError('a number is too large', null);
  }

  /** A view of the next bytes. */
  raw(length: number): Uint8Array {
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  /** A view of the bytes after a varint of their length. */
  bytes(): Uint8Array {
    return this.raw(this.varint());
  }

  /** Passes over bytes that a varint of their length precedes. */
  skipBytes(): void {
    this.#take(this.varint());
  }

  string(): string {
    const length = this.varint();
    const at = this.#take(length);
    if (length < 24) {
      const text = this.#shortAscii(at, length);
      if (text !== null) return text;
    }
    return this.#bytes.toString('utf8', at, at + length);
  }

  /** A view of what was read since a position. */
  since(position: number): Uint8Array {
    return this.#bytes.subarray(position, this.#at);
  }

  #shortAscii(at: number, length: number): string | null {
    let text = '';
    for (let i = at; i < at + length; i++) {
      const code = this.#bytes[i] as number;
      if (code >= 0x80) return null;
      text += String.fromCharCode(code);
    }
    return text;
  }

  #take(length: number): number {
    const at = this.#at;
    if (length > this.#end - at) throw new CorruptRowError('it ends early', null);
    this.#at = at + length;
    return at;
  }
}
