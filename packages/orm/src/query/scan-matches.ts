/**
 * The rows of a plan, one after the other: scans of the index and batches of rows, in as few requests as the limit allows.
 */

import {
  type KeyRange,
  type KeyValue,
  type KvReader,
  compareBytes,
  intersectRanges,
  isEmptyRange,
  keyAfter,
} from '@tito/tikv';
import type { Hydration } from '../codec/row-codec';
import { IndexIntegrityError, ScanLimitError } from '../errors';
import { satisfies } from '../metadata/conditions';
import { storedForm } from '../metadata/stored-form';
import type { BoundIndex, BoundModel } from '../persistence/bound-model';
import { isExpired, isMarkedDeleted } from '../persistence/read-rows';
import type { QueryPlan } from './query-plan';

/** Pairs of one request. */
export const SCAN_CHUNK = 256;

export interface Match {
  /** The key of the entry, or of the row: where it stands in the order of the query. */
  readonly key: Uint8Array;
  readonly entity: object;
}

export interface ScanRequest {
  readonly plan: QueryPlan;
  readonly reader: KvReader;
  readonly hydration: Hydration;
  readonly reverse: boolean;
  /** Begins after this key, in the direction of the scan. */
  readonly after: Uint8Array | null;
  /** How many matches the caller will take, if it knows: sizes the requests. */
  readonly wanted: number | null;
  /** What else rows must satisfy. */
  readonly filters: readonly ((entity: never) => boolean)[];
  /** How many rows may be looked at in vain, since the last match. */
  readonly maxScan: number;
  /** The entries have all that is wanted of the rows: these are not read. */
  readonly isCovered: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Matches in chunks, each as large as one request found. */
export async function* scanMatches(request: ScanRequest): AsyncGenerator<Match[]> {
  const { plan, wanted, reader } = request;
  if (plan.index !== null) await plan.model.admit(plan.index, reader);
  const isRefusing = request.filters.length > 0 || plan.residual.length > 0;
  const isFiltered = isRefusing || plan.mayRepeat || plan.hidesDeleted;
  let missing = wanted ?? Infinity;
  let inVain = 0;
  for await (const pairs of scanPairs(request, () =>
    isFiltered ? SCAN_CHUNK : Math.min(missing, SCAN_CHUNK),
  )) {
    const matches = (await load(request, pairs)).filter((match) => accepts(request, match));
    if (matches.length > 0) yield matches;
    missing -= matches.length;
    if (missing <= 0) return;
    inVain = matches.length > 0 ? 0 : inVain + pairs.length;
    if (isRefusing && inVain >= request.maxScan) {
      throw new ScanLimitError({
        model: plan.model.metadata.name,
        index: plan.index?.metadata.name,
        limit: request.maxScan,
      });
    }
  }
}

/** Raw pairs of all ranges in the direction of the scan, request by request. */
async function* scanPairs(request: ScanRequest, chunkSize: () => number): AsyncGenerator<KeyValue[]> {
  const { plan, reader, reverse, signal } = request;
  if (plan.arePoints ?? false) {
    yield* getPairs(request, chunkSize);
    return;
  }
  for (const range of remainingRanges(request)) {
    let rest = range;
    while (!isEmptyRange(rest)) {
      const limit = chunkSize();
      const pairs: KeyValue[] = [];
      for await (const pair of reader.scan(rest, { limit, batchSize: limit, reverse, signal }))
        pairs.push(pair);
      const last = pairs.at(-1);
      if (last !== undefined) yield pairs;
      if (last === undefined || pairs.length < limit) break;
      rest = reverse ? { start: rest.start, end: last.key } : { start: keyAfter(last.key), end: rest.end };
    }
  }
}

/** The same where each range is one key: those that have a value, batch by batch. */
export async function* getPairs(request: ScanRequest, chunkSize: () => number): AsyncGenerator<KeyValue[]> {
  const keys = remainingRanges(request).map(({ start }) => start);
  let at = 0;
  while (at < keys.length) {
    const batch = keys.slice(at, at + chunkSize());
    const values = await request.reader.batchGet(batch, { signal: request.signal });
    const pairs = batch.flatMap((key, i): KeyValue[] => {
      const value = values[i] ?? null;
      return value === null ? [] : [{ key, value }];
    });
    if (pairs.length > 0) yield pairs;
    at += batch.length;
  }
}

function remainingRanges({ plan, reverse, after }: ScanRequest): KeyRange[] {
  const ranges = reverse ? [...plan.ranges].reverse() : [...plan.ranges];
  if (after === null) return ranges;
  const rest: KeyRange = reverse
    ? { start: new Uint8Array(), end: after }
    : { start: keyAfter(after), end: new Uint8Array() };
  return ranges.map((range) => intersectRanges(range, rest)).filter((range) => !isEmptyRange(range));
}

/** The rows of the pairs: the pairs themselves, or one batch of what the entries point at. */
async function load(
  request: ScanRequest,
  pairs: readonly KeyValue[],
): Promise<(Match & { bytes: Uint8Array; id: string })[]> {
  const { plan, reader, hydration, signal } = request;
  const { model, index } = plan;
  if (index === null) {
    return pairs.map(({ key, value }) => {
      const id = model.layout.idInRow(key);
      return { key, id, bytes: value, entity: model.codec.hydrate(key, id, value, hydration) };
    });
  }
  const directions = index.metadata.parts.map(({ isDescending }) => isDescending);
  const ids = pairs.map((pair) => model.layout.idInEntry(pair, index.address, directions));
  if (request.isCovered) {
    return pairs.map(({ key, value }, i) => {
      const id = ids[i] as string;
      return { key, id, bytes: value, entity: model.codec.hydrateCovered(key, id, value, hydration) };
    });
  }
  const keys = ids.map((id) => model.rowKey(id));
  const rows = await reader.batchGet(keys, { signal });
  return pairs.map(({ key }, i) => {
    const bytes = rows[i] ?? dangling(model, index, key);
    const id = ids[i] as string;
    return { key, id, bytes, entity: model.codec.hydrate(keys[i] as Uint8Array, id, bytes, hydration) };
  });
}

function accepts(request: ScanRequest, match: Match & { bytes: Uint8Array; id: string }): boolean {
  const { plan, filters } = request;
  const { queryable } = plan.model.metadata;
  const entity = match.entity as Record<string, unknown>;
  const stored = (property: string): unknown => {
    const value = entity[property];
    return value === undefined || value === null ? null : storedForm(queryable.get(property) ?? null, value);
  };
  return (
    !isExpired(plan.model, entity) &&
    !(plan.hidesDeleted && isMarkedDeleted(plan.model.metadata, entity)) &&
    satisfies(plan.residual, stored) &&
    (!plan.mayRepeat || isFirstEntry(request, match)) &&
    filters.every((filter) => filter(match.entity as never))
  );
}

/** A row with several entries in the ranges comes with the first of them, which its manifest tells. */
function isFirstEntry(
  { plan, reverse }: ScanRequest,
  { key, id, bytes }: { key: Uint8Array; id: string; bytes: Uint8Array },
): boolean {
  const { model } = plan;
  const { address } = plan.index as BoundIndex;
  const others = model.codec
    .manifest(model.rowKey(id), bytes)
    .filter(({ indexId, generation }) => indexId === address.indexId && generation === address.generation)
    .map(({ parts }) => model.layout.entry(address, parts, id));
  return others.every((other) => {
    const order = compareBytes(other, key);
    return (reverse ? order <= 0 : order >= 0) || !plan.ranges.some((range) => contains(range, other));
  });
}

function contains({ start, end }: KeyRange, key: Uint8Array): boolean {
  return compareBytes(start, key) <= 0 && (end.length === 0 || compareBytes(key, end) < 0);
}

function dangling(model: BoundModel, index: BoundIndex, key: Uint8Array): never {
  throw new IndexIntegrityError('the row of the entry does not exist', key, {
    model: model.metadata.name,
    index: index.metadata.name,
  });
}
