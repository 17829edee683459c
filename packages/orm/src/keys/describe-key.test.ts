import { describe, expect, test } from '@jest/globals';
import { describeKey, namespaceRange } from './describe-key';
import { KeyLayout } from './key-layout';

describe('keys told apart', () => {
  const layout = new KeyLayout('shop');

  test('rows, entries and the catalog', () => {
    expect(describeKey('shop', layout.row(7, 'ann'))).toEqual({ room: 'row', modelId: 7, id: 'ann' });
    const address = { modelId: 7, indexId: 3, generation: 2, unique: false };
    expect(describeKey('shop', layout.entry(address, Uint8Array.of(), 'ann'))).toMatchObject({
      room: 'index',
      modelId: 7,
      indexId: 3,
      generation: 2,
    });
    expect(describeKey('shop', layout.catalogModel('user'))).toEqual({ room: 'catalog' });
  });

  test('other namespaces, and keys that cannot be read', () => {
    expect(describeKey('sho', layout.row(7, 'ann'))).toEqual({ room: 'other' });
    expect(describeKey('shop', layout.row(7, 'ann').subarray(0, 10))).toEqual({ room: 'other' });
    expect(describeKey('shop', new Uint8Array(0))).toEqual({ room: 'other' });
  });

  test('are all in the range of their namespace', () => {
    const { start, end } = namespaceRange('shop');
    const key = layout.row(0xffffffff, '\u{10ffff}');
    expect(Buffer.compare(key, start)).toBe(1);
    expect(Buffer.compare(key, end)).toBe(-1);
  });
});
