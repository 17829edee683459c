/** The regions that are known, ordered by their start keys, none overlapping another. */

import { type KeyRange, compareBytes } from '@tito/protocol';
import type { Region } from './region';

export class RegionIndex {
  readonly #regions: Region[] = [];
  readonly #byId = new Map<bigint, Region>();

  get size(): number {
    return this.#regions.length;
  }

  /** The region that holds `key`. */
  find(key: Uint8Array): Region | undefined {
    const candidate = this.#regions[this.#countUpTo(key) - 1];
    return candidate && isBelowEnd(key, candidate) ? candidate : undefined;
  }

  /** The region that holds the keys just before `end`; an empty `end` means the last region. */
  findBefore(end: Uint8Array): Region | undefined {
    const candidate = this.#regions[(end.length === 0 ? this.#regions.length : this.#countBelow(end)) - 1];
    if (!candidate || candidate.end.length === 0) return candidate;
    return end.length > 0 && compareBytes(end, candidate.end) <= 0 ? candidate : undefined;
  }

  /**
   * Puts a region in the place of all that it overlaps, and of its own older shape.
   *
   * @returns false when something newer is known, and the region was not taken
   */
  insert(region: Region): boolean {
    const same = this.#byId.get(region.id);
    if (same && isNewer(same, region)) return false;
    const { from, to } = this.#overlapping(region);
    const replaced = this.#regions.slice(from, to);
    if (replaced.some((one) => one.epoch.version > region.epoch.version)) return false;
    this.#regions.splice(from, to - from, region);
    for (const one of replaced) this.#byId.delete(one.id);
    if (same && !replaced.includes(same)) this.remove(same);
    this.#byId.set(region.id, region);
    return true;
  }

  /** Takes exactly this one out, if it is still in. */
  remove(region: Region): void {
    const at = this.#countBelow(region.start);
    if (this.#regions[at] === region) this.#regions.splice(at, 1);
    if (this.#byId.get(region.id) === region) this.#byId.delete(region.id);
  }

  /** Takes out all that `isOld` says. */
  removeAll(isOld: (region: Region) => boolean): Region[] {
    const old = this.#regions.filter(isOld);
    if (old.length === 0) return old;
    const kept = this.#regions.filter((region) => !isOld(region));
    this.#regions.length = 0;
    for (const region of kept) this.#regions.push(region);
    for (const region of old) this.#byId.delete(region.id);
    return old;
  }

  #overlapping(range: KeyRange): { from: number; to: number } {
    let from = this.#countBelow(range.start);
    const before = this.#regions[from - 1];
    if (before && isBelowEnd(range.start, before)) from--;
    const to = range.end.length === 0 ? this.#regions.length : this.#countBelow(range.end);
    return { from, to: Math.max(from, to) };
  }

  /** How many regions start below `key`. */
  #countBelow(key: Uint8Array): number {
    return this.#count((start) => compareBytes(start, key) < 0);
  }

  /** How many regions start at `key` or below. */
  #countUpTo(key: Uint8Array): number {
    return this.#count((start) => compareBytes(start, key) <= 0);
  }

  #count(isIn: (start: Uint8Array) => boolean): number {
    let low = 0;
    let high = this.#regions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isIn((this.#regions[middle] as Region).start)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isBelowEnd(key: Uint8Array, { end }: KeyRange): boolean {
  return end.length === 0 || compareBytes(key, end) < 0;
}

function isNewer(a: Region, b: Region): boolean {
  return a.epoch.version > b.epoch.version || a.epoch.confVer > b.epoch.confVer;
}
