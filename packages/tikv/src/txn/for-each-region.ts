/** Work on many keys: grouped by region, cut into requests, many of them at once. */

import { type RegionBatch, groupByRegion, splitBySize } from '../region/group-by-region';
import type { RegionRequestSender } from '../region/region-request-sender';
import type { Backoffer } from '../retry/backoffer';

/** Payload of one request; more goes to several requests, and then one phase is not enough. */
export const BATCH_BYTES = 16 * 1024;
/** Requests of one piece of work that are under way at once. */
const MAX_PARALLEL = 128;

/** Runs `work` on the keys, a region at a time and many regions at once; keys whose region moved are grouped again. */
export async function forEachRegion(
  rooms: { readonly sender: RegionRequestSender },
  keys: readonly Uint8Array[],
  backoffer: Backoffer,
  work: (batch: RegionBatch<Uint8Array>, backoffer: Backoffer) => Promise<boolean>,
): Promise<void> {
  let pending = [...keys];
  while (pending.length > 0) {
    const regions = await groupByRegion(pending, (key) => key, rooms.sender.cache, backoffer);
    pending = [];
    await inParallel(
      splitBySize(regions, (key) => key.length, BATCH_BYTES),
      async (batch) => {
        const fork = backoffer.fork();
        if (!(await work(batch, fork))) pending.push(...batch.items);
        backoffer.join(fork);
      },
    );
  }
}

/** Runs `work` on all items, at most {@link MAX_PARALLEL} at once. Waits for all; then throws the first failure, if any. */
export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) {
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(MAX_PARALLEL, items.length) }, lane));
  if (failures.length > 0) throw failures[0];
}
