import { describe, expect, test } from '@jest/globals';
import { PollPace } from './poll-pace';

const pace = (): PollPace => new PollPace({ hotMs: 20, idleMs: 100 });

describe('the pace of polls', () => {
  test('slows down step by step without news, to the idle wait, and is hot again with news', () => {
    const it = pace();
    expect([false, false, false, false, false, true].map((news) => it.next(news, 0))).toEqual([
      30, 45, 67.5, 100, 100, 20,
    ]);
  });

  test('does not wait when there is news that the last poll may have missed', () => {
    const it = pace();
    it.expect();
    expect([it.next(false, 0), it.next(false, 0)]).toEqual([0, 45]);
    it.expect();
    expect(it.next(true, 4)).toBe(4);
  });

  test('leaves three quarters of the time to others when polls take long', () => {
    expect(pace().next(true, 50)).toBe(150);
  });
});
