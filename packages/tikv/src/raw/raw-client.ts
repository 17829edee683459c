/** Raw keys and values: no transactions, each call for itself. Never for keys that transactions use. */

import { InvalidArgumentError, type KeyRange, isEmptyRange, toLatin1 } from '@tito/protocol';
import { RawOutcomeUnknownError } from '../errors';
import type { CallOptions } from '../kv-reader';
import { checkKey, checkValue } from '../limits';
import { SendHistory } from '../region/send-history';
import { BUDGET } from '../retry/backoff-table';
import type { Backoffer } from '../retry/backoffer';
import { COMMAND } from '../rpc/store-commands';
import {
  type RawChecksum,
  type RawKeyOptions,
  type RawPair,
  type RawPutOptions,
  type RawPutPair,
  type RawReadOptions,
  type RawScanOptions,
  type RawSwap,
  type RawWriteOptions,
  familyOf,
  ttlOf,
} from './raw-options';
import { RawRequests, type RawRooms, checkRefusal } from './raw-requests';
import { clip, scanRaw } from './raw-scan';

export class RawClient {
  readonly #rooms: RawRooms;
  readonly #requests: RawRequests;

  constructor(rooms: RawRooms) {
    this.#rooms = rooms;
    this.#requests = new RawRequests(rooms);
  }

  /** The value, or null when the key is absent. An empty value is a value. */
  async get(key: Uint8Array, options?: RawReadOptions): Promise<Uint8Array | null> {
    const request = { key: this.#encode(key), cf: this.#family(options) };
    const backoffer = this.#requests.backoffer(options);
    const sending = { read: options };
    const answer = await this.#requests.toKey(COMMAND.rawGet, request.key, request, backoffer, sending);
    checkRefusal(answer.error);
    return answer.notFound ? null : answer.value;
  }

  async put(key: Uint8Array, value: Uint8Array, options?: RawPutOptions): Promise<void> {
    checkValue(value);
    const forCas = options?.atomic ?? false;
    const request = { key: this.#encode(key), value, ttl: ttlOf(options), cf: this.#family(options), forCas };
    const backoffer = this.#requests.backoffer(options);
    const answer = await this.#requests.toKey(COMMAND.rawPut, request.key, request, backoffer);
    checkRefusal(answer.error);
  }

  /** Deleting an absent key succeeds. */
  async delete(key: Uint8Array, options?: RawWriteOptions): Promise<void> {
    const forCas = options?.atomic ?? false;
    const request = { key: this.#encode(key), cf: this.#family(options), forCas };
    const backoffer = this.#requests.backoffer(options);
    const answer = await this.#requests.toKey(COMMAND.rawDelete, request.key, request, backoffer);
    checkRefusal(answer.error);
  }

  /** The values in the order of the keys, null for absent ones. */
  async batchGet(keys: readonly Uint8Array[], options?: RawReadOptions): Promise<(Uint8Array | null)[]> {
    const encoded = keys.map((key) => this.#encode(key));
    const cf = this.#family(options);
    const found = new Map<string, Uint8Array>();
    await this.#requests.inBatches(
      COMMAND.rawBatchGet,
      distinct(encoded),
      (key) => key,
      (key) => key.length,
      (batch) => ({ keys: batch, cf }),
      this.#requests.backoffer(options),
      ({ pairs }) => {
        for (const { key, value, error } of pairs) {
          checkRefusal(error?.abort ?? '');
          found.set(toLatin1(key), value);
        }
      },
      { read: options },
    );
    return encoded.map((key) => found.get(toLatin1(key)) ?? null);
  }

  /**
   * Puts many pairs; of two with the same key the last one counts. What goes to one region in one request is written as
   * a whole, nothing more: after an error some pairs may be written.
   */
  async batchPut(pairs: readonly RawPutPair[], options?: RawPutOptions): Promise<void> {
    const ttl = ttlOf(options);
    const last = new Map<string, RawPair & { readonly ttl: bigint }>();
    for (const pair of pairs) {
      checkValue(pair.value);
      const key = this.#encode(pair.key);
      last.set(toLatin1(key), {
        key,
        value: pair.value,
        ttl: pair.ttlSeconds === undefined ? ttl : ttlOf(pair),
      });
    }
    const cf = this.#family(options);
    const forCas = options?.atomic ?? false;
    await this.#requests.inBatches(
      COMMAND.rawBatchPut,
      [...last.values()],
      (pair) => pair.key,
      (pair) => pair.key.length + pair.value.length,
      (batch) => {
        const hasTtl = batch.some((pair) => pair.ttl > 0n);
        return { pairs: batch, ttls: hasTtl ? batch.map((pair) => pair.ttl) : [], cf, forCas };
      },
      this.#requests.backoffer(options),
      ({ error }) => checkRefusal(error),
    );
  }

  async batchDelete(keys: readonly Uint8Array[], options?: RawWriteOptions): Promise<void> {
    const cf = this.#family(options);
    const forCas = options?.atomic ?? false;
    await this.#requests.inBatches(
      COMMAND.rawBatchDelete,
      distinct(keys.map((key) => this.#encode(key))),
      (key) => key,
      (key) => key.length,
      (batch) => ({ keys: batch, cf, forCas }),
      this.#requests.backoffer(options),
      ({ error }) => checkRefusal(error),
    );
  }

  /** The pairs of a range in key order, fetched page by page; no page is consistent with another. */
  scan(range: KeyRange, options?: RawScanOptions): AsyncGenerator<RawPair, void, undefined> {
    return scanRaw(this.#requests, this.#rooms.codec, range, options);
  }

  /** Deletes all keys of a range, region by region; not atomic. */
  async deleteRange(range: KeyRange, options?: RawKeyOptions): Promise<void> {
    const cf = this.#family(options);
    await this.#throughRegions(range, options, async (startKey, endKey, backoffer) => {
      const region = await this.#requests.locate(startKey, backoffer);
      const part = clip({ start: startKey, end: endKey }, region);
      const answer = await this.#requests.toRegion(
        COMMAND.rawDeleteRange,
        region,
        { startKey: part.start, endKey: part.end, cf },
        backoffer,
      );
      checkRefusal(answer?.error ?? '');
      return answer && part.end;
    });
  }

  /**
   * The seconds that a key has left to live, 0 when it lives for ever, null when it is absent.
   *
   * Needs API version 2, or `rawTtl: true` among the options of `connect`: a store without times to live does not
   * survive the question.
   */
  async getTtl(key: Uint8Array, options?: RawReadOptions): Promise<number | null> {
    if (!this.#rooms.hasTtl) {
      throw new InvalidArgumentError('rawTtl', 'say at connect that this cluster keeps times to live');
    }
    const request = { key: this.#encode(key), cf: this.#family(options) };
    const backoffer = this.#requests.backoffer(options);
    const sending = { read: options };
    const answer = await this.#requests.toKey(COMMAND.rawGetTtl, request.key, request, backoffer, sending);
    checkRefusal(answer.error);
    return answer.notFound ? null : Number(answer.ttl);
  }

  /**
   * Puts a value if the key has `expected`, or if it is absent when that is null. Other writes to the same keys must be
   * `atomic`.
   *
   * @throws RawOutcomeUnknownError `TIKV_RAW_OUTCOME_UNKNOWN` when the answer was lost: swapped or not. It is never sent
   * twice. The caller's own signal ends it with `TIKV_ABORTED`, which tells as little.
   */
  async compareAndSwap(
    key: Uint8Array,
    expected: Uint8Array | null,
    value: Uint8Array,
    options?: Omit<RawPutOptions, 'atomic'>,
  ): Promise<RawSwap> {
    if (expected !== null) checkValue(expected);
    checkValue(value);
    const request = {
      key: this.#encode(key),
      value,
      ...(expected === null ? { previousNotExist: true } : { previousValue: expected }),
      ttl: ttlOf(options),
      cf: this.#family(options),
    };
    const backoffer = this.#requests.backoffer(options);
    const history = new SendHistory();
    try {
      const sending = { history, isOnce: true };
      const answer = await this.#requests.toKey(
        COMMAND.rawCompareAndSwap,
        request.key,
        request,
        backoffer,
        sending,
      );
      checkRefusal(answer.error);
      return { swapped: answer.succeed, previous: answer.previousNotExist ? null : answer.previousValue };
    } catch (error) {
      if (history.lost === error) throw outcomeOf(error, key, options);
      throw error;
    }
  }

  /** What the cluster makes of a range, to compare it with another one. Not of one moment. */
  async checksum(range: KeyRange, options?: CallOptions): Promise<RawChecksum> {
    let [checksum, pairs, bytes] = [0n, 0n, 0n];
    await this.#throughRegions(range, options, async (startKey, endKey, backoffer) => {
      const region = await this.#requests.locate(startKey, backoffer);
      const part = clip({ start: startKey, end: endKey }, region);
      const ranges = [{ startKey: part.start, endKey: part.end }];
      const answer = await this.#requests.toRegion(COMMAND.rawChecksum, region, { ranges }, backoffer);
      if (!answer) return null;
      checkRefusal(answer.error);
      checksum ^= answer.checksum;
      pairs += answer.totalKvs;
      bytes += answer.totalBytes;
      return part.end;
    });
    return { checksum, pairs, bytes };
  }

  /** `step` does the part of the range in its first region, and says where that ended; null when it has to be repeated. */
  async #throughRegions(
    range: KeyRange,
    options: CallOptions | undefined,
    step: (start: Uint8Array, end: Uint8Array, backoffer: Backoffer) => Promise<Uint8Array | null>,
  ): Promise<void> {
    const { start, end } = this.#rooms.codec.encodeRange(range);
    const backoffer = this.#requests.backoffer(options, BUDGET.deleteRange);
    for (let from = start; !isEmptyRange({ start: from, end });) {
      const until = await step(from, end, backoffer);
      if (until === null) continue;
      if (until.length === 0) return;
      from = until;
    }
  }

  #encode(key: Uint8Array): Uint8Array {
    checkKey(key);
    return this.#rooms.codec.encodeKey(key);
  }

  #family(options: RawKeyOptions | undefined): string {
    return familyOf(this.#rooms.codec.apiVersion, options);
  }
}

function distinct(keys: readonly Uint8Array[]): Uint8Array[] {
  return [...new Map(keys.map((key) => [toLatin1(key), key])).values()];
}

/** The caller's own signal stays what it is. */
function outcomeOf(error: unknown, key: Uint8Array, options: CallOptions | undefined): unknown {
  return options?.signal?.aborted === true ? error : new RawOutcomeUnknownError(key, error);
}
