/** Raw requests on their way: to the region of a key, or to the regions of many keys, until they are answered. */

import type { Init, KeyspaceCodec, errorpb } from '@tito/protocol';
import { type ClientContext, createBackoffer } from '../context';
import { ServerError } from '../errors';
import type { CallOptions } from '../kv-reader';
import { groupByRegion, splitBySize } from '../region/group-by-region';
import { inParallel } from '../region/in-parallel';
import type { Region } from '../region/region';
import type { RegionRequestSender, SendOptions } from '../region/region-request-sender';
import { BUDGET } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import type { StoreCommand } from '../rpc/store-commands';

/** Keys and values of one request of a batch; far below what a store takes as one write. */
const BATCH_BYTES = 256 * 1024;
const BATCH_ITEMS = 1024;
/** How many requests one call has under way at once. */
const PARALLEL_BATCHES = 32;

interface Answer {
  readonly regionError: errorpb.Error | undefined;
}

export interface RawRooms {
  readonly context: ClientContext;
  readonly sender: RegionRequestSender;
  readonly codec: KeyspaceCodec;
  /** The cluster is known to keep times to live. */
  readonly hasTtl: boolean;
}

export class RawRequests {
  readonly #rooms: RawRooms;

  constructor(rooms: RawRooms) {
    this.#rooms = rooms;
  }

  backoffer(options: CallOptions | undefined, budgetMs: number = BUDGET.raw): Backoffer {
    return createBackoffer(this.#rooms.context, budgetMs, options);
  }

  /** Sends `request` to the region of `key`, which is as requests carry it. */
  toKey<Request, Response extends Answer>(
    command: StoreCommand<Request, Response>,
    key: Uint8Array,
    request: Init<Request>,
    backoffer: Backoffer,
    options?: SendOptions,
  ): Promise<Response> {
    return this.#rooms.sender.sendToKey(command, key, request, backoffer, options);
  }

  /** The answer of one region; null when it is no longer what it was. */
  toRegion<Request, Response extends Answer>(
    command: StoreCommand<Request, Response>,
    region: Region,
    request: Init<Request>,
    backoffer: Backoffer,
    options?: SendOptions,
  ): Promise<Response | null> {
    return this.#rooms.sender.send(command, region, request, backoffer, options);
  }

  locate(key: Uint8Array, backoffer: Backoffer): Promise<Region> | Region {
    return this.#rooms.sender.cache.locate(key, backoffer);
  }

  locateBefore(end: Uint8Array, backoffer: Backoffer): Promise<Region> {
    return this.#rooms.sender.cache.locateBefore(end, backoffer);
  }

  /**
   * Sends items in batches of one region each, some at once; what a region no longer holds is grouped anew, alone. When
   * one batch fails, others may have been done.
   */
  async inBatches<T, Request, Response extends Answer>(
    command: StoreCommand<Request, Response>,
    items: readonly T[],
    keyOf: (item: T) => Uint8Array,
    sizeOf: (item: T) => number,
    requestOf: (items: readonly T[]) => Init<Request>,
    backoffer: Backoffer,
    onAnswer: (answer: Response) => void,
    options?: SendOptions,
  ): Promise<void> {
    const { sender } = this.#rooms;
    const regions = await groupByRegion(items, keyOf, sender.cache, backoffer);
    // An item counts as its share of both limits.
    const share = (item: T): number => Math.max(sizeOf(item), BATCH_BYTES / BATCH_ITEMS);
    await inParallel(splitBySize(regions, share, BATCH_BYTES), PARALLEL_BATCHES, async (batch) => {
      const fork = backoffer.fork();
      const answer = await this.toRegion(command, batch.region, requestOf(batch.items), fork, options);
      if (answer) onAnswer(answer);
      else await this.inBatches(command, batch.items, keyOf, sizeOf, requestOf, fork, onAnswer, options);
    });
  }
}

/** Throws what a store said against the request itself. */
export function checkRefusal(error: string): void {
  if (error !== '') throw new ServerError({ message: error });
}
