import { describe, expect, test } from '@jest/globals';
import { planFirings } from './schedules';

const MINUTE = 60_000;
const every = (misfire: 'once' | 'all' | 'skip') => ({
  cron: '* * * * *',
  timeZone: 'UTC',
  misfire,
  nextMs: MINUTE,
});

describe('planFirings', () => {
  test('fires once when due, and not before', () => {
    expect(planFirings(every('once'), MINUTE - 1)).toEqual({ firings: [], nextMs: MINUTE });
    for (const misfire of ['once', 'all', 'skip'] as const) {
      expect(planFirings(every(misfire), MINUTE + 5)).toEqual({ firings: [MINUTE], nextMs: 2 * MINUTE });
    }
  });

  test('makes up for missed firings as the schedule says', () => {
    const nowMs = 4 * MINUTE + 1;
    expect(planFirings(every('once'), nowMs)).toEqual({ firings: [4 * MINUTE], nextMs: 5 * MINUTE });
    expect(planFirings(every('all'), nowMs).firings).toEqual([1, 2, 3, 4].map((n) => n * MINUTE));
    const daily = { cron: '0 0 * * *', timeZone: 'UTC', misfire: 'skip' as const, nextMs: 24 * 60 * MINUTE };
    expect(planFirings(daily, 25 * 60 * MINUTE)).toEqual({ firings: [], nextMs: 48 * 60 * MINUTE });
  });

  test('makes up for a thousand at most and goes on from now', () => {
    const nowMs = 5000 * MINUTE + 1;
    const plan = planFirings(every('all'), nowMs);
    expect([plan.firings.length, plan.nextMs]).toEqual([1000, 5001 * MINUTE]);
  });
});
