import { describe, expect, test } from '@jest/globals';
import { RateLimit } from './rate-limit';

describe('a rate limit', () => {
  test('lets a second of events through at once, then one per interval', () => {
    const limit = new RateLimit(10);
    const starts: number[] = [];
    for (let now = 0; now < 2000; now++) {
      while (limit.waitMs(now) === 0) {
        limit.take();
        starts.push(now);
      }
    }
    expect(starts.filter((at) => at === 0).length).toBe(10);
    expect(starts.length).toBeGreaterThanOrEqual(28);
    expect(starts.length).toBeLessThanOrEqual(30);
  });

  test('says when the next one may start', () => {
    const limit = new RateLimit(0.5);
    expect(limit.waitMs(0)).toBe(0);
    limit.take();
    expect([limit.waitMs(0), limit.waitMs(1999), limit.waitMs(2000)]).toEqual([2000, 1, 0]);
  });

  test('is none when infinite', () => {
    const limit = new RateLimit(Infinity);
    for (let i = 0; i < 1000; i++) limit.take();
    expect(limit.waitMs(0)).toBe(0);
  });
});
