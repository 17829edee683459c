/** Collects what one command changes. Nothing is visible before it is applied, so a command that fails leaves no trace. */

import { WriteBatch } from '../engine/engine';
import { type EncodedKey, versionKey } from './key-encoding';
import { LOCK, type LockRecord, LockType } from './lock-record';
import { DEFAULT, WRITE, type WriteRecord } from './write-record';

/** A lock that goes, and at which timestamp its transaction committed there (0: it did not). */
export interface ReleasedLock {
  readonly key: EncodedKey;
  readonly startTs: bigint;
  readonly commitTs: bigint;
}

export class MvccTxn {
  readonly batch = new WriteBatch();
  readonly released: ReleasedLock[] = [];
  /** Locks that readers must see from now on, though they are stored only when the batch is applied. */
  readonly memoryLocks: [EncodedKey, LockRecord][] = [];

  publish(key: EncodedKey, lock: LockRecord): void {
    this.memoryLocks.push([key, lock]);
  }

  putLock(key: EncodedKey, lock: LockRecord): void {
    this.batch.put(LOCK, key, lock);
  }

  removeLock(key: EncodedKey, lock: LockRecord, commitTs = 0n): void {
    this.batch.delete(LOCK, key);
    this.released.push({ key, startTs: lock.startTs, commitTs });
  }

  putWrite(key: EncodedKey, commitTs: bigint, write: WriteRecord): void {
    this.batch.put(WRITE, versionKey(key, commitTs), write);
  }

  deleteWrite(key: EncodedKey, commitTs: bigint): void {
    this.batch.delete(WRITE, versionKey(key, commitTs));
  }

  putValue(key: EncodedKey, startTs: bigint, value: Uint8Array): void {
    this.batch.put(DEFAULT, versionKey(key, startTs), value);
  }

  /** The value of a lock that will not be committed. */
  deleteValue(key: EncodedKey, lock: LockRecord): void {
    if (lock.type === LockType.Put && lock.shortValue === null)
      this.batch.delete(DEFAULT, versionKey(key, lock.startTs));
  }
}
