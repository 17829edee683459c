/**
 * The second half of what `onDelete` promises: everything that the removal of a row reaches, found before anything is written.
 *
 * Breadth first, level by level: the scans of a level's inbound references in parallel, then its rows in one batch. A row that
 * is to be removed is protected before its inbound references are looked for. In an optimistic transaction the removal fails
 * at commit when somebody has pointed at the row since the snapshot, for `check-references.ts` locks its key. In a
 * pessimistic one the lock is waited for, and what was committed meanwhile is looked for beyond the snapshot.
 */

import type { KeyRange, KvReader } from '@tito/tikv';
import type { DecodedRow } from '../codec/row-codec';
import { ReferencedError, ValueTooLargeError } from '../errors';
import type { ModelMetadata } from '../metadata/model-metadata';
import type { BoundIndex, BoundModel } from '../persistence/bound-model';
import { keyRanges } from '../query/key-ranges';
import type { TransactionScope } from '../session/transaction-scope';
import type { SingleRelation } from './check-references';

/** Most rows that one deletion may reach. */
export const MAX_CASCADE_ROWS = 1000;

/** A row that a removal reaches, and what becomes of it. */
export interface ReachedRow {
  readonly model: BoundModel;
  readonly id: string;
  readonly before: DecodedRow;
  /** `remove`: it goes. `mark`: it is marked as deleted. `keep`: it stays, with emptied references. */
  fate: 'remove' | 'mark' | 'keep';
  /** References that are emptied. */
  readonly emptied: Set<string>;
}

/** A reference that does something when the row that it points at is removed. */
export interface Inbound {
  readonly model: BoundModel;
  readonly relation: SingleRelation;
  readonly index: BoundIndex;
}

/** A row of another that points at one that goes. */
interface Pointer {
  readonly inbound: Inbound;
  readonly to: ReachedRow;
  readonly id: string;
}

/**
 * The rows that must be written so that some can go, these among them.
 *
 * @throws ReferencedError for a row that forbids it and does not go itself
 * @throws ValueTooLargeError when they are more than 1000
 */
export async function planDeletion(
  scope: TransactionScope,
  models: readonly BoundModel[],
  first: readonly Pick<ReachedRow, 'model' | 'id' | 'before'>[],
): Promise<ReachedRow[]> {
  const roots = first.map((each): ReachedRow => ({ ...each, fate: 'remove', emptied: new Set() }));
  const reached = new Map(roots.map((root) => [nameOf(root.model, root.id), root]));
  const forbidden: Pointer[] = [];
  let level = roots;
  while (level.length > 0) {
    const pointers = await pointersTo(scope, models, level, MAX_CASCADE_ROWS + 1 - reached.size);
    const rows = await load(scope, pointers, reached);
    const next = new Set<ReachedRow>();
    for (const pointer of pointers) {
      const { inbound, to, id } = pointer;
      const row = rows.get(nameOf(inbound.model, id));
      if (row === undefined || !pointsAt(row, inbound, to)) continue;
      if (inbound.relation.onDelete === 'restrict') forbidden.push(pointer);
      else if (reach(reached, row, inbound.relation)) next.add(row);
      if (reached.size > MAX_CASCADE_ROWS) tooManyRows(roots[0] as ReachedRow);
    }
    level = [...next];
  }
  for (const { inbound, to, id } of forbidden) {
    if (reached.get(nameOf(inbound.model, id))?.fate === 'remove') continue;
    throw new ReferencedError({
      model: to.model.metadata.name,
      id: to.id,
      by: inbound.model.metadata.name,
      property: inbound.relation.property,
    });
  }
  return [...reached.values()];
}

/** Notes what a reference wants of its row. @returns true when the row goes, and was not known to */
function reach(
  reached: Map<string, ReachedRow>,
  row: ReachedRow,
  { onDelete, property }: SingleRelation,
): boolean {
  reached.set(nameOf(row.model, row.id), row);
  if (onDelete === 'setNull') {
    row.emptied.add(property);
    return false;
  }
  if (row.fate !== 'keep') return false;
  row.fate = row.model.metadata.deletedAt === null ? 'remove' : 'mark';
  return row.fate === 'remove';
}

/** Everything that points at rows that go, by inbound references with `onDelete`. */
async function pointersTo(
  scope: TransactionScope,
  models: readonly BoundModel[],
  level: readonly ReachedRow[],
  limit: number,
): Promise<Pointer[]> {
  const wanted = level.flatMap((to) =>
    inboundOf(models, to.model.metadata).map((inbound) => ({ to, inbound })),
  );
  const found = await Promise.all(
    wanted.map(async ({ to, inbound }) => {
      const ids = await idsPointingAt(scope, inbound, to.id, limit);
      return [...ids].map((id): Pointer => ({ inbound, to, id }));
    }),
  );
  return found.flat();
}

/** The references that do something when a row of a model is removed. */
export function inboundOf(models: readonly BoundModel[], target: ModelMetadata): Inbound[] {
  return models.flatMap((model) =>
    [...model.metadata.relations.values()].flatMap((relation) => {
      if (relation.kind !== 'one' || relation.onDelete === 'none' || relation.target() !== target) return [];
      return relation.index === null ? [] : [{ model, relation, index: model.index(relation.index) }];
    }),
  );
}

/** The rows that point at one by a reference, up to a number of them. */
export async function idsPointingAt(
  scope: TransactionScope,
  { model, index }: Inbound,
  id: string,
  limit: number,
): Promise<Set<string>> {
  const directions = index.metadata.parts.map(({ isDescending }) => isDescending);
  const ranges = keyRanges(model.layout.indexPrefix(index.address), index.metadata, [id]);
  await model.admit(index, scope.txn);
  const newest = scope.beyondView();
  const ids = new Set<string>();
  const collect = async (reader: KvReader, range: KeyRange): Promise<void> => {
    for await (const pair of reader.scan(range, { limit: Math.max(1, limit) }))
      ids.add(model.layout.idInEntry(pair, index.address, directions));
  };
  for (const range of ranges) {
    await collect(scope.txn, range);
    if (newest !== null) await collect(newest, range);
  }
  return ids;
}

/** The rows of the pointers, by their names; those that are gone are left out. */
async function load(
  scope: TransactionScope,
  pointers: readonly Pointer[],
  reached: ReadonlyMap<string, ReachedRow>,
): Promise<ReadonlyMap<string, ReachedRow>> {
  const rows = new Map<string, ReachedRow>();
  const missing = new Map<string, { model: BoundModel; id: string; key: Uint8Array }>();
  for (const { inbound, id } of pointers) {
    const name = nameOf(inbound.model, id);
    const known = reached.get(name);
    if (known !== undefined) rows.set(name, known);
    else missing.set(name, { model: inbound.model, id, key: inbound.model.rowKey(id) });
  }
  const wanted = [...missing].sort(([, a], [, b]) => Buffer.compare(a.key, b.key));
  const values = await scope.getManyForWrite(wanted.map(([, { key }]) => key));
  wanted.forEach(([name, { model, id, key }], i) => {
    const bytes = values[i] ?? null;
    if (bytes === null) return;
    const before = model.codec.decode(key, id, bytes);
    rows.set(name, { model, id, before, fate: 'keep', emptied: new Set() });
  });
  return rows;
}

/** The row may have been changed after its entry was read, before it was locked. */
function pointsAt({ before }: ReachedRow, { relation }: Inbound, to: ReachedRow): boolean {
  return before.values[relation.property] === to.id;
}

function tooManyRows({ model, id }: ReachedRow): never {
  throw new ValueTooLargeError('a deletion reaches too many rows', {
    model: model.metadata.name,
    id,
    limit: MAX_CASCADE_ROWS,
  });
}

function nameOf({ metadata }: BoundModel, id: string): string {
  return `${metadata.name}\0${id}`;
}
