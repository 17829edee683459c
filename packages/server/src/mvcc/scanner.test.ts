import { expect, test } from '@jest/globals';
import { kvrpcpb } from '@tito/protocol';
import * as fc from 'fast-check';
import { WriteBatch } from '../engine/engine';
import { MemoryEngine } from '../engine/memory-engine';
import { decodeKey, encodeKey, versionKey } from './key-encoding';
import type { KeyRefusal } from './key-errors';
import type { ReadContext } from './lock-conflict';
import { LOCK, LockType, PLAIN_LOCK } from './lock-record';
import { MvccReader } from './mvcc-reader';
import { getValue } from './point-getter';
import { scanRange } from './scanner';
import { PLAIN_WRITE, WRITE, WriteType } from './write-record';

const KEYS = ['', 'a', 'a\0', 'b', 'bbbbbbbb', 'bbbbbbbbb', 'c'].map((key) => Buffer.from(key));

/** One key gets most of the versions, so that walks over it become long. */
const version = fc.record({
  key: fc.oneof({ weight: 3, arbitrary: fc.constant(3) }, fc.integer({ min: 0, max: KEYS.length - 1 })),
  commitTs: fc.bigInt({ min: 2n, max: 60n }),
  type: fc.constantFrom(...Object.values(WriteType)),
});
const lock = fc.record({
  key: fc.integer({ min: 0, max: KEYS.length - 1 }),
  startTs: fc.bigInt({ min: 1n, max: 60n }),
  type: fc.constantFrom(...Object.values(LockType)),
});

function readAt(ts: bigint): ReadContext {
  const isolation = kvrpcpb.IsolationLevel.SI;
  return { ts, isolation, resolvedLocks: [], committedLocks: [], needCommitTs: false };
}

test('a scan, either way, sees what reads of every key see', () => {
  fc.assert(
    fc.property(
      fc.array(version, { maxLength: 120, size: 'max' }),
      fc.array(lock, { maxLength: 3 }),
      fc.bigInt({ min: 1n, max: 61n }),
      (versions, locks, ts) => {
        const engine = new MemoryEngine();
        const reader = new MvccReader(engine);
        const batch = new WriteBatch();
        for (const { key, commitTs, type } of versions) {
          const record = {
            ...PLAIN_WRITE,
            type,
            startTs: commitTs - 1n,
            shortValue: Buffer.from(`${commitTs}`),
          };
          batch.put(WRITE, versionKey(encodeKey(KEYS[key]!), commitTs), record);
        }
        for (const { key, startTs, type } of locks) {
          const record = { ...PLAIN_LOCK, type, startTs, primary: Buffer.from('p'), ttlMs: 1n };
          batch.put(LOCK, encodeKey(KEYS[key]!), { ...record, shortValue: Buffer.from('locked') });
        }
        engine.write(batch);
        const read = readAt(ts);
        const expected = KEYS.flatMap((key) => {
          const seen = describe(() => getValue(reader, encodeKey(key), read)?.value ?? null);
          return seen === null ? [] : [`${key.toString()}=${seen}`];
        });
        for (const reverse of [false, true]) {
          const found: string[] = [];
          scanRange(engine, reader, { start: '', end: null, reverse }, read, (key, value, refusal) => {
            found.push(`${Buffer.from(decodeKey(key)).toString()}=${refusal ? 'locked' : text(value)}`);
            return true;
          });
          expect(reverse ? found.reverse() : found).toEqual(expected);
        }
      },
    ),
    { numRuns: 300 },
  );
});

function describe(read: () => Uint8Array | null): string | null {
  try {
    const value = read();
    return value && text(value);
  } catch (error) {
    expect((error as KeyRefusal).kind).toBe('locked');
    return 'locked';
  }
}

function text(value: Uint8Array | null): string {
  return Buffer.from(value!).toString();
}
