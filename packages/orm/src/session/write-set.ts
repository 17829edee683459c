/**
 * Keys that at most one row may own, as one transaction changes them: rows by id and entries of unique indexes.
 *
 * The cluster checks at commit that an inserted key is absent. Within the transaction this set checks it: a value that one
 * row gives up can go to another, in that order; the other order is a violation as soon as it happens, and never lets the
 * entry of one row be deleted in the name of another.
 */

import { KeyExistsError, type Transaction } from '@tito/tikv';

/** What the transaction did last to a key. */
interface Touched {
  /** The row that owns the key now; null when it is free. */
  readonly owner: string | null;
  /** The key existed when the transaction began. */
  readonly existed: boolean;
}

export class WriteSet {
  readonly #txn: Transaction;
  readonly #touched = new Map<string, Touched>();

  constructor(txn: Transaction) {
    this.#txn = txn;
  }

  /** @throws KeyExistsError when an `insert` or `delete` of these keys by this owner would be a violation */
  check(inserted: readonly Uint8Array[], deleted: readonly Uint8Array[], owner: string): void {
    for (const key of deleted) {
      const holder = this.#touched.get(nameOf(key))?.owner ?? owner;
      if (holder !== owner) throw new KeyExistsError(key);
    }
    for (const key of inserted) {
      const holder = this.#touched.get(nameOf(key))?.owner ?? null;
      if (holder !== null) throw new KeyExistsError(key);
    }
  }

  /** Writes a key that must be free; checked before. */
  insert(key: Uint8Array, value: Uint8Array, owner: string): void {
    const name = nameOf(key);
    const existed = this.#touched.get(name)?.existed ?? false;
    if (existed) this.#txn.put(key, value);
    else this.#txn.insert(key, value);
    this.#touched.set(name, { owner, existed });
  }

  /** Frees a key that the owner has; checked before. */
  delete(key: Uint8Array): void {
    const name = nameOf(key);
    const existed = this.#touched.get(name)?.existed ?? true;
    this.#txn.delete(key);
    this.#touched.set(name, { owner: null, existed });
  }
}

function nameOf(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.length).toString('latin1');
}
