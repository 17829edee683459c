/**
 * Compares indexes with their rows, both ways, in one snapshot and with bounded memory: for each row the entries that it should
 * have, for each entry the row that should have it.
 */

import { type KeyValue, type Snapshot, equalBytes, prefixRange, toHex, toLatin1 } from '@tito/tikv';
import type { IndexFinding, IndexSelection, VerifyOptions, VerifyReport } from '../catalog/schema-changes';
import type { DecodedRow } from '../codec/row-codec';
import { UnknownIndexError, UnknownModelError } from '../errors';
import type { BoundIndex, BoundModel } from '../persistence/bound-model';
import { expectedEntries } from '../persistence/plan-save';
import type { MaintenanceContext } from './maintenance-context';
import { Pace } from './pace';

const CHUNK = 512;
const DEFAULT_LISTED = 100;

/** A finding with what is needed to mend it. */
export interface Finding extends IndexFinding {
  readonly bound: BoundModel;
  readonly boundIndex: BoundIndex;
  readonly entryKey: Uint8Array;
  /** The row that it is about. */
  readonly id: string;
}

/** Verifies the readable indexes that are selected. @param hear gets every finding, in order */
export async function verifyIndexes(
  context: MaintenanceContext,
  options: VerifyOptions,
  hear: (finding: Finding) => Promise<void> | void = () => undefined,
): Promise<VerifyReport> {
  const { client } = context;
  const { limit = DEFAULT_LISTED, signal } = options;
  await context.schema.renew();
  const selected = selectIndexes(context.models, options);
  const ts = await client.timestamp({ signal });
  await using _hold = await client.gc.hold(ts, { signal });
  const snapshot = client.snapshot(ts);
  const counts = { missing: 0, dangling: 0, wrong: 0, unlisted: 0 };
  const findings: IndexFinding[] = [];
  const report = async (finding: Finding): Promise<void> => {
    counts[finding.kind]++;
    const { model, index, kind, key } = finding;
    if (findings.length < limit) findings.push({ model, index, kind, key });
    await hear(finding);
  };
  const pace = new Pace(options.rowsPerSecond);
  const work: Work = { snapshot, pace, signal, report };
  let [rows, entries] = [0, 0];
  for (const { model, indexes } of selected) {
    if (indexes.length === 0) continue;
    rows += await verifyRows(work, model, indexes);
    for (const index of indexes) entries += await verifyEntries(work, model, index);
  }
  const isRight = Object.values(counts).every((count) => count === 0);
  return { at: ts.toString(), rows, entries, counts, findings, isRight };
}

/** @throws UnknownModelError, UnknownIndexError */
function selectIndexes(
  models: readonly BoundModel[],
  { model: modelName, index: indexName }: IndexSelection,
): { readonly model: BoundModel; readonly indexes: readonly BoundIndex[] }[] {
  const chosen = models.filter(({ metadata }) => modelName === undefined || metadata.name === modelName);
  if (chosen.length === 0)
    throw new UnknownModelError({ model: modelName, known: models.map(({ metadata }) => metadata.name) });
  return chosen.map((model) => {
    const readable = model.writtenIndexes.filter(({ state }) => state === 'readable');
    const indexes = readable.filter(
      ({ metadata }) => indexName === undefined || metadata.storedName === indexName,
    );
    if (indexName !== undefined && indexes.length === 0) {
      const known = readable.map(({ metadata }) => metadata.storedName);
      throw new UnknownIndexError({ model: model.metadata.name, index: indexName, known });
    }
    return { model, indexes };
  });
}

interface Work {
  readonly snapshot: Snapshot;
  readonly pace: Pace;
  readonly signal: AbortSignal | undefined;
  readonly report: (finding: Finding) => Promise<void>;
}

async function verifyRows(work: Work, model: BoundModel, indexes: readonly BoundIndex[]): Promise<number> {
  let rows = 0;
  for await (const pairs of inChunks(work, model.layout.rows(model.id))) {
    rows += pairs.length;
    await verifySomeRows(work, model, indexes, pairs);
  }
  return rows;
}

async function verifySomeRows(
  { snapshot, report, signal }: Work,
  model: BoundModel,
  indexes: readonly BoundIndex[],
  pairs: readonly KeyValue[],
): Promise<void> {
  const wanted = pairs.flatMap(({ key, value }) => {
    const id = model.layout.idInRow(key);
    const row = model.codec.decode(key, id, value);
    const expected = expectedEntries(model, id, row.values).filter(({ index }) => isOneOf(indexes, index));
    return [{ id, row, expected }];
  });
  const all = wanted.flatMap(({ expected }) => expected.map(({ key }) => key));
  const values = await snapshot.batchGet(all, { signal });
  const found = new Map(all.map((key, i) => [toLatin1(key), values[i] ?? null]));
  for (const { id, row, expected } of wanted) {
    const listed = new Set(listedKeys(model, indexes, id, row).map(({ key }) => toLatin1(key)));
    for (const { key, value, index } of expected) {
      const stored = found.get(toLatin1(key)) ?? null;
      const isListed = listed.delete(toLatin1(key));
      const kind =
        stored === null ? 'missing' : !equalBytes(stored, value) ? 'wrong' : isListed ? null : 'unlisted';
      if (kind !== null) await report(finding(model, index, kind, key, id));
    }
    for (const { key, index } of listedKeys(model, indexes, id, row))
      if (listed.has(toLatin1(key))) await report(finding(model, index, 'unlisted', key, id));
  }
}

async function verifyEntries(work: Work, model: BoundModel, index: BoundIndex): Promise<number> {
  const directions = index.metadata.parts.map(({ isDescending }) => isDescending);
  let entries = 0;
  for await (const pairs of inChunks(work, prefixRange(model.layout.indexPrefix(index.address)))) {
    entries += pairs.length;
    const ids = pairs.map((pair) => model.layout.idInEntry(pair, index.address, directions));
    const keys = ids.map((id) => model.rowKey(id));
    const rows = await work.snapshot.batchGet(keys, { signal: work.signal });
    for (const [i, { key }] of pairs.entries()) {
      const id = ids[i] as string;
      const bytes = rows[i] ?? null;
      const row = bytes === null ? null : model.codec.decode(keys[i] as Uint8Array, id, bytes);
      const isOwned =
        row !== null && listedKeys(model, [index], id, row).some((each) => equalBytes(each.key, key));
      if (isOwned) continue;
      const isExpected =
        row !== null && expectedEntries(model, id, row.values).some((each) => equalBytes(each.key, key));
      if (!isExpected) await work.report(finding(model, index, 'dangling', key, id)); // else: seen with its row
    }
  }
  return entries;
}

/** The entries of indexes that a row's manifest lists. */
function listedKeys(
  model: BoundModel,
  indexes: readonly BoundIndex[],
  id: string,
  { manifest }: DecodedRow,
): { readonly key: Uint8Array; readonly index: BoundIndex }[] {
  return manifest.flatMap((entry) => {
    const index = indexes.find(
      ({ address }) => address.indexId === entry.indexId && address.generation === entry.generation,
    );
    return index === undefined ? [] : [{ key: model.layout.entry(index.address, entry.parts, id), index }];
  });
}

async function* inChunks(
  { snapshot, pace, signal }: Work,
  range: { readonly start: Uint8Array; readonly end: Uint8Array },
): AsyncGenerator<KeyValue[]> {
  let chunk: KeyValue[] = [];
  for await (const pair of snapshot.scan(range, { batchSize: CHUNK, signal })) {
    chunk.push(pair);
    if (chunk.length < CHUNK) continue;
    await pace.spend(chunk.length, signal);
    yield chunk;
    chunk = [];
  }
  await pace.spend(chunk.length, signal);
  if (chunk.length > 0) yield chunk;
}

function isOneOf(indexes: readonly BoundIndex[], { address }: BoundIndex): boolean {
  return indexes.some(
    (index) => index.address.indexId === address.indexId && index.address.generation === address.generation,
  );
}

function finding(
  bound: BoundModel,
  boundIndex: BoundIndex,
  kind: Finding['kind'],
  entryKey: Uint8Array,
  id: string,
): Finding {
  return {
    model: bound.metadata.name,
    index: boundIndex.metadata.storedName,
    kind,
    key: toHex(entryKey),
    bound,
    boundIndex,
    entryKey,
    id,
  };
}
