/** Stored keys told apart, for tools that look at what is there. */

import { type KeyRange, compareBytes, prefixRange } from '@tito/tikv';
import { KeyLayout } from './key-layout';

/** What a key is. Numbers are those of the catalog. */
export type DescribedKey =
  | { readonly room: 'catalog' | 'queue' | 'other' }
  | { readonly room: 'row'; readonly modelId: number; readonly id: string }
  | {
      readonly room: 'index' | 'unique';
      readonly modelId: number;
      readonly indexId: number;
      readonly generation: number;
    };

/** All keys of a namespace: rows, entries, catalog and queue. @throws InvalidQueryError for a name that is none */
export function namespaceRange(namespace: string): KeyRange {
  return prefixRange(new KeyLayout(namespace).namespace);
}

/**
 * What a transactional key of a namespace is; `other` for what is none of it, or cannot be read.
 *
 * @example
 * ```ts
 * for await (const { key } of client.snapshot().scan(namespaceRange('default'), { keyOnly: true })) {
 *   console.log(describeKey('default', key));
 * }
 * ```
 */
export function describeKey(namespace: string, key: Uint8Array): DescribedKey {
  const layout = new KeyLayout(namespace);
  const { length } = layout.namespace;
  if (key.length <= length || compareBytes(key.subarray(0, length), layout.namespace) !== 0) {
    return { room: 'other' };
  }
  const room = String.fromCharCode(key[length] as number);
  if (room === 'c') return { room: 'catalog' };
  if (room === 'q') return { room: 'queue' };
  try {
    return layout.parse(key) ?? { room: 'other' };
  } catch {
    return { room: 'other' };
  }
}
