import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InvalidCursorError } from '../errors';
import { CursorSeal } from './cursor';

const seal = new CursorSeal(new Uint8Array(32).fill(7));
const QUERY = Uint8Array.of(1, 2, 3);

describe('a cursor', () => {
  test('gives its place back to its query, in every process that shares the secret', () => {
    const other = new CursorSeal(new Uint8Array(32).fill(7));
    fc.assert(
      fc.property(fc.uint8Array(), (place) =>
        expect(Uint8Array.from(other.open(seal.seal(place, QUERY), QUERY))).toEqual(place),
      ),
    );
  });

  test('is refused by another query and under another secret', () => {
    const cursor = seal.seal(Uint8Array.of(5), QUERY);
    expect(() => seal.open(cursor, Uint8Array.of(1, 2))).toThrow(InvalidCursorError);
    expect(() => new CursorSeal(new Uint8Array(32)).open(cursor, QUERY)).toThrow(InvalidCursorError);
  });

  test('is refused when any byte of it was changed, added or lost', () => {
    const cursor = Buffer.from(seal.seal(Uint8Array.of(5, 6, 7, 8), QUERY), 'base64url');
    for (let i = 0; i < cursor.length; i++) {
      const changed = Buffer.from(cursor);
      changed[i]! ^= 1;
      expect(() => seal.open(changed.toString('base64url'), QUERY)).toThrow(InvalidCursorError);
    }
    expect(() => seal.open(cursor.subarray(0, -1).toString('base64url'), QUERY)).toThrow(InvalidCursorError);
    expect(() => seal.open(`${cursor.toString('base64url')}=`, QUERY)).toThrow(InvalidCursorError);
  });

  test.each(['', 'x', 'AQ', null, 5, 'a'.repeat(100_000)])('is not %p', (value) => {
    expect(() => seal.open(value, QUERY)).toThrow(InvalidCursorError);
  });

  test('does not show the values of the row', () => {
    const cursor = seal.seal(Buffer.from('ann@example.com'), QUERY);
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain('ann');
  });
});
