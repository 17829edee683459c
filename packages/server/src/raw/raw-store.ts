/** Raw keys and values: no versions, no locks, one set of them for each column family. */

import { type Init, toLatin1 } from '@tito/protocol';
import { type Family, WriteBatch } from '../engine/engine';
import { aborted } from '../mvcc/key-errors';
import { decodeKey, encodeKey } from '../mvcc/key-encoding';
import type { Region } from '../topology/region';
import { MAX_KEY_BYTES } from '../txn/key-limits';
import type { Storage } from '../txn/storage';
import { RAW_FAMILIES, type RawRecord, isLive } from './raw-record';

export type RawFamily = Family<RawRecord>;

/** A write is answered at once, unless something holds it back. */
export type Answer<Response> = Init<Response> | Promise<Init<Response>>;

/** A raw key as it is stored: encoded under API V2, where raw and transactional keys share one space, else as it is. */
export function rawKey({ mode }: Storage, key: Uint8Array): string {
  return mode === 'V2' ? encodeKey(key) : toLatin1(key);
}

export function userKeyOf({ mode }: Storage, stored: string): Uint8Array {
  return mode === 'V2' ? decodeKey(stored) : Buffer.from(stored, 'latin1');
}

/** @throws KeyRefusal for a name that is none, and for any name under API V2 */
export function rawFamily({ mode }: Storage, name: string): RawFamily {
  if (mode === 'V2' && name !== '') throw aborted(`cf is deprecated in API V2, cf name: ${name}`);
  const family = RAW_FAMILIES[name === '' ? 'default' : name];
  if (!family) throw aborted(`invalid cf name: ${name}`);
  return family;
}

/** @throws KeyRefusal */
export function requireRawKeySize({ engine }: Storage, key: Uint8Array): void {
  const limit = Math.min(MAX_KEY_BYTES, engine.maxKeyBytes);
  if (key.length > limit) throw aborted(`max key size exceeded, size: ${key.length}, limit: ${limit}`);
}

/** @throws KeyRefusal for a time to live where the server keeps none */
export function requireTtlAllowed({ mode }: Storage, ttls: readonly bigint[]): void {
  if (mode === 'V1' && ttls.some((ttl) => ttl !== 0n))
    throw aborted('ttl is not enabled, but get put request with ttl');
}

export function nowSeconds({ clock }: Storage): number {
  return Math.floor(clock.nowMs() / 1000);
}

/** A copy of the value with its end, `ttlS` seconds from now; 0 never ends. */
export function liveRecord(storage: Storage, value: Uint8Array, ttlS: bigint): RawRecord {
  const expiresAtS = ttlS === 0n ? 0 : nowSeconds(storage) + Number(ttlS);
  return { value: Buffer.from(value), expiresAtS, isDeleted: false };
}

/** The record of a key that is there and has not met its end. */
export function readLive(storage: Storage, family: RawFamily, key: string): RawRecord | null {
  const record = storage.engine.get(family, key);
  return record && isLive(record, nowSeconds(storage)) ? record : null;
}

const TOMBSTONE: RawRecord = { value: Buffer.alloc(0), expiresAtS: 0, isDeleted: true };

/** Deletes a key: under API V2 the deletion is a record of its own. */
export function deleteInto(storage: Storage, batch: WriteBatch, family: RawFamily, key: string): void {
  if (storage.mode === 'V2') batch.put(family, key, TOMBSTONE);
  else batch.delete(family, key);
}

/**
 * Evaluates a write and applies it, in one synchronous turn unless something holds it back in between; then the keys are
 * latched, and the region must still be what it was.
 */
export function writeRaw<R>(
  storage: Storage,
  region: Region,
  keys: readonly string[],
  evaluate: (batch: WriteBatch) => R,
): R | Promise<R> {
  const { hold } = storage.holdSlot;
  storage.holdSlot.hold = null;
  if (hold || !storage.latches.areFree(keys)) return writeLatched(storage, region, keys, evaluate, hold);
  const batch = new WriteBatch();
  const result = evaluate(batch);
  apply(storage, region, keys[0], batch);
  return result;
}

async function writeLatched<R>(
  storage: Storage,
  region: Region,
  keys: readonly string[],
  evaluate: (batch: WriteBatch) => R,
  hold: (() => Promise<void>) | null,
): Promise<R> {
  const { acquired, release } = storage.latches.queue([...new Set(keys)]);
  const batch = new WriteBatch();
  try {
    await acquired;
    storage.requireCurrent(region);
    const result = evaluate(batch);
    if (hold) await hold();
    storage.requireCurrent(region);
    apply(storage, region, keys[0], batch);
    return result;
  } finally {
    release();
  }
}

function apply(storage: Storage, region: Region, key: string | undefined, batch: WriteBatch): void {
  if (batch.isEmpty) return;
  storage.engine.write(batch);
  storage.growth.noteBatch(region, key, batch);
}
