/** A reader that counts what passes through it. */

import type { KvReader } from '@tito/tikv';

export interface ReadCounts {
  /** Scans and batches that were asked for: one request each, in one region. */
  scans: number;
  batches: number;
  /** Pairs that scans gave, and keys that batches were asked for. */
  pairs: number;
  keys: number;
}

export function countingReader(reader: KvReader): { readonly reader: KvReader; readonly counts: ReadCounts } {
  const counts: ReadCounts = { scans: 0, batches: 0, pairs: 0, keys: 0 };
  return {
    counts,
    reader: {
      get: (key, options) => {
        counts.batches++;
        counts.keys++;
        return reader.get(key, options);
      },
      batchGet: (keys, options) => {
        counts.batches++;
        counts.keys += keys.length;
        return reader.batchGet(keys, options);
      },
      scan: async function* (range, options) {
        counts.scans++;
        for await (const pair of reader.scan(range, options)) {
          counts.pairs++;
          yield pair;
        }
      },
    },
  };
}
