/** How a consumer behaves: what callers may say, checked and completed. */

import { InvalidArgumentError } from '@tito/tikv';
import type { StartPosition } from '../catalog/catalog';
import { checkName } from '../catalog/topic';
import { type Duration, parseDuration } from '../duration';
import type { LanePolicy } from './lanes';
import { type RetryOptions, type RetryPolicy, resolveRetry } from './retry-policy';

export interface ConsumeOptions {
  /** Consumers of one group share the events; every group gets all of them. Created when new. */
  readonly group: string;
  /** Where a new group begins; `'latest'` by default. Without meaning for a group that reads the topic already. */
  readonly from?: StartPosition | undefined;
  /** How many handlers run at the same time in this process, 1 to 10000; 32 by default. Never two for one key. */
  readonly concurrency?: number | undefined;
  readonly retry?: RetryOptions | undefined;
  /** A range of partitions, `end` excluded, fixed by hand. Without it the group's consumers share all partitions. */
  readonly partitions?: { readonly start: number; readonly end: number } | undefined;
  /** The longest that a handler may take, up to `'5m'` when transactional; `'30s'` by default. */
  readonly timeout?: Duration | undefined;
  /**
   * `transactional` (default): the handler's `ctx.txn` and the acknowledgement are one commit, so that effects in the
   * database happen exactly once. `external`: no transaction; acknowledgements are written in batches, and a crash
   * delivers the last of them again.
   */
  readonly effects?: 'transactional' | 'external' | undefined;
  /** Mode of `ctx.txn`; `optimistic` by default. */
  readonly mode?: 'optimistic' | 'pessimistic' | undefined;
  /** What later events of a key do while one waits for its retry: wait (`block`, default) or go on (`overtake`). */
  readonly onFailure?: LanePolicy | undefined;
  /** How many events may wait in memory, 1 to 100000; 256 by default. */
  readonly prefetch?: number | undefined;
  /** Handler starts per second in this process, at most; no limit by default. */
  readonly rateLimit?: number | undefined;
  /** Handler starts per second for each ordering key, at most; no limit by default. */
  readonly rateLimitPerKey?: number | undefined;
}

export interface ResolvedConsumeOptions {
  readonly group: string;
  readonly from: StartPosition;
  readonly concurrency: number;
  readonly retry: RetryPolicy;
  readonly partitions: { readonly start: number; readonly end: number } | null;
  readonly timeoutMs: number;
  readonly effects: 'transactional' | 'external';
  readonly mode: 'optimistic' | 'pessimistic';
  readonly onFailure: LanePolicy;
  readonly prefetch: number;
  readonly rateLimit: number;
  readonly rateLimitPerKey: number;
}

/** A transaction must end before its snapshot can be garbage-collected. */
const MAX_TRANSACTION_MS = parseDuration('5m', 'timeout');

/** @throws InvalidArgumentError */
export function resolveConsumeOptions(options: ConsumeOptions): ResolvedConsumeOptions {
  checkName('group', options.group);
  const effects = oneOf('effects', options.effects ?? 'transactional', ['transactional', 'external']);
  const timeoutMs = parseDuration(options.timeout ?? '30s', 'timeout');
  if (timeoutMs < 1 || (effects === 'transactional' && timeoutMs > MAX_TRANSACTION_MS)) {
    throw new InvalidArgumentError('timeout', "a transactional handler may take up to '5m'", { timeoutMs });
  }
  return {
    group: options.group,
    from: options.from ?? 'latest',
    concurrency: within('concurrency', options.concurrency ?? 32, 10_000),
    retry: resolveRetry(options.retry),
    partitions: options.partitions === undefined ? null : checkRange(options.partitions),
    timeoutMs,
    effects,
    mode: oneOf('mode', options.mode ?? 'optimistic', ['optimistic', 'pessimistic']),
    onFailure: oneOf('onFailure', options.onFailure ?? 'block', ['block', 'overtake']),
    prefetch: within('prefetch', options.prefetch ?? 256, 100_000),
    rateLimit: checkRate('rateLimit', options.rateLimit),
    rateLimitPerKey: checkRate('rateLimitPerKey', options.rateLimitPerKey),
  };
}

function checkRange(range: { readonly start: number; readonly end: number }): { start: number; end: number } {
  const { start, end } = range;
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end <= start) {
    throw new InvalidArgumentError('partitions', 'a range begins at 0 or later and is not empty', {
      start,
      end,
    });
  }
  return { start, end };
}

export function checkRate(argument: string, rate: number | undefined): number {
  if (rate === undefined) return Infinity;
  if (!(rate > 0))
    throw new InvalidArgumentError(argument, 'a rate is a positive number per second', { rate });
  return rate;
}

function within(argument: string, value: number, max: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new InvalidArgumentError(argument, `a whole number from 1 to ${max}`, { value });
}

function oneOf<T extends string>(argument: string, value: T, allowed: readonly T[]): T {
  if (allowed.includes(value)) return value;
  throw new InvalidArgumentError(argument, `one of ${allowed.join(', ')}`, { value });
}
