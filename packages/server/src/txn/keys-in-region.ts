/** The keys of a request as they are stored, each of them in the region that the request is for. */

import { type EncodedKey, encodeKey } from '../mvcc/key-encoding';
import type { Region } from '../topology/region';
import { requireKeyInRegion } from '../topology/region-check';

/** @throws KeyRefusal for a key outside */
export function encodeInRegion(region: Region, keys: readonly Uint8Array[]): EncodedKey[] {
  return keys.map((key) => encodeOneInRegion(region, key));
}

/** @throws KeyRefusal for a key outside */
export function encodeOneInRegion(region: Region, key: Uint8Array): EncodedKey {
  const encoded = encodeKey(key);
  requireKeyInRegion(region, encoded);
  return encoded;
}
