/**
 * The storage engine: ordered column families, read at any time, written in atomic batches.
 *
 * Keys are strings of one character per byte (latin1), which sort as the bytes do. A family says how its values become
 * bytes; an engine in memory keeps the values themselves, so they must never be changed after they were written.
 */

/** One column family with values of type `V`. */
export interface Family<V> {
  readonly name: string;
  encode(value: V): Uint8Array;
  decode(bytes: Uint8Array): V;
}

export type Entry<V> = readonly [key: string, value: V];

export interface Engine {
  /** The longest key that it takes; a batch with a longer one is refused whole. */
  readonly maxKeyBytes: number;
  get<V>(family: Family<V>, key: string): V | undefined;
  /** The first entry at `key` or after it. */
  seek<V>(family: Family<V>, key: string): Entry<V> | undefined;
  /** The last entry before `key`; `null` is the end of everything. */
  seekBefore<V>(family: Family<V>, key: string | null): Entry<V> | undefined;
  /**
   * Entries of [start, end) in ascending order; an `end` of `null` has no bound. Not valid beyond the next write, and an
   * engine may use one array for all entries.
   */
  entries<V>(family: Family<V>, start: string, end: string | null): IterableIterator<Entry<V>>;
  /** The same in descending order. */
  entriesReversed<V>(family: Family<V>, start: string, end: string | null): IterableIterator<Entry<V>>;
  /** Applies the whole batch; it is visible when this returns. */
  write(batch: WriteBatch): void;
  /** Ends when all that is visible now also survives a crash; `null` when it does already. */
  durable(): Promise<void> | null;
  close(): Promise<void>;
}

/** A change of one key, or the end of a range of keys. */
export type Change =
  | { readonly kind: 'put'; readonly family: Family<unknown>; readonly key: string; readonly value: unknown }
  | { readonly kind: 'delete'; readonly family: Family<unknown>; readonly key: string }
  | {
      readonly kind: 'deleteRange';
      readonly family: Family<unknown>;
      readonly start: string;
      readonly end: string | null;
    };

/** Changes of any families, to be applied together, in order. */
export class WriteBatch {
  readonly changes: Change[] = [];

  put<V>(family: Family<V>, key: string, value: V): void {
    this.changes.push({ kind: 'put', family: family, key, value });
  }

  delete<V>(family: Family<V>, key: string): void {
    this.changes.push({ kind: 'delete', family: family, key });
  }

  deleteRange<V>(family: Family<V>, start: string, end: string | null): void {
    this.changes.push({ kind: 'deleteRange', family: family, start, end });
  }

  get isEmpty(): boolean {
    return this.changes.length === 0;
  }
}
