/**
 * Which partitions have something to do, without looking into each: walks over the events of the topic and jumps from
 * partition to partition, and over what lies below a watermark. An empty topic costs one scan, whatever its partitions.
 */

import type { KeyRange, KvReader } from '@tito/tikv';
import type { KeyLayout, SubscriptionId } from '../format/key-layout';
import { composePosition } from '../position';

const KEYS_PER_SCAN = 64;

/**
 * Partitions with an event above their watermark.
 *
 * @param partitions ascending
 */
export function partitionsWithEvents(
  reader: KvReader,
  keys: KeyLayout,
  topicId: number,
  partitions: readonly number[],
  watermarkOf: (partition: number) => bigint,
): Promise<Set<number>> {
  const from = (partition: number): bigint => composePosition(watermarkOf(partition) + 1n, 0);
  return jump(
    reader,
    keys,
    partitions,
    (first, last) => keys.events(topicId, first, from(first), last),
    (partition, position) => position >= from(partition),
  );
}

/**
 * Partitions with a parked event.
 *
 * @param partitions ascending
 */
export function partitionsWithParked(
  reader: KvReader,
  keys: KeyLayout,
  id: SubscriptionId,
  generation: number,
  partitions: readonly number[],
): Promise<Set<number>> {
  return jump(
    reader,
    keys,
    partitions,
    (first, last) => keys.parkedFrom(id, generation, first, last),
    () => true,
  );
}

async function jump(
  reader: KvReader,
  keys: KeyLayout,
  partitions: readonly number[],
  rangeFrom: (first: number, last: number) => KeyRange,
  counts: (partition: number, position: bigint) => boolean,
): Promise<Set<number>> {
  const found = new Set<number>();
  const last = partitions.at(-1);
  let at = 0;
  while (last !== undefined && at < partitions.length) {
    const range = rangeFrom(partitions[at] as number, last);
    let read = 0;
    for await (const { key } of reader.scan(range, {
      keyOnly: true,
      limit: KEYS_PER_SCAN,
      batchSize: KEYS_PER_SCAN,
    })) {
      read++;
      const partition = keys.partitionIn(key);
      while (at < partitions.length && (partitions[at] as number) < partition) at++;
      if (partitions[at] !== partition || !counts(partition, keys.positionIn(key))) continue;
      found.add(partition);
      at++;
    }
    if (read < KEYS_PER_SCAN) break;
  }
  return found;
}
