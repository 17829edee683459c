/**
 * What one transaction has read and written, by key: rows and entries of unique indexes.
 *
 * Its snapshot does not change, so that a key which was read is not asked for again. What it wrote itself is kept as long as
 * the transaction, which holds the same bytes anyway; what it read up to a number of keys.
 */

import { toLatin1 } from '@tito/tikv';

const MAX_READ = 10_000;

export class ReadCache {
  readonly #keepsReads: boolean;
  #read = new Map<string, Promise<Uint8Array | null>>();
  #written = new Map<string, Uint8Array | null>();

  /** @param keepsReads false where a key may have changed since it was read: under locks that were waited for */
  constructor(keepsReads: boolean) {
    this.#keepsReads = keepsReads;
  }

  async get(key: Uint8Array, load: () => Promise<Uint8Array | null>): Promise<Uint8Array | null> {
    const name = toLatin1(key);
    const written = this.#written.get(name);
    if (written !== undefined) return written;
    const known = this.#read.get(name);
    if (known !== undefined) return known;
    const reading = load();
    this.#keep(name, reading);
    return reading;
  }

  async batchGet(
    keys: readonly Uint8Array[],
    load: (missing: readonly Uint8Array[]) => Promise<(Uint8Array | null)[]>,
  ): Promise<(Uint8Array | null)[]> {
    const missing = new Map<string, Uint8Array>();
    for (const key of keys) {
      const name = toLatin1(key);
      if (!this.#written.has(name) && !this.#read.has(name)) missing.set(name, key);
    }
    const loading = missing.size === 0 ? null : load([...missing.values()]);
    const loaded = new Map<string, Promise<Uint8Array | null>>();
    if (loading !== null) {
      [...missing.keys()].forEach((name, i) => {
        const one = loading.then((values) => values[i] ?? null);
        loaded.set(name, one);
        this.#keep(name, one);
      });
      await loading;
    }
    return Promise.all(keys.map(async (key) => this.#known(toLatin1(key), loaded)));
  }

  /** Null for a key that was deleted. */
  write(key: Uint8Array, value: Uint8Array | null): void {
    this.#written.set(toLatin1(key), value);
  }

  /** What the transaction wrote under a key, or null when it wrote nothing there. */
  written(key: Uint8Array): { readonly value: Uint8Array | null } | null {
    const value = this.#written.get(toLatin1(key));
    return value === undefined ? null : { value };
  }

  /** What to call to forget what was written since now. */
  mark(): () => void {
    const written = new Map(this.#written);
    return () => {
      this.#written = written;
    };
  }

  #known(
    name: string,
    loaded: ReadonlyMap<string, Promise<Uint8Array | null>>,
  ): Promise<Uint8Array | null> | Uint8Array | null {
    const written = this.#written.get(name);
    return written === undefined ? (loaded.get(name) ?? this.#read.get(name) ?? null) : written;
  }

  #keep(name: string, reading: Promise<Uint8Array | null>): void {
    reading.catch(() => this.#read.delete(name));
    if (this.#keepsReads && this.#read.size < MAX_READ) this.#read.set(name, reading);
  }
}
