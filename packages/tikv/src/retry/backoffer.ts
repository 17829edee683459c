/**
 * The patience of one operation: how long it may wait in all, until when, and who may end it. The only place that sleeps.
 *
 * Parallel parts of an operation fork it: each starts with what was spent so far, and the parent takes over the largest
 * spending, so that parallel work does not multiply the patience.
 */

import { retryChannel } from '../diagnostics';
import { DeadlineExceededError, OperationAbortedError, RegionUnavailableError } from '../errors';
import { BACKOFF, backoffMs, type BackoffKind, MAX_UNCOUNTED_MS } from './backoff-table';
import type { Clock, Random } from './clock';

export interface BackofferOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** The operation's budget of waiting, see `BUDGET`. */
  readonly budgetMs: number;
  readonly signal?: AbortSignal | undefined;
  /** From now on. */
  readonly timeoutMs?: number | undefined;
}

/** The clock's time that no operation reaches. */
const NEVER = Number.POSITIVE_INFINITY;

export class Backoffer {
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal | undefined;
  /** On the clock; infinite without a timeout. */
  readonly deadline: number;
  readonly #budgetMs: number;
  #spentMs = 0;
  #uncountedMs = 0;
  /** What the operation waited for last, for the error that ends it. */
  #cause: unknown;
  #attempts: Map<BackoffKind, { count: number; sleptMs: number }> | undefined;

  constructor(options: BackofferOptions, deadline?: number) {
    this.clock = options.clock;
    this.random = options.random;
    this.signal = options.signal;
    this.deadline =
      deadline ?? (options.timeoutMs === undefined ? NEVER : options.clock.now() + options.timeoutMs);
    this.#budgetMs = options.budgetMs;
  }

  /** Throws when the operation was aborted or its time is over. */
  check(cause: unknown = this.#cause): void {
    if (this.signal?.aborted) throw new OperationAbortedError(this.signal.reason);
    if (this.deadline !== NEVER && this.clock.now() >= this.deadline)
      throw new DeadlineExceededError({}, cause);
  }

  /** The time that a step may take: `limitMs`, or less when the operation ends before. */
  remainingMs(limitMs: number): number {
    return this.deadline === NEVER
      ? limitMs
      : Math.min(limitMs, Math.max(0, this.deadline - this.clock.now()));
  }

  /**
   * Waits as long as the kind of failure asks for, at most `limitMs`.
   *
   * @throws RegionUnavailableError when the budget is used up, `cause` as its cause
   * @throws OperationAbortedError, DeadlineExceededError
   */
  async backOff(kind: BackoffKind, cause: unknown, limitMs?: number): Promise<void> {
    this.#cause = cause;
    this.check();
    if (this.#spentMs >= this.#budgetMs || this.#uncountedMs >= MAX_UNCOUNTED_MS)
      throw this.#exhausted(cause);
    const spent = this.#spending(kind);
    const full = backoffMs(kind, spent.count++, this.random);
    const waitMs = limitMs === undefined ? full : Math.min(full, Math.max(1, limitMs));
    spent.sleptMs += waitMs;
    if (kind.isUncounted === true) this.#uncountedMs += waitMs;
    else this.#spentMs += waitMs;
    if (retryChannel.hasListeners) {
      const [budgetMs, spentMs] = [this.#budgetMs, this.#spentMs];
      retryChannel.tell({ reason: kind.name, waitMs, attempt: spent.count, spentMs, budgetMs, cause });
    }
    await this.pause(waitMs, cause);
  }

  /** How often it waited for this kind of failure. */
  attempts(kind: BackoffKind): number {
    return this.#attempts?.get(kind)?.count ?? 0;
  }

  /** Waits a time that is no back-off, such as for a commit window; counts against no budget. */
  async pause(waitMs: number, cause?: unknown): Promise<void> {
    this.check(cause);
    await sleep(this.clock, this.remainingMs(waitMs), this.signal);
    this.check(cause);
  }

  /**
   * Waits for work that others wait for as well: the operation's end does not end the work.
   *
   * @throws OperationAbortedError, DeadlineExceededError, and what the work throws
   */
  async waitFor<T>(work: Promise<T>): Promise<T> {
    // Work that is left behind may fail later, and nobody hears of it: that must not end the process.
    work.catch(() => undefined);
    this.check();
    if (this.deadline === NEVER && !this.signal) return work;
    let end: () => void = () => undefined;
    // Not `resolve` itself: the event of a signal would be taken for a value.
    const over = new Promise<void>((resolve) => (end = () => resolve()));
    const cancel =
      this.deadline === NEVER ? end : this.clock.schedule(this.remainingMs(Number.MAX_SAFE_INTEGER), end);
    this.signal?.addEventListener('abort', end, { once: true });
    try {
      const first = await Promise.race([work.then((value) => ({ value })), over]);
      if (first) return first.value;
      this.check();
      throw new DeadlineExceededError({}, this.#cause);
    } finally {
      cancel();
      this.signal?.removeEventListener('abort', end);
    }
  }

  /** For work that others wait for as well: the same budget from its start, no deadline, no signal. */
  shared(): Backoffer {
    return new Backoffer({ clock: this.clock, random: this.random, budgetMs: this.#budgetMs });
  }

  /** For one of several parallel parts. */
  fork(signal: AbortSignal | undefined = this.signal): Backoffer {
    const child = new Backoffer(
      { clock: this.clock, random: this.random, budgetMs: this.#budgetMs, signal },
      this.deadline,
    );
    child.#spentMs = this.#spentMs;
    child.#uncountedMs = this.#uncountedMs;
    child.#cause = this.#cause;
    return child;
  }

  /** Takes over what a parallel part spent. */
  join(child: Backoffer): void {
    this.#spentMs = Math.max(this.#spentMs, child.#spentMs);
    this.#uncountedMs = Math.max(this.#uncountedMs, child.#uncountedMs);
  }

  #spending(kind: BackoffKind): { count: number; sleptMs: number } {
    const kinds = (this.#attempts ??= new Map<BackoffKind, { count: number; sleptMs: number }>());
    let spent = kinds.get(kind);
    if (spent === undefined) kinds.set(kind, (spent = { count: 0, sleptMs: 0 }));
    return spent;
  }

  #exhausted(cause: unknown): RegionUnavailableError {
    let longest: BackoffKind = BACKOFF.regionMiss;
    let longestMs = -1;
    for (const [kind, { sleptMs }] of this.#attempts ?? []) {
      if (sleptMs > longestMs) [longest, longestMs] = [kind, sleptMs];
    }
    return new RegionUnavailableError({ reason: longest.name, waitedMs: Math.round(this.#spentMs) }, cause);
  }
}

function sleep(clock: Clock, waitMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.schedule(waitMs, end);
    signal?.addEventListener('abort', end, { once: true });
  });
}
