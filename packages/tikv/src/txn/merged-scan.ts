/** A scan of the snapshot with a transaction's own writes laid over it. */

import { compareBytes } from '@tito/protocol';
import type { KeyValue } from '../kv-reader';
import type { Mutation } from './mutation-buffer';

/** `own` in scan order; its deletions hide what the snapshot has. */
export async function* mergeScan(
  own: readonly Mutation[],
  snapshot: AsyncIterable<KeyValue>,
  isReversed: boolean,
): AsyncGenerator<KeyValue, void, undefined> {
  let at = 0;
  for await (const pair of snapshot) {
    for (; at < own.length; at++) {
      const mutation = own[at] as Mutation;
      const order = compareBytes(mutation.key, pair.key) * (isReversed ? -1 : 1);
      if (order >= 0) break;
      if (mutation.value) yield { key: mutation.key, value: mutation.value };
    }
    const mutation = own[at];
    if (mutation && compareBytes(mutation.key, pair.key) === 0) {
      at++;
      if (mutation.value) yield { key: mutation.key, value: mutation.value };
    } else yield pair;
  }
  for (; at < own.length; at++) {
    const { key, value } = own[at] as Mutation;
    if (value) yield { key, value };
  }
}
