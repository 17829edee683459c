/** The small pieces that lock and write records are made of, as TiKV stores them: varints, compact bytes, big-endian words. */

import { MalformedMessageError } from '@tito/protocol';

export class RecordWriter {
  readonly #parts: number[] = [];

  byte(value: number): void {
    this.#parts.push(value);
  }

  tag(character: string): void {
    this.#parts.push(character.charCodeAt(0));
  }

  varint(value: bigint): void {
    let rest = value;
    for (; rest > 127n; rest >>= 7n) this.#parts.push(Number(rest & 127n) | 128);
    this.#parts.push(Number(rest));
  }

  word(value: bigint): void {
    for (let shift = 56n; shift >= 0n; shift -= 8n) this.#parts.push(Number((value >> shift) & 255n));
  }

  raw(bytes: Uint8Array): void {
    for (const byte of bytes) this.#parts.push(byte);
  }

  /** The length as a zig-zag varint, then the bytes. */
  compact(bytes: Uint8Array): void {
    this.varint(BigInt(bytes.length) << 1n);
    this.raw(bytes);
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.#parts);
  }
}

export class RecordReader {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#position >= this.#bytes.length;
  }

  byte(): number {
    if (this.isAtEnd) throw new MalformedMessageError('a stored record ends early');
    return this.#bytes[this.#position++] as number;
  }

  tag(): string {
    return String.fromCharCode(this.byte());
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  word(): bigint {
    let value = 0n;
    for (let i = 0; i < 8; i++) value = (value << 8n) | BigInt(this.byte());
    return value;
  }

  raw(length: number): Uint8Array {
    if (this.#position + length > this.#bytes.length)
      throw new MalformedMessageError('a stored record ends early');
    this.#position += length;
    return this.#bytes.slice(this.#position - length, this.#position);
  }

  compact(): Uint8Array {
    return this.raw(Number(this.varint() >> 1n));
  }
}
