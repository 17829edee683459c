/**
 * The order-preserving, prefix-free encoding of byte strings that TiKV uses for keys.
 *
 * Groups of eight bytes, the last one padded with zeros, each followed by a marker: `ff` minus the number of padding
 * bytes. A multiple of eight gets one more group of padding only.
 *
 *     61 62 63                   ->  61 62 63 00 00 00 00 00 fa
 *     01 02 03 04 05 06 07 08    ->  01 .. 08 ff 00 00 00 00 00 00 00 00 f7
 */

import { MalformedKeyError } from './errors';

const GROUP = 8;
const MARKER = 0xff;

/** How long `encodeMemcomparable` makes a key of `length` bytes. */
export function memcomparableLength(length: number): number {
  return (Math.floor(length / GROUP) + 1) * (GROUP + 1);
}

export function encodeMemcomparable(key: Uint8Array): Uint8Array {
  const out = new Uint8Array(memcomparableLength(key.length));
  let position = 0;
  for (let at = 0; at <= key.length; at += GROUP) {
    const group = key.subarray(at, at + GROUP);
    out.set(group, position);
    out[position + GROUP] = MARKER - (GROUP - group.length);
    position += GROUP + 1;
  }
  return out;
}

/**
 * Decodes one encoded key at the beginning of `bytes`.
 *
 * @returns the key and how many bytes its encoding takes; what follows is the caller's
 * @throws MalformedKeyError `PROTOCOL_MALFORMED_KEY`
 */
export function decodeMemcomparable(bytes: Uint8Array): { key: Uint8Array; length: number } {
  const key = new Uint8Array(bytes.length);
  let size = 0;
  for (let at = 0; ; at += GROUP + 1) {
    if (at + GROUP + 1 > bytes.length) throw new MalformedKeyError('an encoded key ends early');
    const padding = MARKER - (bytes[at + GROUP] as number);
    if (padding > GROUP) throw new MalformedKeyError('an encoded key has an invalid marker', { offset: at });
    const data = GROUP - padding;
    for (let i = data; i < GROUP; i++) {
      if (bytes[at + i] !== 0)
        throw new MalformedKeyError('an encoded key has invalid padding', { offset: at });
    }
    key.set(bytes.subarray(at, at + data), size);
    size += data;
    if (padding > 0) return { key: key.slice(0, size), length: at + GROUP + 1 };
  }
}

/** Appends a timestamp so that newer versions of one key sort first: big-endian, bits inverted. */
export function appendDescendingTimestamp(encodedKey: Uint8Array, ts: bigint): Uint8Array {
  const out = new Uint8Array(encodedKey.length + 8);
  out.set(encodedKey);
  new DataView(out.buffer).setBigUint64(encodedKey.length, BigInt.asUintN(64, ~ts));
  return out;
}
