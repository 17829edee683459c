/** Rows of models as lines of text, all of one moment, as many in memory as one request brings. */

import { type KeyRange, type KeyValue, type KvReader, type TikvClient, keyAfter } from '@tito/tikv';
import { InvalidQueryError } from '../errors';
import type { BoundModel } from '../persistence/bound-model';
import { endLine, headerLine, rowLine } from './export-format';
import { toJsonValue } from './json-values';

/** What one request should bring; how many rows that are is learned from the rows before. */
const PAGE_BYTES = 1024 * 1024;
const FIRST_PAGE_ROWS = 64;
const MAX_PAGE_ROWS = 1024;

/** Where an export stands: plain data, to be kept beside what was written. */
export interface ExportPosition {
  /** The timestamp of all rows, in decimal. */
  readonly at: string;
  /** The model that is being exported, and the last row of it; null before the first. */
  readonly model: string;
  readonly after: string | null;
  /** Rows so far, of all models. */
  readonly rows: number;
}

export interface ExportOptions {
  /** The moment: a timestamp, or a Date; now by default. */
  readonly at?: bigint | Date | undefined;
  /** Goes on after this position, as of the same moment and without a header; `at` is not looked at then. */
  readonly resume?: ExportPosition | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called when the lines of a page of rows were taken by the caller, and before the end. */
  readonly onProgress?: ((position: ExportPosition) => void) | undefined;
}

/** @param ts the moment; that of `resume` when there is one */
export async function* exportModels(
  client: TikvClient,
  models: readonly BoundModel[],
  ts: bigint,
  { resume, signal, onProgress }: Omit<ExportOptions, 'at'>,
): AsyncGenerator<string, void, undefined> {
  const at = ts.toString();
  const first = resume === undefined ? 0 : models.findIndex(({ metadata }) => metadata.name === resume.model);
  if (first < 0) throw new InvalidQueryError('the position is of a model that is not exported', {});
  await using _hold = await client.gc.hold(ts, { signal });
  const reader = client.snapshot(ts);
  let rows = resume?.rows ?? 0;
  if (resume === undefined)
    yield headerLine(
      at,
      models.map(({ metadata }) => metadata),
    );
  for (const [i, model] of models.slice(first).entries()) {
    const { name } = model.metadata;
    const after = i === 0 ? (resume?.after ?? null) : null;
    for await (const page of pages(reader, rangeAfter(model, after), signal)) {
      let last = '';
      for (const { key, value } of page) {
        last = model.layout.idInRow(key);
        yield rowLine(name, last, jsonOf(model, key, last, value));
      }
      rows += page.length;
      onProgress?.({ at, model: name, after: last, rows });
    }
  }
  yield endLine(rows);
}

function rangeAfter(model: BoundModel, after: string | null): KeyRange {
  const { start, end } = model.layout.rows(model.id);
  return { start: after === null ? start : keyAfter(model.rowKey(after)), end };
}

/** Pages of about a mebibyte; the next one is under way while one is used. */
async function* pages(
  reader: KvReader,
  range: KeyRange,
  signal: AbortSignal | undefined,
): AsyncGenerator<KeyValue[], void, undefined> {
  const fetch = (start: Uint8Array, limit: number): Promise<KeyValue[]> => {
    const page = collect(reader, { start, end: range.end }, limit, signal);
    page.catch(() => undefined); // heard when it is awaited; not when the caller has stopped
    return page;
  };
  let size = FIRST_PAGE_ROWS;
  let next: Promise<KeyValue[]> | null = fetch(range.start, size);
  while (next !== null) {
    const page: KeyValue[] = await next;
    const last = page.at(-1);
    if (last === undefined) return;
    const isLast = page.length < size;
    size = sizeAfter(page);
    next = isLast ? null : fetch(keyAfter(last.key), size);
    yield page;
  }
}

async function collect(
  reader: KvReader,
  range: KeyRange,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<KeyValue[]> {
  const pairs: KeyValue[] = [];
  for await (const pair of reader.scan(range, { limit, batchSize: limit, signal })) pairs.push(pair);
  return pairs;
}

function sizeAfter(page: readonly KeyValue[]): number {
  const bytes = page.reduce((sum, { value }) => sum + value.length, 0);
  return Math.max(1, Math.min(MAX_PAGE_ROWS, Math.floor((PAGE_BYTES * page.length) / Math.max(1, bytes))));
}

function jsonOf(model: BoundModel, key: Uint8Array, id: string, bytes: Uint8Array): Record<string, unknown> {
  const { values } = model.codec.decode(key, id, bytes);
  const json: Record<string, unknown> = {};
  for (const column of model.metadata.columns) {
    const value = values[column.property];
    if (value !== undefined) json[column.column] = toJsonValue(column, value);
  }
  return json;
}
