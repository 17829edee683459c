import { describe, expect, test } from '@jest/globals';
import { compareBytes, rangeContains } from '@tito/tikv';
import fc from 'fast-check';
import { composePosition } from '../position';
import { KeyLayout } from './key-layout';

const keys = new KeyLayout(Uint8Array.of(1, 0x64, 0));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const positions = fc
  .tuple(fc.bigInt({ min: 0n, max: (1n << 64n) - 2n }), u16)
  .map(([sequence, index]) => composePosition(sequence, index));

describe('the key layout', () => {
  test('spells the published bytes', () => {
    const position = composePosition(0x0102030405060708n, 9);
    const id = { groupId: 3, topicId: 2 };
    expect(hex(keys.event(2, 5, position))).toBe(
      '01640071' + '65' + '00000002' + '0005' + '01020304050607080009',
    );
    expect(hex(keys.notification(7n))).toBe('01640071' + '6e' + '00' + '0000000000000007');
    expect(hex(keys.checkpoint(id, 5))).toBe('01640071' + '63' + '00000003' + '00000002' + '0005');
    expect(hex(keys.marker(id, 1, 5, position))).toBe(
      '01640071' + '61' + '00000003' + '00000002' + '0001' + '0005' + '01020304050607080009',
    );
    expect(hex(keys.topic('a\0b'))).toBe('01640071' + '6d74' + '6100ff62' + '00');
    expect(hex(keys.delayed(16, position))).toBe(
      '01640071' + '64' + '00' + '0000000000000010' + '01020304050607080009',
    );
  });

  test('orders events of a topic by partition, then position', () => {
    fc.assert(
      fc.property(u32, u16, positions, u16, positions, (topic, p1, a, p2, b) => {
        const order = Math.sign(compareBytes(keys.event(topic, p1, a), keys.event(topic, p2, b)));
        expect(order).toBe(p1 !== p2 ? Math.sign(p1 - p2) : a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  test('reads partition and position back from keys', () => {
    fc.assert(
      fc.property(u32, u32, u16, u16, positions, (groupId, topicId, generation, partition, position) => {
        for (const key of [
          keys.event(topicId, partition, position),
          keys.marker({ groupId, topicId }, generation, partition, position),
          keys.parked({ groupId, topicId }, generation, partition, position),
        ]) {
          expect([keys.partitionIn(key), keys.positionIn(key)]).toEqual([partition, position]);
        }
        expect(keys.subscriptionIn(keys.subscription({ groupId, topicId }))).toEqual({ groupId, topicId });
      }),
    );
  });

  test('keeps the ranges of partitions, topics and groups apart', () => {
    fc.assert(
      fc.property(u32, u16, positions, u32, u16, positions, (t1, p1, a, t2, p2, b) => {
        const range = keys.events(t1, p1, a, p1);
        expect(rangeContains(range, keys.event(t2, p2, b))).toBe(t1 === t2 && p1 === p2 && b >= a);
      }),
    );
  });

  test('names of any text come back, and sort as their bytes do', () => {
    const names = fc.string({ unit: fc.constantFrom('a', '\0', 'é', '\u{10ffff}', ':'), maxLength: 6 });
    fc.assert(
      fc.property(names, names, (a, b) => {
        expect(keys.nameIn(keys.topic(a))).toBe(a);
        const order = Math.sign(compareBytes(keys.topic(a), keys.topic(b)));
        expect(order).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
    );
  });

  test('finds a dedupe key again by its expiry', () => {
    const dedupe = keys.dedupe('orders', 'order 7');
    const expiry = keys.dedupeExpiry(1000, dedupe);
    expect(keys.dedupeIn(expiry)).toEqual(dedupe);
    expect(rangeContains(keys.dedupeExpiredBy(1000), expiry)).toBe(true);
    expect(rangeContains(keys.dedupeExpiredBy(999), expiry)).toBe(false);
  });
});
