/**
 * Keys as the engine holds them.
 *
 *     encoded key   the memcomparable form of a user's key, one character per byte: the key space of regions too
 *     version key   encoded key, then the inverted timestamp, 8 bytes big-endian: newer versions sort first
 */

import { encodeMemcomparable, toLatin1 } from '@tito/protocol';

export type EncodedKey = string;

const VERSION_LENGTH = 8;
const GROUP = 8;

/** Room for keys up to the limit of TiKV; longer ones take the slow way. */
const scratch = Buffer.allocUnsafe(10_240);

/** The same as `encodeMemcomparable`, written once and straight into a string. */
export function encodeKey(key: Uint8Array): EncodedKey {
  const size = key.length;
  const length = ((size >> 3) + 1) * (GROUP + 1);
  if (length > scratch.length) return toLatin1(encodeMemcomparable(key));
  const out = scratch;
  let position = 0;
  let at = 0;
  for (; at + GROUP <= size; at += GROUP) {
    for (let i = 0; i < GROUP; i++) out[position++] = key[at + i] as number;
    out[position++] = 0xff;
  }
  const rest = size - at;
  for (let i = 0; i < rest; i++) out[position++] = key[at + i] as number;
  for (let i = rest; i < GROUP; i++) out[position++] = 0;
  out[position++] = 0xff - (GROUP - rest);
  return out.toString('latin1', 0, position);
}

export function decodeKey(encoded: EncodedKey): Uint8Array {
  const padding = 0xff - encoded.charCodeAt(encoded.length - 1);
  const size = (encoded.length / (GROUP + 1)) * GROUP - padding;
  const key = Buffer.allocUnsafe(size);
  for (let at = 0, position = 0; position < size; at++) {
    for (let i = 0; i < GROUP && position < size; i++) key[position++] = encoded.charCodeAt(at++);
  }
  return key;
}

/** The first version key of `key` that is not newer than `ts`, thus also the place of the version at `ts`. */
export function versionKey(key: EncodedKey, ts: bigint): string {
  return key + timestampSuffix(ts);
}

/** The key part of a version key. */
export function keyOfVersion(version: string): EncodedKey {
  return version.slice(0, -VERSION_LENGTH);
}

/** True when `version` is a version of `key`, given that it sorts after it. */
export function isVersionOf(version: string, key: EncodedKey): boolean {
  return version.length === key.length + VERSION_LENGTH && version.startsWith(key);
}

const word64 = new BigUint64Array(1);
const words32 = new Uint32Array(word64.buffer);

export function timestampOfVersion(version: string): bigint {
  const at = version.length - VERSION_LENGTH;
  words32[1] = ~word(version, at);
  words32[0] = ~word(version, at + 4);
  return word64[0] as bigint;
}

function word(text: string, at: number): number {
  return (
    (text.charCodeAt(at) << 24) |
    (text.charCodeAt(at + 1) << 16) |
    (text.charCodeAt(at + 2) << 8) |
    text.charCodeAt(at + 3)
  );
}

function timestampSuffix(ts: bigint): string {
  word64[0] = ts;
  const high = ~(words32[1] as number);
  const low = ~(words32[0] as number);
  return String.fromCharCode(
    high >>> 24,
    (high >>> 16) & 255,
    (high >>> 8) & 255,
    high & 255,
    low >>> 24,
    (low >>> 16) & 255,
    (low >>> 8) & 255,
    low & 255,
  );
}
