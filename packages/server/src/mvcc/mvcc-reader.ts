/** How the versions of one key are looked up. Every state machine of a transaction is told in these few words. */

import { MAX_TIMESTAMP } from '@tito/protocol';
import { DataCorruptError } from '../errors';
import type { Engine } from '../engine/engine';
import { type EncodedKey, isVersionOf, timestampOfVersion, versionKey } from './key-encoding';
import { LOCK, type LastChange, type LockRecord } from './lock-record';
import { DEFAULT, WRITE, type WriteRecord, WriteType, isData, isVisibleAt } from './write-record';

/** A write record and where it stands. */
export interface Version {
  readonly commitTs: bigint;
  readonly write: WriteRecord;
}

/** What is known of a transaction on a key that it does not lock. */
export type TxnRecord =
  /** Its own record: a commit, or a rollback. */
  | { readonly kind: 'single'; readonly commitTs: bigint; readonly write: WriteRecord }
  /** Rolled back, as another transaction's record at the same place says. */
  | { readonly kind: 'overlappedRollback'; readonly commitTs: bigint }
  /** Nothing. `overlapped` is another transaction's record at the place where a rollback would be written. */
  | { readonly kind: 'none'; readonly overlapped: (Version & { readonly gcFence: bigint }) | null };

export class MvccReader {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  loadLock(key: EncodedKey): LockRecord | undefined {
    return this.#engine.get(LOCK, key);
  }

  /** The newest record at `ts` or before, of any type. */
  seekWrite(key: EncodedKey, ts: bigint): Version | undefined {
    const found = this.#engine.seek(WRITE, versionKey(key, ts));
    if (!found || !isVersionOf(found[0], key)) return undefined;
    return { commitTs: timestampOfVersion(found[0]), write: found[1] };
  }

  /** The record that comes before (is older than) `version`. */
  olderThan(key: EncodedKey, commitTs: bigint): Version | undefined {
    return commitTs === 0n ? undefined : this.seekWrite(key, commitTs - 1n);
  }

  /** The newest data visible at `ts`; records that hold none are passed over. `limit` is what fences are held against. */
  getPut(key: EncodedKey, ts: bigint, limit = ts): Version | undefined {
    for (let at = this.seekWrite(key, ts); at; at = this.olderThan(key, at.commitTs)) {
      if (!isVisibleAt(at.write, limit)) return undefined;
      if (at.write.type === WriteType.Put) return at;
      if (at.write.type === WriteType.Delete) return undefined;
    }
    return undefined;
  }

  /** Where the newest data of a key is, counted in records from the newest one; ts 0 when there is none. */
  lastChange(key: EncodedKey): LastChange {
    let versions = 1n;
    for (let at = this.seekWrite(key, MAX_TIMESTAMP); at; at = this.olderThan(key, at.commitTs), versions++)
      if (isData(at.write)) return { ts: at.commitTs, versions };
    return { ts: 0n, versions: 1n };
  }

  loadValue(key: EncodedKey, write: WriteRecord): Uint8Array {
    if (write.shortValue) return write.shortValue;
    const value = this.#engine.get(DEFAULT, versionKey(key, write.startTs));
    if (!value) throw missing(key);
    return value;
  }

  /** The value that a prewritten lock would commit. */
  loadLockValue(key: EncodedKey, lock: LockRecord): Uint8Array {
    if (lock.shortValue) return lock.shortValue;
    const value = this.#engine.get(DEFAULT, versionKey(key, lock.startTs));
    if (!value) throw missing(key);
    return value;
  }

  /** What became of the transaction `startTs` on a key. From the newest record on: its commit is above its start. */
  txnRecord(key: EncodedKey, startTs: bigint): TxnRecord {
    let newerData = 0n;
    for (let at = this.seekWrite(key, MAX_TIMESTAMP); at; at = this.olderThan(key, at.commitTs)) {
      if (at.write.startTs === startTs) return { kind: 'single', commitTs: at.commitTs, write: at.write };
      if (at.commitTs === startTs) {
        if (at.write.hasOverlappedRollback) return { kind: 'overlappedRollback', commitTs: at.commitTs };
        return { kind: 'none', overlapped: { ...at, gcFence: newerData } };
      }
      if (at.commitTs < startTs) break;
      if (isData(at.write)) newerData = at.commitTs;
    }
    return { kind: 'none', overlapped: null };
  }
}

function missing(key: EncodedKey): DataCorruptError {
  const encoded = Buffer.from(key, 'latin1').toString('hex');
  return new DataCorruptError('a record has no value', { key: encoded });
}
