import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { composeTimestamp } from '@tito/tikv';
import { TailWindow } from './tail-window';

const WINDOW_MS = 50;
const ts = (ms: number): bigint => composeTimestamp(1000 + ms);

interface Commit {
  readonly sequence: bigint;
  readonly commit: bigint;
}

/** Transactions in the order of the model: a sequence, and a commit at most the window later. */
const histories = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 1, max: WINDOW_MS })), {
    maxLength: 60,
  })
  .map((pairs) =>
    pairs.map(([at, later], i): Commit => ({
      sequence: ts(at) + BigInt(i),
      commit: ts(at + later) + BigInt(i),
    })),
  );
const pollGaps = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 30 });

function pollAll(commits: readonly Commit[], gaps: readonly number[], windowMs: number): bigint[][] {
  const window = new TailWindow(windowMs, ts(0) - 1n);
  const polls: bigint[][] = [];
  let now = 0;
  for (const gap of [...gaps, 5000]) {
    now += gap;
    const visible = commits.filter(({ sequence, commit }) => commit <= ts(now) && sequence > window.after);
    const news = visible.map(({ sequence }) => sequence).filter((sequence) => window.isNews(sequence));
    window.advance(ts(now), news);
    polls.push(news);
  }
  return polls;
}

describe('the window of the tail', () => {
  test('finds every transaction exactly once, whatever the order of commits and the pace of polls', () => {
    fc.assert(
      fc.property(histories, pollGaps, (commits, gaps) => {
        const found = pollAll(commits, gaps, WINDOW_MS).flat();
        expect(found.length).toBe(commits.length);
        expect(new Set(found)).toEqual(new Set(commits.map(({ sequence }) => sequence)));
      }),
    );
  });

  test('never finds a transaction before one that was committed before it began', () => {
    fc.assert(
      fc.property(histories, pollGaps, (commits, gaps) => {
        const pollOf = new Map(
          pollAll(commits, gaps, WINDOW_MS).flatMap((news, i) => news.map((s) => [s, i] as const)),
        );
        for (const a of commits) {
          for (const b of commits) {
            if (a.commit < b.sequence)
              expect(pollOf.get(a.sequence)!).toBeLessThanOrEqual(pollOf.get(b.sequence)!);
          }
        }
      }),
    );
  });

  test('would miss late commits without looking back', () => {
    const late = [{ sequence: ts(10), commit: ts(40) }];
    expect(pollAll(late, [20], 0).flat()).toEqual([]);
    expect(pollAll(late, [20], WINDOW_MS).flat()).toEqual([ts(10)]);
  });
});
