/** What a check found out. */

export type Verdict = 'ok' | 'warning' | 'failure' | 'skipped';

export interface Finding {
  readonly check: string;
  readonly verdict: Verdict;
  /** What was seen. */
  readonly seen: string;
  /** What to do about it; null when there is nothing to do. */
  readonly advice: string | null;
}

export function finding(
  check: string,
  verdict: Verdict,
  seen: string,
  advice: string | null = null,
): Finding {
  return { check, verdict, seen, advice };
}
