/** One run of a handler: with a timeout, and with a signal that fires when its work has become pointless. */

import type { Transaction } from '@tito/tikv';
import type { QueueContext } from '../context';
import { ConsumerStoppedError, HandlerTimeoutError, PartitionLostError } from '../errors';
import type { QueueEvent } from '../queue-event';
import type { EventHandler } from './consume-context';
import type { ResolvedConsumeOptions } from './consume-options';
import type { OwnedPartition } from './owned-partition';

export interface HandlerSettings {
  readonly context: QueueContext;
  readonly topic: string;
  readonly options: ResolvedConsumeOptions;
  readonly handler: EventHandler<unknown>;
  /** Fires with a `ConsumerStoppedError` when the drain time is over. */
  readonly stopping: AbortSignal;
}

export type HandlerResult =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'lost' | 'stopped' };

/** Runs the handler until it ends or its signal fires, whichever is first; does not throw. */
export async function runHandler(
  { context, options, handler, stopping, topic }: HandlerSettings,
  owner: OwnedPartition,
  event: QueueEvent,
  txn: () => Transaction,
): Promise<HandlerResult> {
  const abort = new AbortController();
  const onLost = (): void => abort.abort(new PartitionLostError({ topic, partition: owner.id }));
  const onStop = (): void => abort.abort(new ConsumerStoppedError());
  const onTimeout = (): void => abort.abort(new HandlerTimeoutError(options.timeoutMs));
  const timer = context.clock.setTimer(onTimeout, options.timeoutMs);
  owner.abort.signal.addEventListener('abort', onLost, { once: true });
  stopping.addEventListener('abort', onStop, { once: true });
  if (owner.isLost) onLost();
  if (stopping.aborted) onStop();
  context.metrics.add('delivered');
  try {
    await untilAborted(abort.signal, async () =>
      handler(event, {
        get txn() {
          return txn();
        },
        signal: abort.signal,
        attempt: event.attempt,
        idempotencyKey: `${options.group}/${topic}/${owner.generation}/${event.offset}`,
        fencingToken: owner.epoch,
      }),
    );
    return { kind: 'succeeded' };
  } catch (error) {
    const reason: unknown = abort.signal.aborted ? abort.signal.reason : null;
    if (reason instanceof PartitionLostError) return { kind: 'lost' };
    if (reason instanceof ConsumerStoppedError) return { kind: 'stopped' };
    return { kind: 'failed', error: reason ?? error };
  } finally {
    timer.cancel();
    owner.abort.signal.removeEventListener('abort', onLost);
    stopping.removeEventListener('abort', onStop);
  }
}

/** The work's result, or the signal's reason as soon as it fires. */
function untilAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work().then(resolve, reject);
  });
}
