/** Reads what `ByteWriter` wrote; anything else is a `CorruptRecordError`, never a wrong value. */

import { CorruptRecordError } from '../errors';

const decoder = new TextDecoder('utf-8', { fatal: true });

export class ByteReader {
  readonly #record: string;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  /** @param record names the kind of record in errors */
  constructor(record: string, bytes: Uint8Array) {
    this.#record = record;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  /** Reads the format byte that begins every record. */
  format(expected: number): void {
    if (this.uint8() !== expected) this.fail('unknown format');
  }

  uint8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#take(2));
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4));
  }

  uint64(): bigint {
    return this.#view.getBigUint64(this.#take(8));
  }

  varint(): number {
    const value = this.bigVarint();
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) this.fail('a number is too large');
    return Number(value);
  }

  bigVarint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.uint8();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) {
        if (value >= 1n << 64n) break;
        return value;
      }
    }
    return this.fail('a number is too large');
  }

  /** A view of the next bytes. */
  raw(length: number): Uint8Array {
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  bytes(): Uint8Array {
    return this.raw(this.varint());
  }

  string(): string {
    const bytes = this.bytes();
    try {
      return decoder.decode(bytes);
    } catch {
      return this.fail('a string is not UTF-8');
    }
  }

  /** A view of everything that is left. */
  rest(): Uint8Array {
    return this.raw(this.remaining);
  }

  end(): void {
    if (this.remaining !== 0) this.fail('bytes follow the record');
  }

  fail(reason: string): never {
    throw new CorruptRecordError(this.#record, reason);
  }

  #take(length: number): number {
    if (length > this.remaining) this.fail('the record ends early');
    const at = this.#at;
    this.#at += length;
    return at;
  }
}
