/** An engine that keeps everything in memory: one B+ tree for each family. */

import BTree from 'sorted-btree';
import type { Engine, Entry, Family, WriteBatch } from './engine';

export class MemoryEngine implements Engine {
  readonly maxKeyBytes = Infinity;
  readonly #trees = new Map<string, BTree<string, unknown>>();

  get<V>(family: Family<V>, key: string): V | undefined {
    return this.#tree(family).get(key);
  }

  seek<V>(family: Family<V>, key: string): Entry<V> | undefined {
    return this.#tree(family).getPairOrNextHigher(key);
  }

  seekBefore<V>(family: Family<V>, key: string | null): Entry<V> | undefined {
    return this.#tree(family).nextLowerPair(key ?? undefined);
  }

  entries<V>(family: Family<V>, start: string, end: string | null): IterableIterator<Entry<V>> {
    const entries = this.#tree(family).entries(start, []);
    return end === null ? entries : until(entries, (key) => key >= end);
  }

  entriesReversed<V>(family: Family<V>, start: string, end: string | null): IterableIterator<Entry<V>> {
    const tree = this.#tree(family);
    if (tree.isEmpty) return tree.entries();
    return until(tree.entriesReversed(end ?? undefined, [], true), (key) => key < start);
  }

  write(batch: WriteBatch): void {
    for (const change of batch.changes) {
      const tree = this.#tree(change.family);
      if (change.kind === 'put') tree.set(change.key, change.value);
      else if (change.kind === 'delete') tree.delete(change.key);
      else deleteRange(tree, change.start, change.end);
    }
  }

  durable(): null {
    return null;
  }

  close(): Promise<void> {
    this.#trees.clear();
    return Promise.resolve();
  }

  #tree<V>(family: Family<V>): BTree<string, V> {
    let tree = this.#trees.get(family.name);
    if (!tree) {
      tree = new BTree<string, unknown>(undefined, compareStrings);
      this.#trees.set(family.name, tree);
    }
    return tree as BTree<string, V>;
  }
}

function compareStrings(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function deleteRange(tree: BTree<string, unknown>, start: string, end: string | null): void {
  const last = tree.maxKey();
  if (end !== null) tree.deleteRange(start, end, false);
  else if (last !== undefined && start <= last) tree.deleteRange(start, last, true);
}

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** Ends before the first entry that `isBeyond`. */
function until<V>(
  entries: IterableIterator<[string, V]>,
  isBeyond: (key: string) => boolean,
): IterableIterator<Entry<V>> {
  return {
    next() {
      const entry = entries.next();
      return !entry.done && isBeyond(entry.value[0]) ? DONE : entry;
    },
    [Symbol.iterator]() {
      return this;
    },
  };
}
