import { describe, expect, test } from '@jest/globals';
import { toHex } from './bytes';
import { InvalidArgumentError, MalformedKeyError } from './errors';
import { keyspaceV1, keyspaceV2 } from './keyspace';

const a = Buffer.from('a');
const none = new Uint8Array(0);

describe('API V1', () => {
  test('sends keys as they are', () => {
    for (const mode of ['raw', 'txn'] as const) expect(keyspaceV1(mode).encodeKey(a)).toEqual(a);
  });

  test('asks PD for transactional keys in their encoding, for raw keys as they are', () => {
    expect(toHex(keyspaceV1('txn').toPdKey(a))).toBe('6100000000000000f8');
    expect(toHex(keyspaceV1('raw').toPdKey(a))).toBe('61');
  });

  test('keeps empty borders empty', () => {
    const codec = keyspaceV1('txn');
    expect([codec.toPdKey(none).length, codec.fromPdKey(none).length]).toEqual([0, 0]);
  });
});

describe('API V2', () => {
  test('puts the mode and the keyspace before a key', () => {
    const codec = keyspaceV2('txn', 1);
    const key = codec.encodeKey(a);
    expect(toHex(key)).toBe('7800000161');
    expect(toHex(codec.toPdKey(key))).toBe('7800000161000000fc');
    expect(toHex(codec.decodeKey(key))).toBe('61');
    expect(toHex(codec.fromPdKey(codec.toPdKey(key)))).toBe('7800000161');
  });

  test.each([
    ['raw', 0, '72000000', '72000001', '7200000000000000fb', '7200000100000000fb'],
    ['txn', 1, '78000001', '78000002', '7800000100000000fb', '7800000200000000fb'],
    ['raw', 0xffffff, '72ffffff', '73000000', '72ffffff00000000fb', '7300000000000000fb'],
  ] as const)('%s keyspace %d lies in its own range', (mode, id, start, end, pdStart, pdEnd) => {
    const codec = keyspaceV2(mode, id);
    expect([toHex(codec.range.start), toHex(codec.range.end)]).toEqual([start, end]);
    expect([toHex(codec.toPdKey(codec.range.start)), toHex(codec.toPdKey(codec.range.end))]).toEqual([
      pdStart,
      pdEnd,
    ]);
  });

  test('turns an empty bound into the bound of the keyspace', () => {
    const range = keyspaceV2('txn', 1).encodeRange({ start: none, end: none });
    expect([toHex(range.start), toHex(range.end)]).toEqual(['78000001', '78000002']);
  });

  test('refuses keys of another keyspace and ids outside three bytes', () => {
    expect(() => keyspaceV2('txn', 1).decodeKey(Buffer.from('7800000261', 'hex'))).toThrow(MalformedKeyError);
    for (const id of [-1, 0x1000000, 1.5]) expect(() => keyspaceV2('raw', id)).toThrow(InvalidArgumentError);
  });
});
