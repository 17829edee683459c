/** The regions that a query has to do with. */

import type { KeyRange, TikvClient } from '@tito/tikv';

/** More ranges than this are not looked up one by one. */
const MAX_RANGES = 100;

/** The regions that the ranges lie in, as the placement driver has them. */
export async function countRegions(client: TikvClient, ranges: readonly KeyRange[]): Promise<number> {
  const regions = new Set<bigint>();
  for (const range of ranges.slice(0, MAX_RANGES)) {
    for await (const { id } of client.cluster.regions(range)) regions.add(id);
  }
  return regions.size;
}

/** Where the regions of a range begin, as the placement driver has them. */
export async function* regionStarts(client: TikvClient, range: KeyRange): AsyncGenerator<Uint8Array> {
  for await (const { start } of client.cluster.regions(range)) yield start;
}
