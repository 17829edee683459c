/** A model with an index of every kind, and what its entries must be: written down again, from rows alone. */

import { repositoryParts } from '../../src/database';
import {
  Computed,
  DeletedAt,
  type F,
  Field,
  Id,
  Index,
  Model,
  type Ref,
  Relation,
  type Tito,
  Unique,
  Version,
  key,
  uniqueKey,
} from '../../src/index';
import type { BoundIndex, BoundModel } from '../../src/persistence/bound-model';

@Model('item')
export class Item {
  @Id() id!: string;
  @Field('string') name?: string | null;
  @Field('string') email?: string | null;
  @Index((i: Item) => (i.rank ?? 0) >= 3) @Field('int') rank?: number | null;
  @Field('double') score?: number | null;
  @Field('boolean') active?: boolean | null;
  @Field('bigint') big?: bigint | null;
  @Field('decimal') price?: string | null;
  @Field('date') at?: Date | null;
  @Field('bytes') raw?: Uint8Array | null;
  @Field('json') tags?: string[] | null;
  @Field('json') address?: { city?: string | null } | null;
  @Relation(() => Item, { kind: 'one' }) parent?: Ref<Item> | null;
  @Relation(() => Item, { kind: 'list' }) peers!: Ref<Item>[];
  @Version() rev!: number;
  @DeletedAt() deletedAt?: Date | null;
  @Computed('string') get initial(): string {
    return [...(this.name ?? '?')][0] ?? '';
  }

  @Unique() static readonly byEmail = uniqueKey((i: F<Item>) => [i.email.ci]);
  @Unique<Item>({ when: { active: true } }) static readonly byActiveName = uniqueKey((i: F<Item>) => [
    i.name,
  ]);
  @Unique() static readonly byRankTag = uniqueKey((i: F<Item>) => [i.rank, i.tags.each]);
  @Index<Item>({ when: { active: true, rank: { gte: 2 } } })
  static readonly byRank = key((i: F<Item>) => [i.rank.desc, i.name]);
  @Index({ sparse: true }) static readonly sparse = key((i: F<Item>) => [i.name, i.score]);
  @Index() static readonly byTag = key((i: F<Item>) => [i.tags.each, i.rank.desc]);
  @Index() static readonly byCity = key((i: F<Item>) => [i.address.city.ci]);
  @Index<Item>({ covering: ['name', 'rank'] }) static readonly byScore = key((i: F<Item>) => [i.score]);
  @Index<Item>({ covering: 'all' }) static readonly byPrice = key((i: F<Item>) => [i.price.desc]);
  @Index() static readonly byInitial = key((i: F<Item>) => [i.initial]);
  @Index() static readonly byKinds = key((i: F<Item>) => [i.big, i.at.desc, i.raw]);
  @Index() static readonly byPeer = key((i: F<Item>) => [i.peers.each]);
}

/** A row in the test's own words: absent fields are absent, references are ids. */
export type Row = { readonly [property: string]: unknown } & { readonly id: string };

/** The fields of a row that are not null. */
const given = (value: unknown): boolean => value !== null && value !== undefined;
const list = (value: unknown): unknown[] => [...new Set(Array.isArray(value) ? (value as unknown[]) : [])];
const fold = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

const INDEXES: Readonly<Record<string, (row: Row) => unknown[][]>> = {
  rank: (r) => (Number(r['rank'] ?? 0) >= 3 ? [[r['rank']]] : []),
  byEmail: (r) => (given(r['email']) ? [[fold(r['email'])]] : []),
  byActiveName: (r) => (r['active'] === true && given(r['name']) ? [[r['name']]] : []),
  byRankTag: (r) => (given(r['rank']) ? list(r['tags']).map((tag) => [r['rank'], tag]) : []),
  byRank: (r) => (r['active'] === true && Number(r['rank'] ?? 0) >= 2 ? [[r['rank'], r['name']]] : []),
  sparse: (r) => (given(r['name']) && given(r['score']) ? [[r['name'], r['score']]] : []),
  byTag: (r) => list(r['tags']).map((tag) => [tag, r['rank']]),
  byCity: (r) => [[fold((r['address'] as { city?: string } | null | undefined)?.city)]],
  byScore: (r) => [[r['score']]],
  byPrice: (r) => [[r['price']]],
  byInitial: (r) => [[[...((r['name'] as string | null | undefined) ?? '?')][0] ?? '']],
  byKinds: (r) => [[r['big'], r['at'], r['raw']]],
  byPeer: (r) => list(r['peers']).map((peer) => [peer]),
  parent: (r) => [[r['parent']]],
};
const UNIQUE = ['byEmail', 'byActiveName', 'byRankTag'];
const COVERED: Readonly<Record<string, readonly string[] | null>> = {
  byScore: ['name', 'rank'],
  byPrice: null,
};

/** The entries that a row must have, as text. */
export function entriesOfRow(row: Row): string[] {
  if (given(row['deletedAt'])) return [];
  return Object.entries(INDEXES).flatMap(([index, entries]) =>
    entries(row).map((values) => entryText(index, values, row.id, coveredBy(index, row))),
  );
}

/** The unique values that a row claims. */
export function claimsOfRow(row: Row): string[] {
  if (given(row['deletedAt'])) return [];
  return UNIQUE.flatMap((index) =>
    (INDEXES[index] as (row: Row) => unknown[][])(row).map((v) => text([index, v])),
  );
}

function coveredBy(index: string, row: Row): object | null {
  const fields = COVERED[index];
  if (fields === undefined) return null;
  const { id: _, ...all } = row;
  return fields === null ? all : Object.fromEntries(fields.map((field) => [field, row[field]]));
}

function entryText(index: string, values: readonly unknown[], id: string, covered: object | null): string {
  return text([index, values.map((value) => value ?? null), id, covered]);
}

/** All entries that are stored, of whatever index, and all rows. */
export async function storedState(db: Tito): Promise<{ rows: Map<string, Row>; entries: string[] }> {
  const [model] = repositoryParts(db, Item);
  const entries: string[] = [];
  const rows = new Map<string, Row>();
  const prefix = model.layout.namespace;
  const room = (name: string) => ({
    start: Buffer.concat([prefix, Buffer.from(name)]),
    end: Buffer.concat([prefix, Buffer.from([name.charCodeAt(0) + 1])]),
  });
  const snapshot = db.client.snapshot();
  for await (const { key: at, value } of snapshot.scan(room('r'))) {
    const id = model.layout.idInRow(at);
    rows.set(id, model.codec.decode(at, id, value).values as Row);
  }
  for (const name of ['i', 'u'])
    for await (const pair of snapshot.scan(room(name))) entries.push(entryOf(model, pair.key, pair.value));
  return { rows, entries: entries.sort() };
}

function entryOf(model: BoundModel, at: Uint8Array, value: Uint8Array): string {
  const parsed = model.layout.parse(at);
  const index = model.indexes.find(
    ({ address }) => parsed?.room !== 'row' && address.indexId === parsed?.indexId,
  );
  if (index === undefined) throw new RangeError('an entry of no index');
  const directions = index.metadata.parts.map(({ isDescending }) => isDescending);
  const id = model.layout.idInEntry({ key: at, value }, index.address, directions);
  const covered = index.metadata.covering.length === 0 ? null : coveredIn(model, index, at, id, value);
  return entryText(index.metadata.name, model.layout.partsInEntry(at, directions), id, covered);
}

function coveredIn(
  model: BoundModel,
  { metadata }: BoundIndex,
  key: Uint8Array,
  id: string,
  value: Uint8Array,
): object {
  const entity = model.codec.hydrateCovered(key, id, value, model.hydration) as Record<string, unknown>;
  return Object.fromEntries(metadata.covering.map(({ property }) => [property, plain(entity[property])]));
}

/** References as ids. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  const isReference = typeof value === 'object' && value !== null && 'load' in value;
  return isReference ? (value as unknown as { id: unknown }).id : value;
}

/** A value as text that tells all kinds apart; absent and undefined are the same. */
export function text(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Date) return `Date(${value.getTime()})`;
  if (value instanceof Uint8Array) return `bytes(${Buffer.from(value).toString('hex')})`;
  if (Array.isArray(value)) return `[${value.map(text).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, each]) => `${name}:${text(each)}`)
    .join()}}`;
}
