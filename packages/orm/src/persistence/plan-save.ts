/**
 * What a save means: from the row as it was and the values it shall have to everything that must be written.
 *
 * Entries to delete are those that the row's own manifest lists; entries to write those that today's definitions give for the
 * new values. An entry in both is left alone.
 */

import { isDeepStrictEqual } from 'node:util';
import { type KeyValue, toLatin1 } from '@tito/tikv';
import type { DecodedRow, ManifestEntry } from '../codec/row-codec';
import { InvalidValueError, ValueTooLargeError } from '../errors';
import { type Change, planEvents } from '../events/event-planner';
import { entriesOf } from '../keys/index-entries';
import type { Operation } from '../metadata/event-options';
import { REFUSED, typeInWords } from '../metadata/kinds';
import type { ColumnMetadata } from '../metadata/model-metadata';
import { type StoredValues, storedForm } from '../metadata/stored-form';
import type { BoundIndex, BoundModel } from './bound-model';
import type { RowPlan } from './row-plan';

/** Largest row: TiKV takes values of up to 6 MiB. */
export const MAX_ROW_BYTES = 6 * 1024 * 1024 - 1024;

export interface SaveOptions {
  /** False: the `@Event`s of the model make none. An object: they do, and the events carry the metadata. */
  readonly events?: boolean | { readonly metadata?: Readonly<Record<string, unknown>> };
}

/** How the builder of an index plans: it is the one that gives older rows their entries. */
export interface BuildOptions {
  /** Keys of unique entries that other rows own: the row goes without them. */
  readonly taken: ReadonlySet<string>;
}

interface Entry {
  readonly index: BoundIndex;
  readonly manifest: ManifestEntry;
}

/**
 * @param before the row as it is stored; null for one that must not exist yet
 * @param values the complete row
 * @param op what events call the change: `delete` for a row that is marked as deleted
 * @param build for those who build indexes
 */
export function planSave(
  model: BoundModel,
  before: DecodedRow | null,
  values: StoredValues,
  { events = true }: SaveOptions = {},
  op: Operation = before === null ? 'insert' : 'update',
  build: BuildOptions | null = null,
): RowPlan {
  model.checkWritable();
  const id = values[model.metadata.id.property] as string;
  const entityAfter = lazy(() => frozenEntity(model, id, values));
  const indexed = withComputed(model, values, entityAfter);
  const owned = new Set((before?.manifest ?? []).map(entryName));
  const isLeft = build === null ? leftToBuilder(model, id, before, owned) : takenByOthers(model, id, build);
  const entries = model.writtenIndexes
    .flatMap((index) => entriesIn(index, indexed, entityAfter))
    .filter((entry) => !isLeft(entry));
  const fresh = entries.filter(
    ({ index, manifest }) => !owned.has(entryName(manifest)) || coversChange(index, before, values),
  );
  const change: Change = {
    op,
    id,
    before: before?.values ?? null,
    after: op === 'delete' ? null : values,
    entityBefore: lazy(() => (before === null ? null : frozenEntity(model, id, before.values))),
    entityAfter: op === 'delete' ? () => null : entityAfter,
  };
  return {
    model,
    id,
    row: {
      op: before === null ? 'insert' : 'put',
      key: model.rowKey(id),
      value: encodeRow(model, values, entries, before),
    },
    removed: removedEntries(model, id, before, new Set(entries.map(({ manifest }) => entryName(manifest)))),
    entries: fresh
      .filter(({ manifest }) => !manifest.unique)
      .map((entry) => entryPair(model, id, values, entry)),
    claims: fresh
      .filter(({ manifest }) => manifest.unique)
      .map((entry) => entryPair(model, id, values, entry)),
    events: events === false ? [] : planEvents(model.metadata, change),
    eventOptions: typeof events === 'object' ? events : {},
  };
}

/** Entries of the row as it was that are not among the given ones. */
export function removedEntries(
  model: BoundModel,
  id: string,
  before: DecodedRow | null,
  kept: ReadonlySet<string>,
): RowPlan['removed'] {
  const removed = (before?.manifest ?? []).filter((entry) => !kept.has(entryName(entry)));
  return removed.map((entry) => {
    return { key: model.layout.entry(model.addressOf(entry), entry.parts, id), unique: entry.unique };
  });
}

/** A row's values as a frozen instance of its class, for functions that users wrote. */
export function frozenEntity(model: BoundModel, id: string, values: StoredValues): object {
  const { codec, hydration } = model;
  return Object.freeze(codec.hydrate(model.rowKey(id), id, codec.encode(values, []), hydration));
}

/** The entries that a row shall have: key, value, and what its manifest says of each. */
export function expectedEntries(
  model: BoundModel,
  id: string,
  values: StoredValues,
): (KeyValue & { readonly index: BoundIndex; readonly manifest: ManifestEntry })[] {
  const entity = lazy(() => frozenEntity(model, id, values));
  const indexed = withComputed(model, values, entity);
  return model.writtenIndexes
    .flatMap((index) => entriesIn(index, indexed, entity))
    .map((entry) => ({ ...entryPair(model, id, values, entry), ...entry }));
}

/**
 * Which entries a change leaves to the builder of a unique index: those that the row should have had before. Another row may
 * own them, and a change of something else must not fail for that.
 */
function leftToBuilder(
  model: BoundModel,
  id: string,
  before: DecodedRow | null,
  owned: ReadonlySet<string>,
): (entry: Entry) => boolean {
  if (before === null) return () => false;
  const entity = lazy(() => frozenEntity(model, id, before.values));
  const values = lazy(() => withComputed(model, before.values, entity));
  return ({ index, manifest }) =>
    index.metadata.unique &&
    index.state !== 'readable' &&
    !owned.has(entryName(manifest)) &&
    entriesIn(index, values(), entity).some((each) => entryName(each.manifest) === entryName(manifest));
}

function takenByOthers(model: BoundModel, id: string, { taken }: BuildOptions): (entry: Entry) => boolean {
  return ({ index, manifest }) =>
    manifest.unique && taken.has(toLatin1(model.layout.entry(index.address, manifest.parts, id)));
}

function entriesIn(index: BoundIndex, values: StoredValues, entity: () => object): Entry[] {
  const { indexId, generation, unique } = index.address;
  return entriesOf(index.metadata, values, entity).map((parts) => ({
    index,
    manifest: { indexId, generation, unique, parts },
  }));
}

function encodeRow(
  model: BoundModel,
  values: StoredValues,
  entries: readonly Entry[],
  before: DecodedRow | null,
): Uint8Array {
  const manifest = entries.map((entry) => entry.manifest);
  const value = model.codec.encode(values, manifest, before?.unknown);
  if (value.length > MAX_ROW_BYTES) {
    throw new ValueTooLargeError('a row is too large', {
      model: model.metadata.name,
      limit: MAX_ROW_BYTES,
      actual: value.length,
    });
  }
  return value;
}

/** The value is never empty: some clients of TiKV take an empty value for a deletion. */
function entryPair(
  model: BoundModel,
  id: string,
  values: StoredValues,
  { index, manifest }: Entry,
): KeyValue {
  const key = model.layout.entry(index.address, manifest.parts, id);
  const { unique, covering } = index.metadata;
  return { key, value: unique ? model.layout.encodeId(id) : model.codec.encodeCovered(values, covering) };
}

/** True when an entry keeps its place and copies of fields in it are out of date. */
function coversChange({ metadata }: BoundIndex, before: DecodedRow | null, values: StoredValues): boolean {
  return metadata.covering.some(
    ({ property }) => !isDeepStrictEqual(before?.values[property], values[property]),
  );
}

/** The values with those of getters, which indexes and conditions may name. */
function withComputed({ metadata }: BoundModel, values: StoredValues, entity: () => object): StoredValues {
  if (metadata.computed.length === 0) return values;
  const computed: Record<string, unknown> = {};
  for (const column of metadata.computed) {
    computed[column.property] = computedValue(metadata.name, column, entity() as StoredValues);
  }
  return { ...values, ...computed };
}

function computedValue(model: string, column: ColumnMetadata, entity: StoredValues): unknown {
  const value = entity[column.property] ?? null;
  const stored = value === null ? null : storedForm(column, value);
  if (stored !== REFUSED) return stored;
  throw new InvalidValueError({
    model,
    field: column.property,
    expected: column.shape.of === 'value' ? column.shape.kind.expected : 'a value',
    got: typeInWords(value),
  });
}

function entryName({ indexId, generation, parts }: ManifestEntry): string {
  return `${indexId}.${generation}.${Buffer.from(parts.buffer, parts.byteOffset, parts.length).toString('latin1')}`;
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
