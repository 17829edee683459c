/** Stored keys told apart, for tools that look at what is there. */

import type { KeyRange } from '@tito/tikv';
import { KeyLayout, type ParsedKey } from './key-layout';

/** What a key is. Numbers are those of the catalog. */
export type DescribedKey = { readonly room: 'catalog' | 'queue' | 'other' } | ParsedKey;

/** All keys of a namespace: rows, entries, catalog and queue. @throws InvalidQueryError for a name that is none */
export function namespaceRange(namespace: string): KeyRange {
  return new KeyLayout(namespace).everything();
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
  const outer = layout.outerRoomOf(key);
  if (outer !== null) return { room: outer };
  try {
    return layout.parse(key) ?? { room: 'other' };
  } catch {
    return { room: 'other' };
  }
}
