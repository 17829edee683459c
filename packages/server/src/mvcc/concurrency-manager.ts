/**
 * What makes timestamps that the server computes safe: the largest timestamp that anyone read at, and the locks that
 * are decided but not stored yet.
 *
 * A read raises `maxTs` before it looks; a prewrite of an async or one-phase commit publishes its lock and only then
 * takes a commit timestamp above `maxTs`. Whichever comes first, the other sees it.
 */

import { MAX_TIMESTAMP } from '@tito/protocol';
import type { EncodedKey } from './key-encoding';
import type { LockRecord } from './lock-record';

export class ConcurrencyManager {
  #maxTs = 0n;
  readonly #locks = new Map<EncodedKey, LockRecord>();

  get maxTs(): bigint {
    return this.#maxTs;
  }

  /** The largest version has no place in time and is passed over. */
  raise(ts: bigint): void {
    if (ts !== MAX_TIMESTAMP && ts > this.#maxTs) this.#maxTs = ts;
  }

  publish(locks: readonly (readonly [EncodedKey, LockRecord])[]): void {
    for (const [key, lock] of locks) this.#locks.set(key, lock);
  }

  withdraw(locks: readonly (readonly [EncodedKey, LockRecord])[]): void {
    for (const [key, lock] of locks) if (this.#locks.get(key) === lock) this.#locks.delete(key);
  }

  lockOf(key: EncodedKey): LockRecord | undefined {
    return this.#locks.size === 0 ? undefined : this.#locks.get(key);
  }

  /** Published locks of a range in the order of their keys. */
  locksIn(start: EncodedKey, end: EncodedKey | null): [EncodedKey, LockRecord][] {
    if (this.#locks.size === 0) return [];
    return [...this.#locks]
      .filter(([key]) => key >= start && (end === null || key < end))
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }
}
