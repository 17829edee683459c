/** Merges a region into a neighbour, which keeps its id and peers; the other is gone. */

import type { Region } from './region';
import type { Topology } from './topology';

/** @returns the region that is left, or `null` when the two do not touch */
export function mergeRegions(topology: Topology, source: Region, target: Region): Region | null {
  const isBefore = source.end !== '' && source.end === target.start;
  const isAfter = target.end !== '' && target.end === source.start;
  if (!isBefore && !isAfter) return null;
  // The source was told first, which raised both numbers of its epoch; the target goes beyond both.
  const prepared = source.version + 1n;
  const version = (prepared > target.version ? prepared : target.version) + 1n;
  const merged: Region = {
    ...target,
    start: isBefore ? source.start : target.start,
    end: isBefore ? target.end : source.end,
    version,
  };
  topology.replace([source, target], [merged]);
  return merged;
}
