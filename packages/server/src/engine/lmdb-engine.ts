/**
 * An engine on disk: LMDB, with what is not committed there yet laid over it in memory.
 *
 * A write is visible at once. LMDB commits in a thread of its own, many batches in one transaction, so one flush of the
 * disk serves all writes that came while the one before was under way (group commit). LMDB never overwrites a page in use:
 * after a crash the last flushed transaction is there whole, and a torn tail does not exist.
 *
 * Families that are read on every request and stay small (locks) are kept in memory besides.
 */

import { type Database, type RootDatabase, open } from 'lmdb';
import { EngineFailedError, KeyTooLongError } from '../errors';
import { type Engine, type Entry, type Family, WriteBatch } from './engine';
import { MemoryEngine } from './memory-engine';
import { Overlay, mergeEntries } from './overlay';

/** Longest key: what LMDB takes with pages of this size, less the prefix. */
export const MAX_DISK_KEY_BYTES = 4025;
/** Before every key, so that the empty key and keys of zero bytes are keys like any other. */
const PREFIX = 'z';
const AFTER_ALL_KEYS = Buffer.from('{');
const PAGE_BYTES = 16384;
const MAX_FAMILIES = 16;

export interface LmdbEngineOptions {
  /** The file to keep the data in; made when absent. */
  readonly path: string;
  /** Families to keep in memory besides. */
  readonly residentFamilies: readonly Family<unknown>[];
}

interface Store {
  readonly database: Database<Buffer, Buffer>;
  readonly overlay: Overlay;
}

export class LmdbEngine implements Engine {
  readonly maxKeyBytes = MAX_DISK_KEY_BYTES;
  readonly #root: RootDatabase<Buffer, Buffer>;
  readonly #stores = new Map<string, Store>();
  readonly #resident = new MemoryEngine();
  readonly #residentNames: ReadonlySet<string>;
  #batches = 0;
  #durable: Promise<void> | null = null;
  #failure: EngineFailedError | null = null;

  constructor({ path, residentFamilies }: LmdbEngineOptions) {
    this.#root = open<Buffer, Buffer>({
      path,
      noSubdir: true,
      pageSize: PAGE_BYTES,
      maxDbs: MAX_FAMILIES,
      keyEncoding: 'binary',
      encoding: 'binary',
    });
    this.#residentNames = new Set(residentFamilies.map((family) => family.name));
    for (const family of residentFamilies) this.#load(family);
  }

  get<V>(family: Family<V>, key: string): V | undefined {
    if (this.#residentNames.has(family.name)) return this.#resident.get(family, key);
    const { database, overlay } = this.#store(family);
    const pending = overlay.get(key);
    if (pending) return pending.value as V | undefined;
    if (key.length > MAX_DISK_KEY_BYTES) return undefined;
    const bytes = database.get(toBuffer(key));
    return bytes === undefined ? undefined : family.decode(bytes);
  }

  seek<V>(family: Family<V>, key: string): Entry<V> | undefined {
    return first(this.entries(family, key, null));
  }

  seekBefore<V>(family: Family<V>, key: string | null): Entry<V> | undefined {
    return first(this.entriesReversed(family, '', key));
  }

  entries<V>(family: Family<V>, start: string, end: string | null): IterableIterator<Entry<V>> {
    if (this.#residentNames.has(family.name)) return this.#resident.entries(family, start, end);
    const { database, overlay } = this.#store(family);
    const range = database.getRange({ ...lowerBound(start), ...upperBound(end) });
    const stored = decodeEntries(family, range);
    return overlay.isEmpty ? stored : mergeEntries(overlay.ascending(start, end), stored, false);
  }

  entriesReversed<V>(family: Family<V>, start: string, end: string | null): IterableIterator<Entry<V>> {
    if (this.#residentNames.has(family.name)) return this.#resident.entriesReversed(family, start, end);
    const { database, overlay } = this.#store(family);
    const { start: last, exclusiveStart: isAbove } = lowerBound(start);
    const { end: first, inclusiveEnd: isWithin } = upperBound(end);
    const range = database.getRange({
      reverse: true,
      start: first,
      exclusiveStart: !isWithin,
      end: last,
      inclusiveEnd: !isAbove,
    });
    const stored = decodeEntries(family, range);
    return overlay.isEmpty ? stored : mergeEntries(overlay.descending(start, end), stored, true);
  }

  write(batch: WriteBatch): void {
    if (this.#failure) throw this.#failure;
    for (const change of batch.changes) {
      if (change.kind === 'put' && change.key.length > MAX_DISK_KEY_BYTES)
        throw new KeyTooLongError(change.key.length);
    }
    this.#resident.write(batch);
    const number = ++this.#batches;
    const touched: [Overlay, string][] = [];
    let committed: Promise<boolean> | null = null;
    const put = <V>(family: Family<V>, key: string, value: V | undefined): void => {
      const { database, overlay } = this.#store(family);
      committed =
        value === undefined
          ? database.remove(toBuffer(key))
          : database.put(toBuffer(key), asBuffer(family.encode(value)));
      overlay.set(key, value, number);
      touched.push([overlay, key]);
    };
    for (const change of batch.changes) {
      if (change.kind === 'put') put(change.family, change.key, change.value);
      else if (change.kind === 'delete') put(change.family, change.key, undefined);
      else
        for (const key of this.#keys(change.family, change.start, change.end))
          put(change.family, key, undefined);
    }
    if (committed) this.#settleWhenCommitted(committed, touched, number);
  }

  durable(): Promise<void> | null {
    if (this.#failure) return Promise.reject(this.#failure);
    return this.#durable;
  }

  async close(): Promise<void> {
    await this.#durable?.catch(() => undefined);
    await this.#root.close();
    await this.#resident.close();
  }

  /** All operations of one turn of the event loop are one transaction of LMDB, so a batch is there whole or not at all. */
  #settleWhenCommitted(
    committed: Promise<boolean>,
    touched: readonly [Overlay, string][],
    number: number,
  ): void {
    const settle = async (): Promise<void> => {
      try {
        await committed;
        await this.#root.flushed;
      } catch (error) {
        this.#failure = new EngineFailedError(error);
        throw this.#failure;
      }
      for (const [overlay, key] of touched) overlay.settle(key, number);
    };
    const durable = settle();
    // Whoever asks is told; nobody asking must not end the process.
    durable.catch(() => undefined);
    this.#durable = durable;
    void durable.then(
      () => {
        if (this.#durable === durable) this.#durable = null;
      },
      () => undefined,
    );
  }

  #keys(family: Family<unknown>, start: string, end: string | null): string[] {
    return [...this.#diskEntries(family, start, end)].map(([key]) => key);
  }

  /** Entries by the disk's account, also of families that are in memory besides and have lost them there by now. */
  #diskEntries<V>(family: Family<V>, start: string, end: string | null): IterableIterator<Entry<V>> {
    const { database, overlay } = this.#store(family);
    const range = database.getRange({ ...lowerBound(start), ...upperBound(end) });
    return mergeEntries(overlay.ascending(start, end), decodeEntries(family, range), false);
  }

  #load(family: Family<unknown>): void {
    const batch = new WriteBatch();
    for (const [key, value] of this.#diskEntries(family, '', null)) batch.put(family, key, value);
    this.#resident.write(batch);
  }

  #store(family: Family<unknown> | { readonly name: string }): Store {
    let store = this.#stores.get(family.name);
    if (!store) {
      const database = this.#root.openDB<Buffer, Buffer>({
        name: family.name,
        keyEncoding: 'binary',
        encoding: 'binary',
      });
      store = { database, overlay: new Overlay() };
      this.#stores.set(family.name, store);
    }
    return store;
  }
}

function* decodeEntries<V>(
  family: Family<V>,
  range: Iterable<{ key: Buffer; value: Buffer }>,
): IterableIterator<Entry<V>> {
  for (const { key, value } of range) yield [key.toString('latin1', PREFIX.length), family.decode(value)];
}

function first<V>(entries: IterableIterator<Entry<V>>): Entry<V> | undefined {
  for (const entry of entries) return entry;
  return undefined;
}

/** A bound that is too long for LMDB is cut; what was cut off makes it greater than the key that is left, and than no other. */
function lowerBound(key: string): { start: Buffer; exclusiveStart: boolean } {
  return {
    start: toBuffer(key.slice(0, MAX_DISK_KEY_BYTES)),
    exclusiveStart: key.length > MAX_DISK_KEY_BYTES,
  };
}

function upperBound(key: string | null): { end: Buffer; inclusiveEnd: boolean } {
  if (key === null) return { end: AFTER_ALL_KEYS, inclusiveEnd: false };
  return { end: toBuffer(key.slice(0, MAX_DISK_KEY_BYTES)), inclusiveEnd: key.length > MAX_DISK_KEY_BYTES };
}

function toBuffer(key: string): Buffer {
  return Buffer.from(PREFIX + key, 'latin1');
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
