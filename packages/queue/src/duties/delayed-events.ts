/**
 * Moves delayed events to their topics when they are due, by the oracle's time: never early.
 *
 * Runs on one process at a time; were it two, both would delete the same keys and one of them would conflict, so every
 * delayed event is delivered once.
 */

import { type KeyValue, type Transaction, physicalMs } from '@tito/tikv';
import type { QueueContext } from '../context';
import { decodeRecordWithEvent } from '../format/json-record';
import type { DelayedRecord } from '../publish/event-buffer';

/** Adds an encoded event to the transaction's commit. */
export type MoveEvent = (
  txn: Transaction,
  event: { readonly topicId: number; readonly partition: number; readonly envelope: Uint8Array },
) => void;

const BATCH = 128;

/** Moves a batch of what is due; returns when to look again. */
export async function moveDelayedEvents(context: QueueContext, move: MoveEvent): Promise<number> {
  const { client, keys, oracleTime } = context;
  return client.transaction(async (txn) => {
    const found: KeyValue[] = [];
    for await (const pair of txn.scan(keys.delayedEvents(), { limit: BATCH, batchSize: BATCH }))
      found.push(pair);
    const nowMs = physicalMs(txn.startTs ?? 0n);
    oracleTime.observe(txn.startTs ?? 0n);
    const due = found.filter(({ key }) => keys.dueMsIn(key) <= nowMs);
    for (const { key, value } of due) {
      const { value: place, event } = decodeRecordWithEvent<DelayedRecord>('delayed event', value);
      txn.delete(key);
      move(txn, { topicId: place.topicId, partition: place.partition, envelope: event });
    }
    const next = found[due.length];
    if (next !== undefined) return keys.dueMsIn(next.key);
    return due.length === BATCH ? nowMs : Infinity;
  });
}
