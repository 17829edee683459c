/** The small ordered store beside PD's own data that etcd and MetaStorage clients share: keys, values, revisions. */

import { toLatin1 } from '@tito/protocol';

export interface MetaEntry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  readonly createRevision: bigint;
  readonly modRevision: bigint;
  /** How often the key was put since it was created. */
  readonly version: bigint;
  readonly lease: bigint;
}

export interface MetaChange {
  readonly kind: 'put' | 'delete';
  readonly entry: MetaEntry;
  readonly previous: MetaEntry | null;
}

type Listener = (changes: readonly MetaChange[]) => void;

export class MetaStore {
  #revision = 1n;
  readonly #entries = new Map<string, MetaEntry>();
  readonly #listeners = new Set<Listener>();

  get revision(): bigint {
    return this.#revision;
  }

  /** Entries of [key, end) by key; without an end the one key, with an end of one zero byte all from `key` on. */
  range(key: Uint8Array, end: Uint8Array): MetaEntry[] {
    if (end.length === 0) {
      const found = this.#entries.get(toLatin1(key));
      return found ? [found] : [];
    }
    const from = toLatin1(key);
    const to = toLatin1(end);
    return [...this.#entries]
      .filter(([at]) => at >= from && (to === '\0' || at < to))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, entry]) => entry);
  }

  /** @returns the entry before */
  put(key: Uint8Array, value: Uint8Array, lease = 0n): MetaEntry | null {
    const at = toLatin1(key);
    const previous = this.#entries.get(at) ?? null;
    this.#revision++;
    const entry: MetaEntry = {
      key: Buffer.from(key),
      value: Buffer.from(value),
      createRevision: previous?.createRevision ?? this.#revision,
      modRevision: this.#revision,
      version: (previous?.version ?? 0n) + 1n,
      lease,
    };
    this.#entries.set(at, entry);
    this.#tell([{ kind: 'put', entry, previous }]);
    return previous;
  }

  /** @returns the entries that are gone */
  delete(key: Uint8Array, end: Uint8Array): MetaEntry[] {
    const gone = this.range(key, end);
    if (gone.length === 0) return gone;
    this.#revision++;
    for (const entry of gone) this.#entries.delete(toLatin1(entry.key));
    this.#tell(gone.map((entry) => ({ kind: 'delete', entry, previous: entry })));
    return gone;
  }

  /** Calls `listener` for each later change of [key, end), until the returned function is called. */
  watch(key: Uint8Array, end: Uint8Array, listener: Listener): () => void {
    const from = toLatin1(key);
    const to = toLatin1(end);
    const isWatched = (at: string): boolean =>
      to === '' ? at === from : at >= from && (to === '\0' || at < to);
    const filtered: Listener = (changes) => {
      const seen = changes.filter(({ entry }) => isWatched(toLatin1(entry.key)));
      if (seen.length > 0) listener(seen);
    };
    this.#listeners.add(filtered);
    return () => this.#listeners.delete(filtered);
  }

  #tell(changes: readonly MetaChange[]): void {
    for (const listener of [...this.#listeners]) listener(changes);
  }
}
