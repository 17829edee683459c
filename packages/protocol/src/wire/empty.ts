/** What absent fields decode to: shared, since decoded messages are read-only. */

export const NO_BYTES = new Uint8Array(0);
export const NO_ITEMS: readonly never[] = Object.freeze([]);
/** Typed for any key: it has none. */
export function noEntries<K, V>(): ReadonlyMap<K, V> {
  return NO_ENTRIES as ReadonlyMap<K, V>;
}

const NO_ENTRIES: ReadonlyMap<unknown, unknown> = new Map();
