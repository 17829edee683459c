import { describe, expect, test } from '@jest/globals';
import { encodeMemcomparable, toLatin1 } from '@tito/protocol';
import * as fc from 'fast-check';
import {
  decodeKey,
  encodeKey,
  isVersionOf,
  keyOfVersion,
  timestampOfVersion,
  versionKey,
} from './key-encoding';
import { LOCK, type LockRecord, LockType, PLAIN_LOCK, isExpired } from './lock-record';
import { PLAIN_WRITE, WRITE, type WriteRecord, WriteType, rollbackRecord } from './write-record';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const hex = (value: Uint8Array): string => Buffer.from(value).toString('hex');
const compact = (text: string): string => text.replaceAll(' ', '');

describe('records are stored as TiKV stores them', () => {
  const lock = {
    ...PLAIN_LOCK,
    type: LockType.Put,
    primary: bytes('pk'),
    startTs: 5n,
    ttlMs: 3000n,
    shortValue: bytes('v1'),
    txnSize: 1n,
    minCommitTs: 6n,
  };
  test.each<[string, LockRecord, string]>([
    ['a put', lock, '50 04 706b 05 b817 76 02 7631 74 0000000000000001 63 0000000000000006'],
    [
      'an async commit',
      { ...lock, txnSize: 2n, minCommitTs: 43n, useAsyncCommit: true, secondaries: [bytes('k2')] },
      '50 04 706b 05 b817 76 02 7631 74 0000000000000002 63 000000000000002b 61 01 04 6b32',
    ],
    [
      'a pessimistic lock',
      {
        ...PLAIN_LOCK,
        type: LockType.Pessimistic,
        primary: bytes('pk'),
        startTs: 5n,
        ttlMs: 20000n,
        forUpdateTs: 7n,
        minCommitTs: 8n,
      },
      '53 04 706b 05 a09c01 66 0000000000000007 63 0000000000000008',
    ],
  ])('the lock of %s', (_, record, stored) => {
    expect(hex(LOCK.encode(record))).toBe(compact(stored));
    const { shortValue, ...rest } = LOCK.decode(LOCK.encode(record));
    expect(rest).toMatchObject({ startTs: record.startTs, minCommitTs: record.minCommitTs });
    expect(shortValue && hex(shortValue)).toBe(record.shortValue && hex(record.shortValue));
  });

  const put = { ...PLAIN_WRITE, type: WriteType.Put, startTs: 5n, shortValue: bytes('v1') };
  test.each<[string, WriteRecord, string]>([
    ['a put', put, '50 05 76 02 7631'],
    ['a protected rollback', rollbackRecord(5n, true), '52 05 76 01 70'],
    [
      'a put over a rollback',
      { ...put, hasOverlappedRollback: true, gcFence: 0n },
      '50 05 76 02 7631 52 46 0000000000000000',
    ],
    [
      'a lock',
      { ...PLAIN_WRITE, type: WriteType.Lock, startTs: 5n, lastChange: { ts: 3n, versions: 1n } },
      '4c 05 6c 0000000000000003 01',
    ],
  ])('the version of %s', (_, record, stored) => {
    expect(hex(WRITE.encode(record))).toBe(compact(stored));
    expect(hex(WRITE.encode(WRITE.decode(WRITE.encode(record))))).toBe(compact(stored));
  });
});

describe('keys', () => {
  test('are encoded as memcomparable bytes, whatever they hold', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (key) => {
        expect(encodeKey(key)).toBe(toLatin1(encodeMemcomparable(key)));
        expect(hex(decodeKey(encodeKey(key)))).toBe(hex(key));
      }),
    );
  });

  test('of versions sort by key and then from the newest on', () => {
    const version = fc.tuple(fc.uint8Array({ maxLength: 12 }), fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }));
    fc.assert(
      fc.property(version, version, ([keyA, tsA], [keyB, tsB]) => {
        const [a, b] = [versionKey(encodeKey(keyA), tsA), versionKey(encodeKey(keyB), tsB)];
        const byKey = Buffer.compare(keyA, keyB);
        const expected = byKey !== 0 ? byKey : tsA === tsB ? 0 : tsA > tsB ? -1 : 1;
        expect(Math.sign(a < b ? -1 : a > b ? 1 : 0)).toBe(expected);
        expect(timestampOfVersion(a)).toBe(tsA);
        expect(keyOfVersion(a)).toBe(encodeKey(keyA));
        expect(isVersionOf(b, encodeKey(keyA))).toBe(byKey === 0);
      }),
    );
  });
});

test('a lock expires by the physical parts alone, and strictly', () => {
  const at = (ms: bigint, logical = 0n): bigint => (ms << 18n) + logical;
  const lock = { ...PLAIN_LOCK, type: LockType.Put, primary: bytes('p'), startTs: at(20n), ttlMs: 100n };
  expect(isExpired(lock, at(120n, 9n))).toBe(false);
  expect(isExpired(lock, at(121n))).toBe(true);
  expect(isExpired(lock, 0n)).toBe(false);
});
