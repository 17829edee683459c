import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { toHex } from '../bytes';
import { MalformedMessageError } from '../errors';
import { PrewriteRequest, RawGetRequest, RawGetResponse, ScanResponse } from '../generated/kvrpcpb';
import * as kvrpcpb from '../generated/kvrpcpb';
import { Store } from '../generated/metapb';
import { TsoRequest, TsoResponse } from '../generated/pdpb';
import { BatchCommandsRequest } from '../generated/tikvpb';
import { decodeMessage, encodeMessage } from './message';

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const context = { regionId: 2n, regionEpoch: { confVer: 1n, version: 1n }, peer: { id: 3n, storeId: 1n } };
const rawGet = { context, key: Buffer.from('k1') };

describe('messages on the wire', () => {
  // Bytes as other implementations of the protocol write them.
  test.each([
    [
      'a timestamp request',
      encodeMessage(TsoRequest, { header: { clusterId: 1n }, count: 3 }),
      '0a0208011003',
    ],
    ['a raw get', encodeMessage(RawGetRequest, rawGet), '0a0e08021204080110011a040803100112026b31'],
    [
      'two commands in one batch',
      encodeMessage(BatchCommandsRequest, { requests: [{ rawGet }, { empty: {} }], requestIds: [1n, 300n] }),
      '0a166a140a0e08021204080110011a040803100112026b310a03fa0f00120301ac02',
    ],
    [
      'a region error',
      encodeMessage(RawGetResponse, {
        regionError: { message: 'x', notLeader: { regionId: 2n, leader: { id: 3n, storeId: 1n } } },
      }),
      '0a0d0a017812080802120408031001',
    ],
    [
      'a store',
      encodeMessage(Store, { id: 1n, address: '127.0.0.1:20160', version: '8.5.0', nodeState: 1 }),
      '0801120f3132372e302e302e313a32303136302a05382e352e306801',
    ],
    [
      'a member of a oneof at its default',
      encodeMessage(kvrpcpb.Context, { apiVersion: 2, keyspaceId: 0 }),
      'a80102800200',
    ],
  ])('%s', (_, encoded, hex) => expect(toHex(encoded)).toBe(hex));

  test('a timestamp answer is read', () => {
    const { timestamp } = decodeMessage(TsoResponse, bytes('0a02080110031a0908fbd095ffbc311009'));
    expect(timestamp).toEqual({ physical: 1700000000123n, logical: 9n, suffixBits: 0 });
  });

  test('an absent field has its default, and a field of an unknown number is passed over', () => {
    const message = decodeMessage(RawGetRequest, bytes('12026b31' + 'f87f01' + 'fa7f03616263'));
    expect(message).toEqual({ context: undefined, key: new Uint8Array(bytes('6b31')), cf: '' });
  });

  test('repeated numbers are read packed and unpacked', () => {
    expect(decodeMessage(kvrpcpb.Context, bytes('6a020102')).resolvedLocks).toEqual([1n, 2n]);
    expect(decodeMessage(kvrpcpb.Context, bytes('68016802')).resolvedLocks).toEqual([1n, 2n]);
  });

  test('a long nested message gets a long length', () => {
    const mutations = [{ key: new Uint8Array(20000).fill(7), value: new Uint8Array(3_000_000).fill(9) }];
    const { mutations: read } = decodeMessage(PrewriteRequest, encodeMessage(PrewriteRequest, { mutations }));
    expect(read[0]?.key.length).toBe(20000);
    expect(read[0]?.value.every((byte) => byte === 9)).toBe(true);
  });
});

describe('bytes that are no message', () => {
  test.each([
    ['a field that ends beyond the message', '12056b31'],
    ['a nested message that ends beyond its parent', '0a7f0802'],
    ['a varint of more than ten bytes', '08ffffffffffffffffffff01'],
    ['a wire type that does not exist', '0f'],
    ['a tag without a value', '08'],
  ])('%s is refused', (_, hex) => {
    expect(() => decodeMessage(RawGetRequest, bytes(hex))).toThrow(MalformedMessageError);
  });

  test('any bytes are either read or refused with a typed error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (input) => {
        for (const type of [PrewriteRequest, ScanResponse, BatchCommandsRequest]) {
          try {
            decodeMessage<unknown>(type, input);
          } catch (error) {
            expect(error).toBeInstanceOf(MalformedMessageError);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
