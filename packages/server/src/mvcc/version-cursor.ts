/**
 * Walks over the versions of a range and tells for each key the one that is visible at a timestamp. Forward they come
 * newest first and the first decisive one is the answer; backward oldest first, and the last decisive one is.
 */

import type { Engine, Entry } from '../engine/engine';
import { type EncodedKey, keyOfVersion, timestampOfVersion, versionKey } from './key-encoding';
import { WRITE, type WriteRecord, WriteType, isVisibleAt } from './write-record';

export interface VersionCursor {
  /** The key that the cursor stands on; `null` at the end. */
  readonly key: EncodedKey | null;
  /** What it holds at the timestamp; `null` is nothing. */
  readonly put: WriteRecord | null;
  readonly commitTs: bigint;
  /** Of the newest record of all, of any type. */
  readonly newestTs: bigint;
  /** Moves to the next key. */
  advance(): void;
}

/** Versions of one key may be walked over this often before a new seek is cheaper. */
const WALK_BEFORE_SEEK = 16;

export class ForwardVersions implements VersionCursor {
  key: EncodedKey | null = null;
  put: WriteRecord | null = null;
  commitTs = 0n;
  newestTs = 0n;
  readonly #engine: Engine;
  readonly #end: EncodedKey | null;
  readonly #ts: bigint;
  #entries: Iterator<Entry<WriteRecord>>;
  #entry: IteratorResult<Entry<WriteRecord>>;

  constructor(engine: Engine, start: EncodedKey, end: EncodedKey | null, ts: bigint) {
    this.#engine = engine;
    this.#end = end;
    this.#ts = ts;
    this.#entries = engine.entries(WRITE, start, end);
    this.#entry = this.#entries.next();
    this.advance();
  }

  advance(): void {
    if (this.#entry.done) {
      this.key = null;
      return;
    }
    const key = keyOfVersion(this.#entry.value[0]);
    this.key = key;
    this.put = null;
    this.newestTs = timestampOfVersion(this.#entry.value[0]);
    let ts = this.newestTs;
    let isDecided = false;
    for (let walked = 1; ; walked++) {
      if (!isDecided && ts <= this.#ts) isDecided = this.#decide(this.#entry.value[1], ts);
      if (walked % WALK_BEFORE_SEEK === 0) this.#seek(key, isDecided);
      else this.#entry = this.#entries.next();
      if (this.#entry.done || !this.#entry.value[0].startsWith(key)) return;
      if (!isDecided) ts = timestampOfVersion(this.#entry.value[0]);
    }
  }

  #decide(write: WriteRecord, ts: bigint): boolean {
    if (write.type === WriteType.Put && isVisibleAt(write, this.#ts)) {
      this.put = write;
      this.commitTs = ts;
      return true;
    }
    return write.type === WriteType.Delete || !isVisibleAt(write, this.#ts);
  }

  /** Over what is too new, or over all that is left of the key. */
  #seek(key: EncodedKey, isDecided: boolean): void {
    const passed = this.#entry.value as Entry<WriteRecord>;
    const target = isDecided ? versionKey(key, 0n) + '\0' : versionKey(key, this.#ts);
    if (target <= passed[0]) {
      this.#entry = this.#entries.next();
      return;
    }
    this.#entries = this.#engine.entries(WRITE, target, this.#end);
    this.#entry = this.#entries.next();
  }
}

export class BackwardVersions implements VersionCursor {
  key: EncodedKey | null = null;
  put: WriteRecord | null = null;
  commitTs = 0n;
  newestTs = 0n;
  readonly #ts: bigint;
  readonly #entries: Iterator<Entry<WriteRecord>>;
  #entry: IteratorResult<Entry<WriteRecord>>;

  constructor(engine: Engine, start: EncodedKey, end: EncodedKey | null, ts: bigint) {
    this.#ts = ts;
    this.#entries = engine.entriesReversed(WRITE, start, end);
    this.#entry = this.#entries.next();
    this.advance();
  }

  advance(): void {
    if (this.#entry.done) {
      this.key = null;
      return;
    }
    const key = keyOfVersion(this.#entry.value[0]);
    this.key = key;
    this.put = null;
    do {
      const [version, write] = this.#entry.value;
      this.newestTs = timestampOfVersion(version);
      if (this.newestTs <= this.#ts) this.#decide(write, this.newestTs);
      this.#entry = this.#entries.next();
    } while (!this.#entry.done && this.#entry.value[0].startsWith(key));
  }

  #decide(write: WriteRecord, ts: bigint): void {
    if (write.type === WriteType.Delete || !isVisibleAt(write, this.#ts)) this.put = null;
    else if (write.type === WriteType.Put) {
      this.put = write;
      this.commitTs = ts;
    }
  }
}
