/**
 * Loads relations of many entities level by level: for each level the scans of its inverse relations in parallel, then one
 * batch of rows for everything the level points at. All reads are of the view that the entities came from.
 */

import type { KvReader } from '@tito/tikv';
import type { Hydration } from '../codec/row-codec';
import { IndexNotReadyError, InvalidQueryError } from '../errors';
import { typeInWords } from '../metadata/kinds';
import type { ModelMetadata, RelationMetadata } from '../metadata/model-metadata';
import { idOf } from '../metadata/stored-form';
import type { BoundModel } from '../persistence/bound-model';
import { visibleEntity } from '../persistence/read-rows';
import { keyRanges } from '../query/key-ranges';

/** Most rows of one inverse relation of one entity. */
export const MAX_RELATED = 10_000;

export interface RelationContext {
  readonly reader: KvReader;
  readonly boundOf: (model: ModelMetadata) => BoundModel;
  readonly hydrationOf: (model: ModelMetadata) => Hydration;
}

/** One relation of one level: the entities that have it, and the ids that each of them points at. */
interface Branch {
  readonly relation: RelationMetadata;
  readonly target: ModelMetadata;
  readonly nested: object | null;
  readonly owners: readonly Record<string, unknown>[];
  readonly ids: readonly (readonly string[])[];
}

/** Replaces the relations that `include` names by what they point at. Rows that do not exist are null, or left out of lists. */
export async function loadRelations(
  context: RelationContext,
  model: ModelMetadata,
  entities: readonly object[],
  include: object,
): Promise<void> {
  let level = [{ model, entities, include }];
  while (level.length > 0) {
    const branches = (await Promise.all(level.map((each) => branchesOf(context, each)))).flat();
    const found = await fetchRows(context, branches);
    level = branches.flatMap((branch, i) => {
      const rows = found[i] as ReadonlyMap<string, object>;
      attach(branch, rows);
      return branch.nested === null
        ? []
        : [{ model: branch.target, entities: [...rows.values()], include: branch.nested }];
    });
  }
}

async function branchesOf(
  context: RelationContext,
  { model, entities, include }: { model: ModelMetadata; entities: readonly object[]; include: object },
): Promise<Branch[]> {
  const wanted = Object.entries(include as Record<string, unknown>).filter(
    ([, nested]) => nested !== undefined,
  );
  return Promise.all(
    wanted.map(async ([property, nested]) => {
      const relation = model.relations.get(property);
      if (relation === undefined) {
        throw new InvalidQueryError('include names a property that is no relation', {
          model: model.name,
          property,
        });
      }
      if (nested !== true && (typeof nested !== 'object' || nested === null)) {
        throw new InvalidQueryError('include takes true or an object', {
          model: model.name,
          property,
          got: typeInWords(nested),
        });
      }
      const owners = entities as readonly Record<string, unknown>[];
      const ids = await Promise.all(owners.map((owner) => idsOf(context, model, relation, owner)));
      return { relation, target: relation.target(), nested: nested === true ? null : nested, owners, ids };
    }),
  );
}

async function idsOf(
  context: RelationContext,
  model: ModelMetadata,
  relation: RelationMetadata,
  owner: Record<string, unknown>,
): Promise<string[]> {
  if (relation.kind === 'many') return inverseIds(context, relation, owner[model.id.property] as string);
  const value = owner[relation.property];
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((each) => idOf(each) ?? []);
}

/** The rows that point at an id, in the order of the index. */
async function inverseIds(
  { reader, boundOf }: RelationContext,
  relation: Extract<RelationMetadata, { kind: 'many' }>,
  id: string,
): Promise<string[]> {
  const target = boundOf(relation.target());
  const index = target.index(relation.inverse().index);
  if (index.state !== 'ready')
    throw new IndexNotReadyError({ model: target.metadata.name, index: index.metadata.name });
  const directions = index.metadata.parts.map(({ isDescending }) => isDescending);
  const ids: string[] = [];
  for (const range of keyRanges(target.layout.indexPrefix(index.address), index.metadata, [id])) {
    for await (const pair of reader.scan(range, { limit: MAX_RELATED })) {
      ids.push(target.layout.idInEntry(pair, index.address, directions));
    }
  }
  return ids;
}

/** The rows of all branches of a level in one batch; each branch gets instances of its own. */
async function fetchRows(
  context: RelationContext,
  branches: readonly Branch[],
): Promise<Map<string, object>[]> {
  const wanted = branches.map(({ target, ids }) => ({
    bound: context.boundOf(target),
    ids: [...new Set(ids.flat())],
  }));
  const keys = new Map<string, Uint8Array>();
  const keyed = wanted.map(({ bound, ids }) =>
    ids.map((id) => {
      const key = bound.rowKey(id);
      const name = Buffer.from(key).toString('latin1');
      keys.set(name, key);
      return { id, key, name };
    }),
  );
  if (keys.size === 0) return branches.map(() => new Map());
  const values = await context.reader.batchGet([...keys.values()]);
  const valueOf = new Map([...keys.keys()].map((name, i) => [name, values[i] ?? null]));
  return wanted.map(({ bound }, i) => {
    const hydration = context.hydrationOf(bound.metadata);
    const rows = new Map<string, object>();
    for (const { id, key, name } of keyed[i] as { id: string; key: Uint8Array; name: string }[]) {
      const bytes = valueOf.get(name) ?? null;
      const entity = bytes === null ? null : visibleEntity(bound, { key, id, bytes }, hydration, 'live');
      if (entity !== null) rows.set(id, entity);
    }
    return rows;
  });
}

function attach({ relation, owners, ids }: Branch, rows: ReadonlyMap<string, object>): void {
  owners.forEach((owner, i) => {
    const found = (ids[i] as readonly string[]).flatMap((id) => rows.get(id) ?? []);
    if (relation.kind !== 'one') owner[relation.property] = found;
    else if (owner[relation.property] !== undefined) owner[relation.property] = found[0] ?? null;
  });
}
