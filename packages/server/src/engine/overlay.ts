/**
 * What has been written but is not in the store yet: values and deletions in the order of their keys, laid over the
 * store by every read.
 */

import BTree from 'sorted-btree';
import type { Entry } from './engine';

/** A value, or `undefined` for a deletion, and the number of the batch that wrote it. */
interface Pending {
  readonly value: unknown;
  readonly batch: number;
}

export class Overlay {
  readonly #tree = new BTree<string, Pending>(undefined, (a, b) => (a < b ? -1 : a > b ? 1 : 0));

  set(key: string, value: unknown, batch: number): void {
    this.#tree.set(key, { value, batch });
  }

  /** The pending change of a key, if any. */
  get(key: string): Pending | undefined {
    return this.#tree.get(key);
  }

  /** Forgets a change that the store has by now, unless a later batch changed the key again. */
  settle(key: string, batch: number): void {
    if (this.#tree.get(key)?.batch === batch) this.#tree.delete(key);
  }

  get isEmpty(): boolean {
    return this.#tree.isEmpty;
  }

  *ascending(start: string, end: string | null): IterableIterator<Entry<unknown>> {
    for (const [key, { value }] of this.#tree.entries(start)) {
      if (end !== null && key >= end) return;
      yield [key, value];
    }
  }

  *descending(start: string, end: string | null): IterableIterator<Entry<unknown>> {
    if (this.#tree.isEmpty) return;
    for (const [key, { value }] of this.#tree.entriesReversed(end ?? undefined, undefined, true)) {
      if (key < start) return;
      yield [key, value];
    }
  }
}

/** Two ordered iterators as one; the first wins where both have a key, and its deletions are passed over. */
export function* mergeEntries<V>(
  over: Iterator<Entry<unknown>>,
  under: Iterator<Entry<V>>,
  isReversed: boolean,
): IterableIterator<Entry<V>> {
  try {
    let a = over.next();
    let b = under.next();
    while (!a.done || !b.done) {
      const takesOver =
        b.done || (!a.done && (isReversed ? a.value[0] >= b.value[0] : a.value[0] <= b.value[0]));
      if (takesOver && !a.done) {
        if (!b.done && a.value[0] === b.value[0]) b = under.next();
        if (a.value[1] !== undefined) yield a.value as Entry<V>;
        a = over.next();
      } else if (!b.done) {
        yield b.value;
        b = under.next();
      }
    }
  } finally {
    under.return?.();
  }
}
