/** Raw keys and values: no transactions, each call for itself. Never for keys that transactions use. */

import { type KeyRange, compareBytes, isEmptyRange, keyAfter, type kvrpcpb, toLatin1 } from '@tito/protocol';
import type { ClientContext } from '../context';
import { createBackoffer } from '../context';
import { ServerError } from '../errors';
import type { CallOptions, KeyValue } from '../kv-reader';
import { checkCount, checkKey, checkValue } from '../limits';
import { type RegionBatch, groupByRegion } from '../region/group-by-region';
import type { Region } from '../region/region';
import type { RegionRequestSender } from '../region/region-request-sender';
import { BUDGET } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { COMMAND } from '../rpc/store-commands';

const DEFAULT_BATCH = 256;
const MAX_BATCH = 10_240;
const AFTER_ALL_KEYS = new Uint8Array(256).fill(0xff);

export interface RawScanOptions extends CallOptions {
  readonly limit?: number | undefined;
  readonly reverse?: boolean | undefined;
  readonly keyOnly?: boolean | undefined;
  readonly batchSize?: number | undefined;
}

export type RawPair = KeyValue;

export class RawClient {
  readonly #context: ClientContext;
  readonly #sender: RegionRequestSender;

  constructor(context: ClientContext, sender: RegionRequestSender) {
    this.#context = context;
    this.#sender = sender;
  }

  async get(key: Uint8Array, options?: CallOptions): Promise<Uint8Array | null> {
    checkKey(key);
    const backoffer = this.#backoffer(options);
    for (;;) {
      const region = await this.#sender.cache.locate(key, backoffer);
      const answer = await this.#sender.send(COMMAND.rawGet, region, { key }, backoffer);
      if (!answer) continue;
      checkError(answer.error);
      return answer.notFound ? null : answer.value;
    }
  }

  async put(key: Uint8Array, value: Uint8Array, options?: CallOptions): Promise<void> {
    checkKey(key);
    checkValue(value);
    const backoffer = this.#backoffer(options);
    for (;;) {
      const region = await this.#sender.cache.locate(key, backoffer);
      const answer = await this.#sender.send(COMMAND.rawPut, region, { key, value }, backoffer);
      if (answer) return checkError(answer.error);
    }
  }

  async delete(key: Uint8Array, options?: CallOptions): Promise<void> {
    checkKey(key);
    const backoffer = this.#backoffer(options);
    for (;;) {
      const region = await this.#sender.cache.locate(key, backoffer);
      const answer = await this.#sender.send(COMMAND.rawDelete, region, { key }, backoffer);
      if (answer) return checkError(answer.error);
    }
  }

  async batchGet(keys: readonly Uint8Array[], options?: CallOptions): Promise<(Uint8Array | null)[]> {
    keys.forEach(checkKey);
    const found = new Map<string, Uint8Array>();
    await this.#forEachRegion(
      keys,
      (key) => key,
      this.#backoffer(options),
      async ({ region, items }, backoffer) => {
        const answer = await this.#sender.send(COMMAND.rawBatchGet, region, { keys: items }, backoffer);
        for (const pair of answer?.pairs ?? []) {
          checkError(pair.error?.abort ?? '');
          found.set(toLatin1(pair.key), pair.value);
        }
        return answer !== null;
      },
    );
    return keys.map((key) => found.get(toLatin1(key)) ?? null);
  }

  async batchPut(pairs: readonly RawPair[], options?: CallOptions): Promise<void> {
    for (const { key, value } of pairs) {
      checkKey(key);
      checkValue(value);
    }
    const last = new Map(pairs.map((pair) => [toLatin1(pair.key), pair]));
    await this.#forEachRegion(
      [...last.values()],
      (pair) => pair.key,
      this.#backoffer(options),
      async ({ region, items }, backoffer) => {
        const answer = await this.#sender.send(COMMAND.rawBatchPut, region, { pairs: items }, backoffer);
        checkError(answer?.error ?? '');
        return answer !== null;
      },
    );
  }

  async batchDelete(keys: readonly Uint8Array[], options?: CallOptions): Promise<void> {
    keys.forEach(checkKey);
    await this.#forEachRegion(
      keys,
      (key) => key,
      this.#backoffer(options),
      async ({ region, items }, backoffer) => {
        const answer = await this.#sender.send(COMMAND.rawBatchDelete, region, { keys: items }, backoffer);
        checkError(answer?.error ?? '');
        return answer !== null;
      },
    );
  }

  /** Deletes all keys of a range, region by region; not atomic. */
  async deleteRange(range: KeyRange, options?: CallOptions): Promise<void> {
    const backoffer = createBackoffer(this.#context, BUDGET.deleteRange, options);
    let rest: KeyRange | null = range;
    while (rest && !isEmptyRange(rest)) {
      const region = await this.#sender.cache.locate(rest.start, backoffer);
      const endsHere: boolean =
        region.end.length === 0 || (rest.end.length > 0 && compareBytes(rest.end, region.end) <= 0);
      const endKey: Uint8Array = endsHere ? rest.end : region.end;
      const answer = await this.#sender.send(
        COMMAND.rawDeleteRange,
        region,
        { startKey: rest.start, endKey },
        backoffer,
      );
      if (!answer) continue;
      checkError(answer.error);
      rest = endsHere ? null : { start: endKey, end: rest.end };
    }
  }

  async *scan(range: KeyRange, options: RawScanOptions = {}): AsyncGenerator<RawPair, void, undefined> {
    const { limit = Infinity, reverse = false, keyOnly = false, batchSize = DEFAULT_BATCH } = options;
    checkCount('batchSize', batchSize, MAX_BATCH);
    let rest: KeyRange | null = range;
    let left = limit;
    while (rest && !isEmptyRange(rest) && left > 0) {
      const backoffer = this.#backoffer(options);
      const { cache } = this.#sender;
      const region: Region = reverse
        ? await cache.locateBefore(rest.end, backoffer)
        : await cache.locate(rest.start, backoffer);
      const size = Math.min(batchSize, left);
      const start: Uint8Array = compareBytes(rest.start, region.start) > 0 ? rest.start : region.start;
      const isInside =
        rest.end.length > 0 && (region.end.length === 0 || compareBytes(rest.end, region.end) <= 0);
      const end: Uint8Array = isInside ? rest.end : region.end;
      const bounds: { startKey: Uint8Array; endKey: Uint8Array } = reverse
        ? { startKey: end.length === 0 ? AFTER_ALL_KEYS : end, endKey: start }
        : { startKey: start, endKey: end };
      const answer: kvrpcpb.RawScanResponse | null = await this.#sender.send(
        COMMAND.rawScan,
        region,
        { ...bounds, limit: size, keyOnly, reverse },
        backoffer,
      );
      if (!answer) continue;
      for (const pair of answer.kvs) {
        checkError(pair.error?.abort ?? '');
        yield { key: pair.key, value: pair.value };
        if (--left === 0) return;
      }
      const last: kvrpcpb.KvPair | undefined = answer.kvs.at(-1);
      if (last && answer.kvs.length >= size) {
        rest = reverse ? { start: rest.start, end: last.key } : { start: keyAfter(last.key), end: rest.end };
      } else if (reverse) rest = start.length === 0 ? null : { start: rest.start, end: start };
      else rest = end.length === 0 ? null : { start: end, end: rest.end };
    }
  }

  async #forEachRegion<T>(
    items: readonly T[],
    keyOf: (item: T) => Uint8Array,
    backoffer: Backoffer,
    work: (batch: RegionBatch<T>, backoffer: Backoffer) => Promise<boolean>,
  ): Promise<void> {
    let pending = [...items];
    while (pending.length > 0) {
      const batches = await groupByRegion(pending, keyOf, this.#sender.cache, backoffer);
      pending = [];
      await Promise.all(
        batches.map(async (batch) => {
          if (!(await work(batch, backoffer.fork()))) pending.push(...batch.items);
        }),
      );
    }
  }

  #backoffer(options: CallOptions | undefined): Backoffer {
    return createBackoffer(this.#context, BUDGET.raw, options);
  }
}

function checkError(error: string): void {
  if (error !== '') throw new ServerError({ message: error });
}
