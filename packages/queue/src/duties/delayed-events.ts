/**
 * Moves delayed events to their topics when they are due, by the oracle's time: never early.
 *
 * Runs on one process at a time; were it two, both would delete the same keys and one of them would conflict, so every
 * delayed event is delivered once. Idle, it costs nothing: publishers announce when the next event is due.
 */

import { type Transaction, physicalMs } from '@tito/tikv';
import { sleep } from '../clock';
import type { QueueContext } from '../context';
import { decodeRecordWithEvent } from '../format/json-record';
import type { LeasedWork } from '../membership/lease';
import type { TailReader } from '../tail/tail-reader';

/** Adds an encoded event to the transaction's commit. */
export type MoveEvent = (
  txn: Transaction,
  event: { topicId: number; partition: number; envelope: Uint8Array },
) => void;

interface DelayedPlace {
  readonly topicId: number;
  readonly partition: number;
}

const BATCH = 128;
/** Looks at least so often, should an announcement be missed. */
const MAX_WAIT_MS = 30_000;
const FAILED_MS = 500;

export function moveDelayedEvents(context: QueueContext, tail: TailReader, move: MoveEvent): LeasedWork {
  return async (signal) => {
    let wake = new AbortController();
    let dueMs = 0;
    const unlisten = tail.listen(async (poll) => {
      if (poll.earliestDueMs >= dueMs) return;
      dueMs = poll.earliestDueMs;
      wake.abort();
    });
    try {
      while (!signal.aborted) {
        wake = new AbortController();
        // Announcements that arrive from here on are compared with what is found now.
        dueMs = Infinity;
        const next = await moveDue(context, move).catch((error: unknown) => {
          context.report(error, 'move delayed events');
          return context.oracleTime.nowMs() + FAILED_MS;
        });
        dueMs = Math.min(dueMs, next);
        const waitMs = Math.min(MAX_WAIT_MS, Math.max(0, dueMs - context.oracleTime.nowMs()));
        if (waitMs > 0) await sleep(context.clock, waitMs, AbortSignal.any([signal, wake.signal]));
      }
    } finally {
      unlisten();
    }
  };
}

/** Moves a batch of what is due; returns when to look again. */
async function moveDue(context: QueueContext, move: MoveEvent): Promise<number> {
  const { client, keys, oracleTime } = context;
  return client.transaction(async (txn) => {
    const found: { readonly key: Uint8Array; readonly value: Uint8Array }[] = [];
    for await (const pair of txn.scan(keys.delayedEvents(), { limit: BATCH, batchSize: BATCH }))
      found.push(pair);
    const nowMs = physicalMs(txn.startTs ?? 0n);
    oracleTime.observe(txn.startTs ?? 0n);
    const due = found.filter(({ key }) => keys.dueMsIn(key) <= nowMs);
    for (const { key, value } of due) {
      const { value: place, event } = decodeRecordWithEvent<DelayedPlace>('delayed event', value);
      txn.delete(key);
      move(txn, { topicId: place.topicId, partition: place.partition, envelope: event });
    }
    const next = found[due.length];
    if (next !== undefined) return keys.dueMsIn(next.key);
    return due.length === BATCH ? 0 : Infinity;
  });
}
