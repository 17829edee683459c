import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { KeyValue } from '../kv-reader';
import { mergeScan } from './merged-scan';
import { MutationBuffer } from './mutation-buffer';

const key = fc.uint8Array({ minLength: 1, maxLength: 2 });
const pairs = fc.uniqueArray(fc.record({ key, value: fc.uint8Array({ maxLength: 2 }) }), {
  selector: (pair) => hex(pair.key),
  maxLength: 12,
});
const writes = fc.array(fc.record({ key, value: fc.option(fc.uint8Array({ maxLength: 2 })) }), {
  maxLength: 12,
});
const everything = { start: new Uint8Array(0), end: new Uint8Array(0) };

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

async function* stream(items: readonly KeyValue[]): AsyncGenerator<KeyValue> {
  for (const item of items) yield await Promise.resolve(item);
}

test('a scan shows what a map of the snapshot with the writes applied to it holds, both ways', async () => {
  await fc.assert(
    fc.asyncProperty(pairs, writes, fc.boolean(), async (stored, own, isReversed) => {
      const buffer = new MutationBuffer();
      const model = new Map(stored.map((pair) => [hex(pair.key), hex(pair.value)]));
      for (const write of own) {
        if (write.value) buffer.put(write.key, write.value);
        else buffer.delete(write.key);
        if (write.value) model.set(hex(write.key), hex(write.value));
        else model.delete(hex(write.key));
      }
      const direction = isReversed ? -1 : 1;
      const expected = [...model].sort(([a], [b]) => (a < b ? -direction : direction));
      const sorted = [...stored].sort((a, b) => (hex(a.key) < hex(b.key) ? -direction : direction));
      const seen: [string, string][] = [];
      for await (const pair of mergeScan(
        buffer.inRange(everything, isReversed),
        stream(sorted),
        isReversed,
      )) {
        seen.push([hex(pair.key), hex(pair.value)]);
      }
      expect(seen).toEqual(expected);
    }),
  );
});
