/**
 * What a pessimistic transaction has read at its start timestamp. A key that it writes or locks later must not have
 * changed since: what it writes may follow from what it read.
 */

import { type KeyRange, compareBytes, rangeContains, toLatin1 } from '@tito/protocol';

const MAX_KEYS = 65_536;
const MAX_RANGES = 1_024;

/** How far a scan has got. */
export interface ScannedRange {
  /** The last key that was shown; null before the first. */
  reached: Uint8Array | null;
  /** The scan came to the end of its range. */
  isDone: boolean;
}

interface Scan extends ScannedRange {
  readonly range: KeyRange;
  readonly isReversed: boolean;
}

export class ReadSet {
  readonly #keys = new Set<string>();
  readonly #scans: Scan[] = [];
  /** More was read than is worth remembering: from then on every key counts as read. */
  #isEverything = false;

  addKey(key: Uint8Array): void {
    if (this.#isEverything) return;
    if (this.#keys.size >= MAX_KEYS) return this.#giveUp();
    this.#keys.add(toLatin1(key));
  }

  /** The caller keeps it up to date while it shows the pairs. */
  addScan(range: KeyRange, isReversed: boolean): ScannedRange {
    const scan: Scan = { range, isReversed, reached: null, isDone: false };
    if (this.#scans.length >= MAX_RANGES) this.#giveUp();
    if (!this.#isEverything) this.#scans.push(scan);
    return scan;
  }

  /** Whether the value of the key, or its absence, was seen. */
  has(key: Uint8Array): boolean {
    return (
      this.#isEverything ||
      this.#keys.has(toLatin1(key)) ||
      this.#scans.some((scan) => rangeContains(scan.range, key) && hasPassed(scan, key))
    );
  }

  #giveUp(): void {
    this.#isEverything = true;
    this.#keys.clear();
    this.#scans.length = 0;
  }
}

function hasPassed({ reached, isDone, isReversed }: Scan, key: Uint8Array): boolean {
  if (isDone) return true;
  if (!reached) return false;
  return isReversed ? compareBytes(key, reached) >= 0 : compareBytes(key, reached) <= 0;
}
