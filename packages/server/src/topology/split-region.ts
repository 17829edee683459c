/**
 * Splits a region. The right-most part keeps the region's id and peers, the new ones are to its left; every part gets
 * the same new version.
 */

import type { Region } from './region';
import type { Topology } from './topology';

/** @returns all parts in the order of their keys, or `null` when no key lies strictly inside the region */
export function splitRegion(topology: Topology, region: Region, keys: readonly string[]): Region[] | null {
  const inside = [...new Set(keys)]
    .filter((key) => key > region.start && (region.end === '' || key < region.end))
    .sort();
  if (inside.length === 0) return null;
  const version = region.version + BigInt(inside.length);
  const starts = [region.start, ...inside];
  const parts = starts.map((start, i): Region => {
    if (i === inside.length) return { ...region, start, version };
    const id = topology.allocateId();
    const peers = region.peers.map(({ storeId }) => ({ id: topology.allocateId(), storeId }));
    const leader = peers.find(({ storeId }) => storeId === region.leader?.storeId) ?? null;
    return { ...region, id, start, end: starts[i + 1] as string, version, peers, leader };
  });
  topology.replace([region], parts);
  return parts;
}
