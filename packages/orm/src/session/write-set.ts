/**
 * Keys that at most one row may own, as one transaction changes them: rows by id and entries of unique indexes.
 *
 * The cluster checks at commit that an inserted key is absent. Within the transaction this set knows whose a key is: a value
 * that one row gives up can go to another, in that order; the other order is a violation as soon as it happens, and never
 * lets the entry of one row be deleted in the name of another.
 */

import { KeyExistsError, type Transaction, toLatin1 } from '@tito/tikv';

export class WriteSet {
  readonly #txn: Transaction;
  /** Per key that was touched the row that owns it now; null when it is free. */
  #owners = new Map<string, string | null>();

  constructor(txn: Transaction) {
    this.#txn = txn;
  }

  /** @throws KeyExistsError when an `insert` or `delete` of these keys by this owner would be a violation */
  check(inserted: readonly Uint8Array[], deleted: readonly Uint8Array[], owner: string): void {
    for (const key of deleted) {
      const holder = this.#owners.get(toLatin1(key)) ?? owner;
      if (holder !== owner) throw new KeyExistsError(key);
    }
    for (const key of inserted) {
      const holder = this.#owners.get(toLatin1(key)) ?? null;
      if (holder !== null) throw new KeyExistsError(key);
    }
  }

  /** Writes a key that must be free; checked before. */
  insert(key: Uint8Array, value: Uint8Array, owner: string): void {
    this.#txn.insert(key, value);
    this.#owners.set(toLatin1(key), owner);
  }

  /** Frees a key that the owner has; checked before. */
  delete(key: Uint8Array): void {
    this.#txn.delete(key);
    this.#owners.set(toLatin1(key), null);
  }

  /** What to call to forget everything since now. */
  mark(): () => void {
    const owners = new Map(this.#owners);
    return () => {
      this.#owners = owners;
    };
  }
}
