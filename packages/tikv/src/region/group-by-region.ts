/** Puts items with keys into batches, one region and one size each. */

import { compareBytes, rangeContains } from '@tito/protocol';
import type { Backoffer } from '../retry/backoffer';
import type { Region } from './region';
import type { RegionCache } from './region-cache';

export interface RegionBatch<T> {
  readonly region: Region;
  readonly items: readonly T[];
  /** How many items the region has in all, also in its other batches. */
  readonly regionItems: number;
}

/** All items of one region, in the order of their keys. */
export async function groupByRegion<T>(
  items: readonly T[],
  keyOf: (item: T) => Uint8Array,
  cache: RegionCache,
  backoffer: Backoffer,
): Promise<RegionBatch<T>[]> {
  const sorted = [...items].sort((a, b) => compareBytes(keyOf(a), keyOf(b)));
  // All that is missing is asked for at once, not region by region.
  await Promise.all(sorted.map(async (item) => cache.locate(keyOf(item), backoffer)));
  const batches: { region: Region; items: T[] }[] = [];
  for (const item of sorted) {
    const last = batches.at(-1);
    if (last && rangeContains(last.region, keyOf(item))) last.items.push(item);
    else batches.push({ region: await cache.locate(keyOf(item), backoffer), items: [item] });
  }
  return batches.map(({ region, items: own }) => ({ region, items: own, regionItems: own.length }));
}

/** Cuts batches so that none is larger than `limit`, save by its last item. */
export function splitBySize<T>(
  batches: readonly RegionBatch<T>[],
  sizeOf: (item: T) => number,
  limit: number,
): RegionBatch<T>[] {
  return batches.flatMap(({ region, items, regionItems }) => {
    const out: RegionBatch<T>[] = [];
    let current: T[] = [];
    let size = 0;
    for (const item of items) {
      current.push(item);
      size += sizeOf(item);
      if (size >= limit) {
        out.push({ region, items: current, regionItems });
        current = [];
        size = 0;
      }
    }
    if (current.length > 0) out.push({ region, items: current, regionItems });
    return out;
  });
}
