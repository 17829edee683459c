/**
 * A raw value and when it ends, in the formats of TiKV:
 *
 *     API V1, no TTL   value
 *     API V1, TTL      value, expiry (u64 big-endian, seconds since 1970, 0 never)
 *     API V2           value, [expiry], flags: 1 has an expiry, 2 is deleted
 *
 * One format serves here for all: that of V2.
 */

import type { Family } from '../engine/engine';

export interface RawRecord {
  readonly value: Uint8Array;
  /** Seconds since 1970; 0 never. */
  readonly expiresAtS: number;
  /** Deleted under API V2, where a deletion is remembered. */
  readonly isDeleted: boolean;
}

const HAS_EXPIRY = 1;
const IS_DELETED = 2;

/** The column families that raw requests may name. */
export const RAW_FAMILIES: Readonly<Record<string, Family<RawRecord>>> = {
  default: rawFamily('raw-default'),
  lock: rawFamily('raw-lock'),
  write: rawFamily('raw-write'),
};

export const RAW_DEFAULT = RAW_FAMILIES['default'] as Family<RawRecord>;

function rawFamily(name: string): Family<RawRecord> {
  return { name, encode: encodeRaw, decode: decodeRaw };
}

/** Seconds left, at least 1, for a record that has an end and has not met it. */
export function secondsLeft(record: RawRecord, nowS: number): number {
  return record.expiresAtS === 0 ? 0 : record.expiresAtS - nowS;
}

export function isLive(record: RawRecord, nowS: number): boolean {
  return !record.isDeleted && (record.expiresAtS === 0 || record.expiresAtS > nowS);
}

function encodeRaw({ value, expiresAtS, isDeleted }: RawRecord): Uint8Array {
  const size = value.length + (expiresAtS === 0 ? 1 : 9);
  const out = Buffer.alloc(size);
  out.set(value);
  if (expiresAtS !== 0) out.writeBigUInt64BE(BigInt(expiresAtS), value.length);
  out[size - 1] = (expiresAtS === 0 ? 0 : HAS_EXPIRY) | (isDeleted ? IS_DELETED : 0);
  return out;
}

function decodeRaw(bytes: Uint8Array): RawRecord {
  const input = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const flags = input[input.length - 1] ?? 0;
  const size = input.length - (flags & HAS_EXPIRY ? 9 : 1);
  return {
    value: input.subarray(0, size),
    expiresAtS: flags & HAS_EXPIRY ? Number(input.readBigUInt64BE(size)) : 0,
    isDeleted: (flags & IS_DELETED) !== 0,
  };
}
