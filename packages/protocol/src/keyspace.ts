/**
 * What a user's key looks like in requests to TiKV and in PD's region metadata, by API version and mode.
 *
 *     mode       in requests        in PD calls and region metadata
 *     V1 raw     K                  K
 *     V1 txn     K                  M(K)
 *     V2 raw     'r' id3 K          M('r' id3 K)
 *     V2 txn     'x' id3 K          M('x' id3 K)
 *
 * M is the memcomparable encoding, id3 the keyspace's number in three bytes, big-endian. An empty bound of a range stays
 * empty in V1; in V2 it becomes the keyspace's own bound, for a server refuses empty bounds there.
 */

import { concatBytes } from './bytes';
import { InvalidArgumentError, MalformedKeyError } from './errors';
import { intersectRanges, type KeyRange, NO_BOUND } from './key-range';
import { decodeMemcomparable, encodeMemcomparable } from './memcomparable';

export type KeyMode = 'raw' | 'txn';

/** Translates keys for one API version, mode and keyspace. */
export interface KeyspaceCodec {
  readonly apiVersion: 1 | 2;
  readonly mode: KeyMode;
  /** All keys of the keyspace as requests carry them; unbounded in V1. */
  readonly range: KeyRange;
  encodeKey(key: Uint8Array): Uint8Array;
  /** @throws MalformedKeyError when the key is not of this keyspace */
  decodeKey(key: Uint8Array): Uint8Array;
  encodeRange(range: KeyRange): KeyRange;
  /** A key as PD knows it, from a key as requests carry it. An empty key stays empty. */
  toPdKey(requestKey: Uint8Array): Uint8Array;
  /** The reverse of `toPdKey`, for the borders of regions. */
  fromPdKey(pdKey: Uint8Array): Uint8Array;
}

const MODE_BYTE: Readonly<Record<KeyMode, number>> = { raw: 0x72, txn: 0x78 };
const MAX_KEYSPACE_ID = 0xffffff;

/** Keys of API V1: as they are. */
export function keyspaceV1(mode: KeyMode): KeyspaceCodec {
  const same = (key: Uint8Array): Uint8Array => key;
  return {
    apiVersion: 1,
    mode,
    range: { start: NO_BOUND, end: NO_BOUND },
    encodeKey: same,
    decodeKey: same,
    encodeRange: (range) => range,
    toPdKey: mode === 'raw' ? same : encodeBorder,
    fromPdKey: mode === 'raw' ? same : decodeBorder,
  };
}

/**
 * Keys of API V2: behind a prefix of four bytes.
 *
 * @param id 0 (the default keyspace) to 16777215
 * @throws InvalidArgumentError `PROTOCOL_INVALID_ARGUMENT`
 */
export function keyspaceV2(mode: KeyMode, id: number): KeyspaceCodec {
  if (!Number.isInteger(id) || id < 0 || id > MAX_KEYSPACE_ID) {
    throw new InvalidArgumentError('id', 'a keyspace id is an integer from 0 to 16777215', { id });
  }
  const prefix = prefixBytes(MODE_BYTE[mode], id);
  const range = {
    start: prefix,
    end: id === MAX_KEYSPACE_ID ? prefixBytes(MODE_BYTE[mode] + 1, 0) : prefixBytes(MODE_BYTE[mode], id + 1),
  };
  const encodeKey = (key: Uint8Array): Uint8Array => concatBytes(prefix, key);
  return {
    apiVersion: 2,
    mode,
    range,
    encodeKey,
    decodeKey: (key) => stripPrefix(key, prefix),
    encodeRange: ({ start, end }) =>
      intersectRanges({ start: encodeKey(start), end: end.length === 0 ? NO_BOUND : encodeKey(end) }, range),
    toPdKey: encodeBorder,
    fromPdKey: decodeBorder,
  };
}

function prefixBytes(mode: number, id: number): Uint8Array {
  return Uint8Array.of(mode, id >>> 16, (id >>> 8) & 0xff, id & 0xff);
}

function stripPrefix(key: Uint8Array, prefix: Uint8Array): Uint8Array {
  if (key.length < prefix.length || prefix.some((byte, i) => key[i] !== byte)) {
    throw new MalformedKeyError('a key does not belong to the keyspace');
  }
  return key.subarray(prefix.length);
}

function encodeBorder(key: Uint8Array): Uint8Array {
  return key.length === 0 ? key : encodeMemcomparable(key);
}

function decodeBorder(key: Uint8Array): Uint8Array {
  return key.length === 0 ? key : decodeMemcomparable(key).key;
}
