/** Builds a binary record: big-endian integers of fixed size, unsigned varints, and strings and bytes with a length. */

const encoder = new TextEncoder();

export class ByteWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;

  constructor(capacity = 64) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  uint8(value: number): this {
    const at = this.#reserve(1);
    this.#view.setUint8(at, value);
    return this;
  }

  uint16(value: number): this {
    const at = this.#reserve(2);
    this.#view.setUint16(at, value);
    return this;
  }

  uint32(value: number): this {
    const at = this.#reserve(4);
    this.#view.setUint32(at, value);
    return this;
  }

  uint64(value: bigint): this {
    const at = this.#reserve(8);
    this.#view.setBigUint64(at, value);
    return this;
  }

  /** Seven bits per byte, lowest first, up to 2^53 - 1. */
  varint(value: number): this {
    let rest = value;
    while (rest >= 0x80) {
      this.uint8((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    return this.uint8(rest);
  }

  /** The same, up to 2^64 - 1. */
  bigVarint(value: bigint): this {
    let rest = value;
    while (rest >= 0x80n) {
      this.uint8(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    return this.uint8(Number(rest));
  }

  /** The bytes alone. */
  raw(value: Uint8Array): this {
    const at = this.#reserve(value.length);
    this.#bytes.set(value, at);
    return this;
  }

  /** A varint length and the bytes. */
  bytes(value: Uint8Array): this {
    return this.varint(value.length).raw(value);
  }

  /** A varint length and the UTF-8 bytes. */
  string(value: string): this {
    return this.bytes(encoder.encode(value));
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(size: number): number {
    const at = this.#length;
    this.#length += size;
    if (this.#length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    return at;
  }
}
