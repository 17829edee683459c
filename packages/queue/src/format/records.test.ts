import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { composePosition } from '../position';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from './checkpoint-codec';
import { type Envelope, decodeEnvelope, encodeEnvelope } from './envelope-codec';
import { decodeRecord, decodeRecordWithEvent, encodeRecord, encodeRecordWithEvent } from './json-record';
import { type Notification, decodeNotifications, encodeNotifications } from './notification-codec';

const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const u64 = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
const ms = fc.integer({ min: 0, max: 2 ** 48 });
const text = fc.string({ unit: 'grapheme' });

const envelopes: fc.Arbitrary<Envelope> = fc.record({
  key: text,
  op: fc.constantFrom(null, 'insert', 'update', 'delete'),
  createdMs: fc.option(ms),
  metadata: fc.option(fc.uint8Array()),
  headers: fc.dictionary(
    text.filter((name) => name !== '__proto__'),
    text,
    { noNullPrototype: true },
  ),
  payload: fc.uint8Array({ maxLength: 200 }),
});
const notifications: fc.Arbitrary<Notification[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('events' as const), topicId: u32, partition: u16, indexes: fc.array(u16) }),
    fc.record({ kind: fc.constant('delayed' as const), dueMs: ms }),
    fc.record({ kind: fc.constant('control' as const), groupId: u32, topicId: u32 }),
  ),
);
const checkpoints: fc.Arbitrary<Checkpoint> = fc
  .record({
    epoch: u32,
    generation: u16,
    member: fc.uint8Array({ minLength: 16, maxLength: 16 }),
    watermark: fc.bigInt({ min: 0n, max: 1n << 62n }),
    cautiousTo: u64,
    steps: fc.uniqueArray(fc.tuple(fc.bigInt({ min: 1n, max: 1n << 40n }), u16), {
      selector: ([s, i]) => `${s}.${i}`,
    }),
  })
  .map(({ steps, ...rest }) => ({
    ...rest,
    settled: steps.map(([s, i]) => composePosition(rest.watermark + s, i)).sort((a, b) => (a < b ? -1 : 1)),
  }));

describe('stored records', () => {
  test('an event comes back as it was written', () => {
    fc.assert(
      fc.property(envelopes, (envelope) =>
        expect(decodeEnvelope(encodeEnvelope(envelope))).toEqual(envelope),
      ),
    );
  });

  test('notifications come back as they were written', () => {
    fc.assert(
      fc.property(notifications, (items) =>
        expect(decodeNotifications(encodeNotifications(items))).toEqual(items),
      ),
    );
  });

  test('a checkpoint comes back as it was written', () => {
    fc.assert(
      fc.property(checkpoints, (checkpoint) =>
        expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint),
      ),
    );
  });

  test('a record comes back with the bytes of its event', () => {
    const value = { attempt: 3, at: new Date(5), due: 7n };
    expect(decodeRecord('group', encodeRecord(value))).toEqual(value);
    expect(decodeRecordWithEvent('parked', encodeRecordWithEvent(value, Uint8Array.of(1, 2)))).toEqual({
      value,
      event: Uint8Array.of(1, 2),
    });
  });

  test('a checkpoint has the published bytes', () => {
    const bytes = encodeCheckpoint({
      epoch: 7,
      generation: 1,
      member: new Uint8Array(16).fill(0xab),
      watermark: 256n,
      cautiousTo: 0n,
      settled: [composePosition(257n, 2), composePosition(600n, 0)],
    });
    expect(Buffer.from(bytes).toString('hex')).toBe(
      `01${'00000007'}${'0001'}${'ab'.repeat(16)}${'0000000000000100'}${'0000000000000000'}02${'01'}${'02'}${'d702'}${'00'}`,
    );
  });

  test('cut or foreign bytes are reported as corrupt, never read as something else', () => {
    fc.assert(
      fc.property(checkpoints, fc.nat(), (checkpoint, cut) => {
        const bytes = encodeCheckpoint(checkpoint);
        expect(() => decodeCheckpoint(bytes.subarray(0, cut % bytes.length))).toThrow(
          expect.objectContaining({ code: 'QUEUE_CORRUPT_RECORD' }),
        );
      }),
    );
    for (const decode of [
      decodeEnvelope,
      decodeNotifications,
      decodeCheckpoint,
      (b: Uint8Array) => decodeRecord('group', b),
    ]) {
      expect(() => decode(Uint8Array.of(9, 0, 0))).toThrow(
        expect.objectContaining({ code: 'QUEUE_CORRUPT_RECORD' }),
      );
    }
  });
});
