/**
 * Requests that wait for a pessimistic lock: a queue for each key, the oldest transaction first.
 *
 * When a lock goes, the first of its queue is woken at once and the others one by one a little later, so that they do
 * not all run for the key together. Who would close a circle of waiting is refused instead.
 */

import { type Init, type kvrpcpb, type deadlock as protocol } from '@tito/protocol';
import { type EncodedKey, decodeKey } from '../mvcc/key-encoding';
import type { MvccReader } from '../mvcc/mvcc-reader';
import type { ReleasedLock } from '../mvcc/mvcc-txn';
import { fingerprint64 } from './farm-hash';

/** Why a wait ended. `released` says by whom and, unless it is 0, at which timestamp the holder committed. */
export type WakeUp =
  | { readonly kind: 'released'; readonly startTs: bigint; readonly commitTs: bigint }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'stopped' };

interface Waiter {
  readonly key: EncodedKey;
  readonly startTs: bigint;
  readonly wake: (how: WakeUp) => void;
}

/** As in `pessimistic-txn.wake-up-delay-duration`. */
const WAKE_NEXT_AFTER_MS = 20;

export class LockWaits {
  readonly #reader: MvccReader;
  readonly #queues = new Map<EncodedKey, Waiter[]>();
  readonly #timers = new Set<NodeJS.Timeout>();
  /** Who wakes the next waiter of a key; one for each key, however often its lock goes meanwhile. */
  readonly #next = new Map<EncodedKey, NodeJS.Timeout>();

  constructor(reader: MvccReader) {
    this.#reader = reader;
  }

  /** Waits until the lock of `key` goes, at most `timeoutMs`. */
  wait(key: EncodedKey, startTs: bigint, timeoutMs: number): Promise<WakeUp> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        key,
        startTs,
        wake: (how) => {
          clearTimeout(timer);
          this.#timers.delete(timer);
          this.#remove(waiter);
          resolve(how);
        },
      };
      const timer = setTimeout(() => waiter.wake({ kind: 'timeout' }), timeoutMs);
      this.#timers.add(timer);
      const queue = this.#queues.get(key) ?? [];
      const at = queue.findIndex((other) => other.startTs > startTs);
      queue.splice(at < 0 ? queue.length : at, 0, waiter);
      this.#queues.set(key, queue);
    });
  }

  /** Tells the waiters of locks that went. */
  released(locks: readonly ReleasedLock[]): void {
    if (this.#queues.size === 0) return;
    for (const lock of locks) this.#wakeFirst(lock);
  }

  /** Ends all waits. */
  stop(): void {
    for (const queue of [...this.#queues.values()])
      for (const waiter of [...queue]) waiter.wake({ kind: 'stopped' });
    for (const timer of [...this.#timers, ...this.#next.values()]) clearTimeout(timer);
    this.#timers.clear();
    this.#next.clear();
  }

  /** The transactions that wait, for whom and for what. */
  entries(): Init<protocol.WaitForEntry>[] {
    return [...this.#queues.values()].flat().flatMap((waiter) => {
      const holder = this.#reader.loadLock(waiter.key)?.startTs;
      return holder === undefined ? [] : [entry(waiter.startTs, holder, waiter.key)];
    });
  }

  /** The circle that would be closed if `startTs` waited for `holder` on `key`; `null` when none would. */
  findCycle(startTs: bigint, holder: bigint, key: EncodedKey): Init<kvrpcpb.Deadlock> | null {
    const path = this.#pathTo(startTs, holder, new Set());
    if (!path) return null;
    const waitChain = [...path, entry(startTs, holder, key)];
    const closing = path[path.length - 1]!;
    return {
      lockTs: holder,
      lockKey: decodeKey(key),
      deadlockKeyHash: closing.keyHash,
      waitChain,
    };
  }

  #pathTo(target: bigint, from: bigint, seen: Set<bigint>): Init<protocol.WaitForEntry>[] | null {
    if (seen.has(from)) return null;
    seen.add(from);
    for (const edge of this.entries()) {
      if (edge.txn !== from) continue;
      if (edge.waitForTxn === target) return [edge];
      const rest = this.#pathTo(target, edge.waitForTxn!, seen);
      if (rest) return [edge, ...rest];
    }
    return null;
  }

  #wakeFirst({ key, startTs, commitTs }: ReleasedLock): void {
    clearTimeout(this.#next.get(key));
    this.#next.delete(key);
    const first = this.#queues.get(key)?.[0];
    if (!first) return;
    first.wake({ kind: 'released', startTs, commitTs });
    if (!this.#queues.has(key)) return;
    const timer = setTimeout(() => this.#wakeFirst({ key, startTs, commitTs }), WAKE_NEXT_AFTER_MS);
    this.#next.set(key, timer);
  }

  #remove(waiter: Waiter): void {
    const queue = this.#queues.get(waiter.key);
    const at = queue?.indexOf(waiter) ?? -1;
    if (!queue || at < 0) return;
    queue.splice(at, 1);
    if (queue.length === 0) this.#queues.delete(waiter.key);
  }
}

function entry(txn: bigint, waitForTxn: bigint, key: EncodedKey): Init<protocol.WaitForEntry> {
  const userKey = decodeKey(key);
  return { txn, waitForTxn, key: userKey, keyHash: fingerprint64(userKey) };
}
