/**
 * Handlers that take many events at once: collects what the lanes let through, and gives each event its own outcome.
 *
 * A batch has at most one event of a key, since the next one of a key must not begin before the one before it has ended.
 */

import { InvalidArgumentError } from '@tito/tikv';
import type { Clock, Timer } from '../clock';
import { type Duration, parseDuration } from '../duration';
import type { QueueEvent } from '../queue-event';
import type { EventHandler } from './consume-context';

export interface BatchOptions {
  /** How many events a batch has at most, 1 to 10000; 100 by default. */
  readonly maxBatch?: number | undefined;
  /** How long the first event of a batch waits for others; `'20ms'` by default. */
  readonly maxWait?: Duration | undefined;
}

/** Events of a batch that failed, where the others have succeeded. */
export interface BatchResult {
  readonly failed?: readonly { readonly event: QueueEvent; readonly error: unknown }[] | undefined;
}

export interface BatchContext {
  /** Fires when the first of the events should end: see `ConsumeContext.signal`. */
  readonly signal: AbortSignal;
}

/** Fulfilled: all but the `failed` ones are settled. Rejected: all have failed. */
export type BatchHandler<P> = (
  events: readonly QueueEvent<P>[],
  context: BatchContext,
) => Promise<BatchResult | void>;

interface Waiting {
  readonly event: QueueEvent;
  readonly signal: AbortSignal;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const DEFAULT_BATCH = 100;
const MAX_BATCH = 10_000;

/** The size of the batches that the options ask for. @throws InvalidArgumentError */
export function batchSize({ maxBatch = DEFAULT_BATCH }: BatchOptions): number {
  if (Number.isInteger(maxBatch) && maxBatch >= 1 && maxBatch <= MAX_BATCH) return maxBatch;
  throw new InvalidArgumentError('maxBatch', `a whole number from 1 to ${MAX_BATCH}`, { maxBatch });
}

/** A handler of single events that runs the batch handler for many of them together. */
export function inBatches(
  clock: Clock,
  handler: BatchHandler<unknown>,
  options: BatchOptions,
): EventHandler<unknown> {
  const size = batchSize(options);
  const maxWaitMs = parseDuration(options.maxWait ?? '20ms', 'maxWait');
  let waiting: Waiting[] = [];
  let timer: Timer | null = null;

  const flush = (): void => {
    timer?.cancel();
    timer = null;
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) void runBatch(handler, batch);
  };
  return (event, { signal }) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ event, signal, resolve, reject });
      if (waiting.length >= size) flush();
      else timer ??= clock.setTimer(flush, maxWaitMs);
    });
}

async function runBatch(handler: BatchHandler<unknown>, batch: readonly Waiting[]): Promise<void> {
  const live = batch.filter(({ signal }) => !signal.aborted);
  if (live.length === 0) return;
  try {
    const signal = AbortSignal.any(live.map((each) => each.signal));
    const result = await handler(
      live.map(({ event }) => event),
      { signal },
    );
    const errors = new Map(result?.failed?.map(({ event, error }) => [event, error]));
    for (const { event, resolve, reject } of live) {
      if (errors.has(event)) reject(errors.get(event));
      else resolve();
    }
  } catch (error) {
    for (const { reject } of live) reject(error);
  }
}
