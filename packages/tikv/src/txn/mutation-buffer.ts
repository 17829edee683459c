/** What a transaction has written so far, in the order of the keys. */

import { type KeyRange, compareBytes, rangeContains, toLatin1 } from '@tito/protocol';
import { KeyExistsError, LimitExceededError } from '../errors';
import { MAX_TRANSACTION_BYTES } from '../limits';

/**
 * - `put`, `delete`: whether the key exists or not
 * - `insert`: a put that fails when the key exists
 * - `checkAbsent`: an insert that was deleted again; only the check remains
 * - `lock`: nothing is written, but a change by another transaction is a conflict
 */
export type MutationKind = 'put' | 'insert' | 'delete' | 'checkAbsent' | 'lock';

export interface Mutation {
  readonly kind: MutationKind;
  readonly key: Uint8Array;
  /** Of `put` and `insert`. */
  readonly value: Uint8Array | null;
}

export class MutationBuffer {
  readonly #entries = new Map<string, Mutation>();
  #sorted: Mutation[] | null = null;
  #bytes = 0;

  get size(): number {
    return this.#entries.size;
  }

  get(key: Uint8Array): Mutation | undefined {
    return this.#entries.get(toLatin1(key));
  }

  put(key: Uint8Array, value: Uint8Array): void {
    const before = this.get(key)?.kind;
    this.#set({ kind: before === 'insert' || before === 'checkAbsent' ? 'insert' : 'put', key, value });
  }

  insert(key: Uint8Array, value: Uint8Array): void {
    const before = this.get(key)?.kind;
    if (before === 'put' || before === 'insert') throw new KeyExistsError(key);
    this.#set({ kind: before === 'delete' ? 'put' : 'insert', key, value });
  }

  delete(key: Uint8Array): void {
    const before = this.get(key)?.kind;
    const kind = before === 'insert' || before === 'checkAbsent' ? 'checkAbsent' : 'delete';
    this.#set({ kind, key, value: null });
  }

  lock(key: Uint8Array): void {
    if (!this.get(key)) this.#set({ kind: 'lock', key, value: null });
  }

  /** All mutations in the order of their keys. */
  sorted(): readonly Mutation[] {
    this.#sorted ??= [...this.#entries.values()].sort((a, b) => compareBytes(a.key, b.key));
    return this.#sorted;
  }

  /** Mutations of a range in scan order, without locks: those have nothing to show. */
  inRange(range: KeyRange, isReversed: boolean): Mutation[] {
    const found = this.sorted().filter((one) => one.kind !== 'lock' && rangeContains(range, one.key));
    return isReversed ? found.reverse() : found;
  }

  #set(mutation: Mutation): void {
    const at = toLatin1(mutation.key);
    const before = this.#entries.get(at);
    const bytes = this.#bytes - (before ? sizeOf(before) : 0) + sizeOf(mutation);
    if (bytes > MAX_TRANSACTION_BYTES) {
      throw new LimitExceededError('the transaction is too large', {
        limit: MAX_TRANSACTION_BYTES,
        actual: bytes,
      });
    }
    this.#bytes = bytes;
    this.#entries.set(at, mutation);
    this.#sorted = null;
  }
}

/** Bytes that a mutation adds to a transaction. */
export function sizeOf({ key, value }: Mutation): number {
  return key.length + (value?.length ?? 0);
}
