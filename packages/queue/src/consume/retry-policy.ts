/** When a failed event is tried again, and when it is given up. Pure. */

import { InvalidArgumentError, isTitoError } from '@tito/tikv';
import { type Duration, parseDuration } from '../duration';
import { NonRetryableError, RetryAfterError } from '../errors';

export interface RetryOptions {
  /** How often a handler may run for one event before it goes to the dead letters, 1 to 1000; 5 by default. */
  readonly attempts?: number | undefined;
  /** The wait after the first failure, doubled after each further one; `'1s'` by default. */
  readonly minDelay?: Duration | undefined;
  /** The longest wait; `'5m'` by default. */
  readonly maxDelay?: Duration | undefined;
  /** Waits vary by this share, 0 to 1, so that what failed together is not tried together; 0.2 by default. */
  readonly jitter?: number | undefined;
  /** Errors of these classes are final, like `NonRetryableError`. */
  readonly nonRetryable?: readonly (abstract new (...args: never[]) => Error)[] | undefined;
}

export interface RetryPolicy {
  readonly attempts: number;
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
  readonly jitter: number;
  readonly nonRetryable: readonly (abstract new (...args: never[]) => Error)[];
}

/** @throws InvalidArgumentError */
export function resolveRetry(options: RetryOptions = {}): RetryPolicy {
  const policy = {
    attempts: options.attempts ?? 5,
    minDelayMs: parseDuration(options.minDelay ?? '1s', 'retry.minDelay'),
    maxDelayMs: parseDuration(options.maxDelay ?? '5m', 'retry.maxDelay'),
    jitter: options.jitter ?? 0.2,
    nonRetryable: options.nonRetryable ?? [],
  };
  if (!Number.isInteger(policy.attempts) || policy.attempts < 1 || policy.attempts > 1000) {
    throw new InvalidArgumentError('retry.attempts', 'an event is tried 1 to 1000 times');
  }
  if (!(policy.jitter >= 0 && policy.jitter <= 1)) {
    throw new InvalidArgumentError('retry.jitter', 'jitter is a share from 0 to 1');
  }
  return policy;
}

/** @param attempt how often the event has failed by now, from 1 */
export function backoffMs(policy: RetryPolicy, attempt: number, random: number): number {
  const delay = Math.min(policy.maxDelayMs, policy.minDelayMs * 2 ** Math.min(attempt - 1, 50));
  return Math.round(delay * (1 + policy.jitter * (2 * random - 1)));
}

/** The wait before the next attempt, or `'give up'`. */
export function planRetry(
  policy: RetryPolicy,
  error: unknown,
  attempt: number,
  random: number,
): number | 'give up' {
  if (attempt >= policy.attempts || isFinal(policy, error)) return 'give up';
  return error instanceof RetryAfterError ? error.delayMs : backoffMs(policy, attempt, random);
}

function isFinal(policy: RetryPolicy, error: unknown): boolean {
  // By code as well: the class may come from another copy of the package.
  if (error instanceof NonRetryableError || (isTitoError(error) && error.code === 'QUEUE_NON_RETRYABLE'))
    return true;
  return policy.nonRetryable.some((kind) => error instanceof kind);
}
