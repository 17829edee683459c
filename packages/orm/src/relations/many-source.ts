/** What collections of entities do: one kind for each way in which rows are found. */

import { keyAfter } from '@tito/tikv';
import { InvalidQueryError, InvalidValueError, UnboundedQueryError } from '../errors';
import { typeInWords } from '../metadata/kinds';
import { endOf } from '../metadata/edges';
import type { EdgeEnd, IndexMetadata, ModelMetadata } from '../metadata/model-metadata';
import type { RefLike } from '../metadata/references';
import { idOf } from '../metadata/stored-form';
import type { BoundModel } from '../persistence/bound-model';
import { readRows } from '../persistence/read-rows';
import { keyRanges } from '../query/key-ranges';
import { QueryBuilder, type QueryEnvironment } from '../query/query-builder';
import type { Session } from '../session/session';
import type { EdgeStore } from './edge-store';
import type { ManySource } from './entity-reference';
import { MAX_RELATED, edgeIds } from './related-ids';

const PAGE = 256;

export interface ManyContext {
  readonly session: Session;
  readonly queries: QueryEnvironment;
  /** Changes fields of one row, as `update` of its repository does. */
  readonly update: (model: ModelMetadata, id: string, patch: object) => Promise<void>;
}

type Rows = RefLike<object> | readonly RefLike<object>[];

/** Rows whose reference, or list of references, points back. */
export function inverseSource(
  { session, queries, update }: ManyContext,
  target: BoundModel,
  { property, index: metadata }: { readonly property: string; readonly index: IndexMetadata },
  owner: string,
): ManySource {
  const { metadata: model } = target;
  const query = (): QueryBuilder => {
    const index = target.index(metadata);
    const ranges = keyRanges(target.layout.indexPrefix(index.address), metadata, [owner]);
    const plan = {
      model: target,
      index,
      ranges,
      isBounded: true,
      residual: [],
      mayRepeat: false,
      hidesDeleted: false,
    };
    return new QueryBuilder(queries, plan);
  };
  const read = async (ids: readonly string[]): Promise<(object | null)[]> =>
    readRows(session.source().view(), target, queries.hydrationOf(model), ids, 'live');
  const isList = model.columnOf.get(property)?.shape.of === 'references';
  const change = (rows: Rows, wanted: boolean): Promise<number> =>
    session.write(async () => {
      let changed = 0;
      const ids = idsIn(rows);
      const found = await read(ids);
      for (const [i, id] of ids.entries()) {
        const held = idsHeld((found[i] as Record<string, unknown> | null)?.[property]);
        if (held.includes(owner) === wanted || (found[i] === null && !wanted)) continue;
        const kept = held.filter((each) => each !== owner);
        const patch = isList ? (wanted ? [...kept, owner] : kept) : wanted ? owner : null;
        await update(model, id, { [property]: patch });
        changed++;
      }
      return changed;
    });
  return {
    load: async ({ limit, reverse = false } = {}) => {
      const ordered = reverse ? query().reverse() : query();
      return limit === undefined ? allOf(ordered, model, property) : ordered.limit(limit).toArray();
    },
    count: () => query().count(),
    has: async (row) => idsHeld((await read(idsIn(row)))[0]?.[property as never]).includes(owner),
    add: (rows) => change(rows, true),
    remove: (rows) => change(rows, false),
    [Symbol.asyncIterator]: () => query()[Symbol.asyncIterator](),
  };
}

/** Rows that edges lead to. */
export function edgeSource(
  { session, queries }: ManyContext,
  target: BoundModel,
  edges: BoundModel,
  end: EdgeEnd,
  store: EdgeStore,
  owner: string,
): ManySource {
  const hydration = queries.hydrationOf(target.metadata);
  return {
    async load({ limit, reverse = false } = {}) {
      if (limit !== undefined && !(Number.isSafeInteger(limit) && limit > 0)) {
        throw new InvalidQueryError('a limit is a whole number from 1', { got: typeInWords(limit) });
      }
      const reader = session.source().view();
      const ids = await edgeIds(edges, end, owner, { reader, limit: limit ?? null, reverse });
      const rows = await readRows(reader, target, hydration, ids, 'live');
      return rows.filter((row) => row !== null);
    },
    async count() {
      let count = 0;
      for await (const _ of session
        .source()
        .view()
        .scan(rangeOf(edges, end, owner), { keyOnly: true }))
        count++;
      return count;
    },
    async has(row) {
      const [id] = idsIn(row);
      return (await session.source().get(store.keyOf(owner, id as string))) !== null;
    },
    add: (rows) => session.write((scope) => store.add(scope, owner, idsIn(rows))),
    remove: (rows) => session.write((scope) => store.remove(scope, owner, idsIn(rows))),
    async *[Symbol.asyncIterator]() {
      const reader = session.source().view();
      const index = edges.index(end.index);
      const directions = end.index.parts.map(({ isDescending }) => isDescending);
      let rest = rangeOf(edges, end, owner);
      for (;;) {
        const ids: string[] = [];
        for await (const pair of reader.scan(rest, { limit: PAGE })) {
          ids.push(endOf(edges.layout.idInEntry(pair, index.address, directions), end.far));
          rest = { start: keyAfter(pair.key), end: rest.end };
        }
        for (const row of await readRows(reader, target, hydration, ids, 'live')) if (row !== null) yield row;
        if (ids.length < PAGE) return;
      }
    },
  };
}

function rangeOf(edges: BoundModel, { index: metadata }: EdgeEnd, owner: string) {
  const index = edges.index(metadata);
  const [range] = keyRanges(edges.layout.indexPrefix(index.address), metadata, [owner]);
  return range as { start: Uint8Array; end: Uint8Array };
}

/** Everything, or an error: an end that nobody sees would pass for all. */
async function allOf(query: QueryBuilder, model: ModelMetadata, property: string): Promise<object[]> {
  const rows = await query.limit(MAX_RELATED + 1).toArray();
  if (rows.length <= MAX_RELATED) return rows;
  throw new UnboundedQueryError({ model: model.name, property, limit: MAX_RELATED });
}

function idsHeld(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((each) => idOf(each) ?? []);
}

/** Distinct ids, in the order in which they were given. @throws InvalidValueError */
function idsIn(rows: Rows): string[] {
  const ids = (Array.isArray(rows) ? (rows as readonly unknown[]) : [rows]).map((row) => {
    const id = idOf(row);
    if (id !== null) return id;
    throw new InvalidValueError({
      expected: 'an id, a Ref or an entity, or a list of them',
      got: typeInWords(row),
    });
  });
  return [...new Set(ids)];
}
