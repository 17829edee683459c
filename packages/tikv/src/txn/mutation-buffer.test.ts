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

  test('gives back to the limit what a rollback to a mark took away', () => {
    const buffer = new MutationBuffer();
    const half = new Uint8Array(MAX_TRANSACTION_BYTES / 2 - 16);
    buffer.put(key('a'), half);
    const mark = buffer.mark();
    buffer.put(key('b'), half);
    expect(() => buffer.put(key('c'), half)).toThrow(LimitExceededError);
    buffer.rollBackTo(mark);
    buffer.put(key('c'), half);
    expect(buffer.sorted().map((one) => one.key)).toEqual([key('a'), key('c')]);
  });

  test('keeps what is overwritten after a mark within the limit', () => {
    const buffer = new MutationBuffer();
    const third = new Uint8Array(MAX_TRANSACTION_BYTES / 3);
    buffer.put(key('a'), third);
    buffer.mark();
    buffer.put(key('a'), third);
    expect(() => buffer.put(key('a'), third)).toThrow(LimitExceededError);
  });

  test('is what it was at a mark after any writes', () => {
    const step = fc.tuple(
      fc.constantFrom<Step>('put', 'delete', 'lock'),
      fc.constantFrom('a', 'b', 'c'),
      fc.uint8Array({ minLength: 1, maxLength: 4 }),
    );
    const run = (buffer: MutationBuffer, steps: readonly [Step, string, Uint8Array][]): void => {
      for (const [kind, name, value] of steps) {
        if (kind === 'put') buffer.put(key(name), value);
        else if (kind === 'delete') buffer.delete(key(name));
        else buffer.lock(key(name));
      }
    };
    fc.assert(
      fc.property(fc.array(step), fc.array(step), (before, after) => {
        const buffer = new MutationBuffer();
        run(buffer, before);
        const mark = buffer.mark();
        run(buffer, after);
        buffer.rollBackTo(mark);
        // Locks stay, so that the model has them from the start.
        const model = new MutationBuffer();
        run(model, [...before, ...after.filter(([kind]) => kind === 'lock')]);
        expect(buffer.sorted()).toEqual(model.sorted());
      }),
    );
  });
});
