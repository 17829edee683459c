/** Answers that are damaged on their way: bytes changed, the end missing, far too much. */

import { Writer } from '@tito/protocol';
import type { Random } from '../random';

export interface Corruption {
  readonly corrupt: 'bytes' | 'truncate' | 'oversize';
  /** How many bytes are changed, missing, or too many. */
  readonly bytes?: number;
}

const DEFAULT_EXTRA_BYTES = 64 * 1024 * 1024;
/** A field that no message has, with a length before its bytes. */
const UNKNOWN_FIELD_TAG = (536_870_911 << 3) | 2;

export function corrupted({ corrupt, bytes }: Corruption, answer: Uint8Array, random: Random): Buffer {
  if (corrupt === 'truncate')
    return Buffer.from(
      answer.subarray(0, Math.max(answer.length - (bytes ?? Math.ceil(answer.length / 2)), 0)),
    );
  if (corrupt === 'oversize') return withUnknownField(answer, bytes ?? DEFAULT_EXTRA_BYTES);
  // Garbage in place of an answer without bytes: a field of a wire type that does not exist.
  const changed = answer.length > 0 ? Buffer.from(answer) : Buffer.of(0);
  for (let i = 0; i < (bytes ?? 1); i++) {
    const at = Math.floor(random() * changed.length);
    changed[at] = (changed[at] ?? 0) ^ (1 + Math.floor(random() * 255));
  }
  return changed;
}

function withUnknownField(answer: Uint8Array, bytes: number): Buffer {
  const head = new Writer(16);
  head.uint32(UNKNOWN_FIELD_TAG);
  head.uint32(bytes);
  return Buffer.concat([answer, head.finish(), Buffer.alloc(bytes)]);
}
