/** How long a key may be. */

import { memcomparableLength } from '@tito/protocol';
import type { Engine } from '../engine/engine';
import { aborted } from '../mvcc/key-errors';

/** Of a key as it is stored, without its timestamp. */
export const MAX_KEY_BYTES = 8 * 1024;
const TIMESTAMP_BYTES = 8;

/** @throws KeyRefusal for a key that TiKV refuses, or that the engine has no room for */
export function requireKeySize({ maxKeyBytes }: Engine, key: Uint8Array): void {
  const size = memcomparableLength(key.length);
  const limit = Math.min(MAX_KEY_BYTES, maxKeyBytes - TIMESTAMP_BYTES);
  if (size > limit) throw aborted('KeyTooLarge', `size: ${size}, limit: ${limit}`);
}
