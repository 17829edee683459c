import { describe, expect, test } from '@jest/globals';
import { nextFireMs } from './cron';

const next = (cron: string, zone: string, after: string): string | null => {
  const ms = nextFireMs(cron, zone, Date.parse(after));
  return ms === null ? null : new Date(ms).toISOString();
};

describe('a cron expression', () => {
  test('fires at local times of its zone', () => {
    expect(next('0 9 * * 1', 'America/New_York', '2026-01-01T00:00:00Z')).toBe('2026-01-05T14:00:00.000Z');
    expect(next('*/10 * * * * *', 'UTC', '2026-01-01T00:00:01Z')).toBe('2026-01-01T00:00:10.000Z');
  });

  test('fires once on the day that has its time twice', () => {
    // Oslo goes back from 03:00 to 02:00 on 25 October 2026.
    expect(next('30 2 * * *', 'Europe/Oslo', '2026-10-24T12:00:00Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(next('30 2 * * *', 'Europe/Oslo', '2026-10-25T00:30:00Z')).toBe('2026-10-26T01:30:00.000Z');
  });

  test('fires after the jump on the day that lacks its time', () => {
    // Oslo goes from 02:00 to 03:00 on 29 March 2026.
    expect(next('30 2 * * *', 'Europe/Oslo', '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
    expect(next('30 2 * * *', 'Europe/Oslo', '2026-03-29T01:00:00Z')).toBe('2026-03-30T00:30:00.000Z');
  });

  test('says when it will never fire, and refuses what is none', () => {
    expect(next('0 0 0 1 1 * 2020', 'UTC', '2026-01-01T00:00:00Z') ?? null).toBeNull();
    for (const [cron, zone] of [
      ['every day', 'UTC'],
      ['* * * * *', 'Mars/Olympus'],
      ['61 * * * *', 'UTC'],
    ] as const) {
      expect(() => nextFireMs(cron, zone, 0)).toThrow(
        expect.objectContaining({ code: 'PROTOCOL_INVALID_ARGUMENT' }),
      );
    }
  });
});
