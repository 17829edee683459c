/**
 * Writes keys and rows straight into an arena and hands out views of it.
 *
 * An allocation per record costs more than the encoding itself; so records are written one after the other into a chunk,
 * and a new chunk is begun when one is full. A view is never written again.
 */

const CHUNK_BYTES = 16 * 1024;

export class ByteWriter {
  #chunk = new Uint8Array(CHUNK_BYTES);
  #view = new DataView(this.#chunk.buffer);
  #start = 0;
  #at = 0;

  /** Bytes written since the last `take` or `reset`. */
  get length(): number {
    return this.#at - this.#start;
  }

  /** Gives up what was written since the last `take`: for writers whose last record failed. */
  reset(): this {
    this.#at = this.#start;
    return this;
  }

  /** What was written since the last `take`. */
  take(): Uint8Array {
    const out = this.#chunk.subarray(this.#start, this.#at);
    this.#start = this.#at;
    return out;
  }

  uint8(value: number): void {
    this.#reserve(1);
    this.#chunk[this.#at++] = value;
  }

  uint16(value: number): void {
    this.#reserve(2);
    this.#view.setUint16(this.#at, value);
    this.#at += 2;
  }

  uint32(value: number): void {
    this.#reserve(4);
    this.#view.setUint32(this.#at, value);
    this.#at += 4;
  }

  float64(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#at, value);
    this.#at += 8;
  }

  /** A whole number from 0 to 2^53 - 1, seven bits a byte, the low ones first. */
  varint(value: number): void {
    this.#reserve(8);
    while (value >= 0x80) {
      this.#chunk[this.#at++] = (value % 0x80) | 0x80;
      value = Math.floor(value / 0x80);
    }
    this.#chunk[this.#at++] = value;
  }

  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#chunk.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** A varint of the length, then the bytes. */
  bytes(bytes: Uint8Array): void {
    this.varint(bytes.length);
    this.raw(bytes);
  }

  /** A varint of the length in bytes, then UTF-8. The string must be well formed. */
  string(text: string): void {
    if (text.length < 128 && this.#shortAscii(text)) return;
    const length = Buffer.byteLength(text);
    this.varint(length);
    this.#reserve(length);
    encoder.encodeInto(text, this.#chunk.subarray(this.#at, this.#at + length));
    this.#at += length;
  }

  /** Inverts what was written from an offset (see `length`) on, so that it sorts the other way round. */
  invertFrom(offset: number): void {
    for (let i = this.#start + offset; i < this.#at; i++) this.#chunk[i] = 0xff - (this.#chunk[i] as number);
  }

  #shortAscii(text: string): boolean {
    this.#reserve(text.length + 1);
    const at = this.#at;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code >= 0x80) return false;
      this.#chunk[at + 1 + i] = code;
    }
    this.#chunk[at] = text.length;
    this.#at = at + 1 + text.length;
    return true;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#chunk.length) return;
    const written = this.#chunk.subarray(this.#start, this.#at);
    this.#chunk = new Uint8Array(Math.max(CHUNK_BYTES, 2 * (written.length + bytes)));
    this.#view = new DataView(this.#chunk.buffer);
    this.#chunk.set(written);
    this.#start = 0;
    this.#at = written.length;
  }
}

const encoder = new TextEncoder();
