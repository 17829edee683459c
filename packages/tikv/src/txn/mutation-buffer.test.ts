import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { KeyExistsError, LimitExceededError } from '../errors';
import { MAX_TRANSACTION_BYTES } from '../limits';
import { MutationBuffer, type MutationKind } from './mutation-buffer';

const key = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));
const k = key('k');
const v = key('v');

type Step = 'put' | 'insert' | 'delete' | 'lock';

function kindAfter(...steps: Step[]): MutationKind | undefined {
  const buffer = new MutationBuffer();
  for (const step of steps) {
    if (step === 'put' || step === 'insert') buffer[step](k, v);
    else buffer[step](k);
  }
  return buffer.get(k)?.kind;
}

describe('a mutation', () => {
  // What must reach the store after the writes of one key, by the rules of the transaction protocol.
  test.each<[Step[], MutationKind]>([
    [['put'], 'put'],
    [['put', 'put'], 'put'],
    [['put', 'delete'], 'delete'],
    [['insert'], 'insert'],
    [['insert', 'put'], 'insert'],
    [['insert', 'delete'], 'checkAbsent'],
    [['insert', 'delete', 'put'], 'insert'],
    [['insert', 'delete', 'insert'], 'insert'],
    [['insert', 'delete', 'delete'], 'checkAbsent'],
    [['delete'], 'delete'],
    [['delete', 'put'], 'put'],
    [['delete', 'insert'], 'put'],
    [['lock'], 'lock'],
    [['lock', 'put'], 'put'],
    [['lock', 'insert'], 'insert'],
    [['lock', 'delete'], 'delete'],
    [['put', 'lock'], 'put'],
    [['insert', 'lock'], 'insert'],
    [['delete', 'lock'], 'delete'],
  ])('after %p is %s', (steps, kind) => {
    expect(kindAfter(...steps)).toBe(kind);
  });

  test.each<[Step[]]>([[['put', 'insert']], [['insert', 'insert']]])(
    'of %p is refused: the key is there',
    (steps) => {
      expect(() => kindAfter(...steps)).toThrow(KeyExistsError);
    },
  );
});

describe('the buffer', () => {
  test('keeps the last value of each key, in the order of the keys', () => {
    const writes = fc.array(
      fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 3 }), fc.uint8Array({ maxLength: 3 })),
    );
    fc.assert(
      fc.property(writes, (all) => {
        const buffer = new MutationBuffer();
        for (const [at, value] of all) buffer.put(at, value);
        const model = new Map(all.map(([at, value]) => [Buffer.from(at).toString('hex'), value]));
        const sorted = [...model].sort(([a], [b]) => (a < b ? -1 : 1));
        expect(buffer.sorted().map((one) => [Buffer.from(one.key).toString('hex'), one.value])).toEqual(
          sorted,
        );
      }),
    );
  });

  test('refuses what exceeds the limit of a transaction and keeps what it had', () => {
    const buffer = new MutationBuffer();
    const large = new Uint8Array(MAX_TRANSACTION_BYTES / 2);
    buffer.put(key('a'), large);
    expect(() => buffer.put(key('b'), large)).toThrow(LimitExceededError);
    expect(buffer.sorted().map((one) => one.key)).toEqual([key('a')]);
    buffer.put(key('a'), v);
    buffer.put(key('b'), large);
    expect(buffer.sorted()).toHaveLength(2);
  });
});
