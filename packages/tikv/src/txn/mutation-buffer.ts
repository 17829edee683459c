/**
 * What a transaction has written and locked so far, in the order of the keys. Writes can be taken back to a savepoint;
 * locks cannot.
 */

import { InvalidArgumentError, type KeyRange, compareBytes, rangeContains, toLatin1 } from '@tito/protocol';
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

/** A state of the writes: how much could be undone then. */
export interface Mark {
  readonly undoLength: number;
}

/** What stood at a key before a write. */
interface Undo {
  readonly at: string;
  readonly before: Mutation | undefined;
}

export class MutationBuffer {
  readonly #writes = new Map<string, Mutation>();
  readonly #locks = new Map<string, Mutation>();
  readonly #undo: Undo[] = [];
  readonly #marks: Mark[] = [];
  #sorted: Mutation[] | null = null;
  #bytes = 0;
  #undoBytes = 0;

  get isEmpty(): boolean {
    return this.#writes.size === 0 && this.#locks.size === 0;
  }

  get hasWrites(): boolean {
    return this.#writes.size > 0;
  }

  get(key: Uint8Array): Mutation | undefined {
    const at = toLatin1(key);
    return this.#writes.get(at) ?? this.#locks.get(at);
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
    const at = toLatin1(key);
    if (this.#locks.has(at)) return;
    this.#checkLimit(key.length);
    this.#bytes += key.length;
    this.#locks.set(at, { kind: 'lock', key, value: null });
    this.#sorted = null;
  }

  /** All mutations in the order of their keys; a lock shows where nothing is written. */
  sorted(): readonly Mutation[] {
    this.#sorted ??= [...new Map([...this.#locks, ...this.#writes]).values()].sort((a, b) =>
      compareBytes(a.key, b.key),
    );
    return this.#sorted;
  }

  /** Marks the state of the writes; the mark is valid until one before it is rolled back to or released. */
  mark(): Mark {
    const mark = { undoLength: this.#undo.length };
    this.#marks.push(mark);
    return mark;
  }

  /** Takes back the writes since; later marks are gone, this one stays. */
  rollBackTo(mark: Mark): void {
    this.#marks.length = this.#placeOf(mark) + 1;
    while (this.#undo.length > mark.undoLength) {
      const { at, before } = this.#undo.pop() as Undo;
      const now = this.#writes.get(at);
      this.#bytes += bytesOf(before) - bytesOf(now);
      this.#undoBytes -= bytesOf(before);
      if (before) this.#writes.set(at, before);
      else this.#writes.delete(at);
    }
    this.#sorted = null;
  }

  /** Forgets this mark and later ones. */
  release(mark: Mark): void {
    this.#marks.length = this.#placeOf(mark);
    if (this.#marks.length > 0) return;
    this.#undo.length = 0;
    this.#undoBytes = 0;
  }

  /** Mutations of a range in scan order, without locks: those have nothing to show. */
  inRange(range: KeyRange, isReversed: boolean): Mutation[] {
    const found = this.sorted().filter((one) => one.kind !== 'lock' && rangeContains(range, one.key));
    return isReversed ? found.reverse() : found;
  }

  #placeOf(mark: Mark): number {
    const place = this.#marks.indexOf(mark);
    if (place < 0) throw new InvalidArgumentError('savepoint', 'it is no longer valid');
    return place;
  }

  #set(mutation: Mutation): void {
    const at = toLatin1(mutation.key);
    const before = this.#writes.get(at);
    const isUndoable = this.#marks.length > 0;
    const keptBytes = isUndoable ? bytesOf(before) : 0;
    this.#checkLimit(sizeOf(mutation) - bytesOf(before) + keptBytes);
    this.#bytes += sizeOf(mutation) - bytesOf(before);
    if (isUndoable) this.#undo.push({ at, before });
    this.#undoBytes += keptBytes;
    this.#writes.set(at, mutation);
    this.#sorted = null;
  }

  #checkLimit(moreBytes: number): void {
    const actual = this.#bytes + this.#undoBytes + moreBytes;
    if (actual > MAX_TRANSACTION_BYTES)
      throw new LimitExceededError('the transaction is too large', { limit: MAX_TRANSACTION_BYTES, actual });
  }
}

function bytesOf(mutation: Mutation | undefined): number {
  return mutation ? sizeOf(mutation) : 0;
}

/** Bytes that a mutation adds to a transaction. */
export function sizeOf({ key, value }: Mutation): number {
  return key.length + (value?.length ?? 0);
}
