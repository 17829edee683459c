/** Which partition an ordering key belongs to. Stored in every event's key: can never change. */

import { xxhash32 } from './xxhash32';

const encoder = new TextEncoder();

/** `XXH32(UTF-8 of the key, seed 0) mod partitions`. */
export function partitionOf(key: string, partitions: number): number {
  return xxhash32(encoder.encode(key)) % partitions;
}
