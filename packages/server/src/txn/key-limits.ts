/** How long a key may be. */

import { memcomparableLength } from '@tito/protocol';
import { aborted } from '../mvcc/key-errors';

/** Of a key as it is stored, without its timestamp. */
export const MAX_KEY_BYTES = 8 * 1024;

export function requireKeySize(key: Uint8Array): void {
  const size = memcomparableLength(key.length);
  if (size > MAX_KEY_BYTES) throw aborted('KeyTooLarge', `size: ${size}, limit: ${MAX_KEY_BYTES}`);
}
