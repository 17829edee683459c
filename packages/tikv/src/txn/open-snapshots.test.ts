import { describe, expect, test } from '@jest/globals';
import { OpenSnapshots } from './open-snapshots';

describe('open snapshots', () => {
  test('count for five minutes after their last use', () => {
    const open = new OpenSnapshots();
    expect(open.oldest(0)).toBeNull();
    open.note(20n, 0);
    open.note(10n, 500);
    open.note(30n, 100_000);
    expect(open.oldest(299_000)).toBe(10n);
    expect(open.oldest(303_000)).toBe(30n);
    open.note(30n, 303_000);
    expect(open.oldest(600_000)).toBe(30n);
    expect(open.oldest(700_000)).toBeNull();
  });
});
