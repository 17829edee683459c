/**
 * Ids that sort by the time they were made: 48 bits of milliseconds, then chance.
 *
 * Ids of one maker in one millisecond count up from the first, by chance as well, so that they sort in the order in which
 * they were made (RFC 9562, section 6.2, method 2). A clock that goes back does not make them go back.
 */

export class IdMaker {
  readonly #clock: () => number;
  readonly #random: (bytes: number) => Uint8Array;
  #lastMs = -1;
  /** The 80 bits after the time, of which a UUID has 74. */
  #tail = 0n;

  constructor(clock: () => number, random: (bytes: number) => Uint8Array) {
    this.#clock = clock;
    this.#random = random;
  }

  /** A UUID of version 7 (RFC 9562, section 5.7). */
  uuidV7(): string {
    const tail = this.#advance(UUID_BITS);
    const high = (BigInt(this.#lastMs) << 16n) | 0x7000n | (tail >> 62n);
    const low = (2n << 62n) | (tail & ((1n << 62n) - 1n));
    const hex = ((high << 64n) | low).toString(16).padStart(32, '0');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }

  /** A ULID (github.com/ulid/spec): in Crockford's base 32. */
  ulid(): string {
    const tail = this.#advance(ULID_BITS);
    let value = (BigInt(this.#lastMs) << ULID_BITS) | tail;
    let text = '';
    for (let i = 0; i < 26; i++) {
      text = (CROCKFORD[Number(value & 31n)] as string) + text;
      value >>= 5n;
    }
    return text;
  }

  /** One of so many numbers from 0, by chance; at most 256, of which it is even when they are a power of 2. */
  shard(count: number): number {
    return Math.floor(((this.#random(1)[0] as number) * count) / 256);
  }

  /** Moves to the next id; the tail is as many bits as the format has. */
  #advance(bits: bigint): bigint {
    const nowMs = Math.max(0, Math.floor(this.#clock()));
    const random = BigInt(`0x${Buffer.from(this.#random(10)).toString('hex')}`);
    const next = this.#tail + 1n + (random & 0xffffffffn);
    if (nowMs > this.#lastMs || next >= 1n << bits) {
      this.#lastMs = Math.max(nowMs, nowMs > this.#lastMs ? nowMs : this.#lastMs + 1);
      this.#tail = random & ((1n << (bits - 1n)) - 1n); // the highest bit is left free to count into
    } else {
      this.#tail = next;
    }
    return this.#tail;
  }
}

const UUID_BITS = 74n;
const ULID_BITS = 80n;
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
