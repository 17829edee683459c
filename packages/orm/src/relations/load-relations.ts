/**
 * Loads relations of many entities level by level: for each level the scans of its indexes in parallel, then one batch of
 * rows for everything the level points at. All reads are of the view that the entities came from.
 */

import type { KvReader } from '@tito/tikv';
import type { Hydration } from '../codec/row-codec';
import { NotFoundError, UnboundedQueryError } from '../errors';
import type { ModelMetadata, RelationMetadata } from '../metadata/model-metadata';
import type { BoundModel } from '../persistence/bound-model';
import { visibleEntity } from '../persistence/read-rows';
import { type IncludeNode, planInclude } from './plan-include';
import { edgeIds, inverseIds, storedIds } from './related-ids';

/** Most rows that one query may load with its own, in all levels together. */
const MAX_INCLUDED = 100_000;
const SCANS_AT_ONCE = 128;

export interface RelationContext {
  readonly reader: KvReader;
  readonly boundOf: (model: ModelMetadata) => BoundModel;
  readonly hydrationOf: (model: ModelMetadata) => Hydration;
}

type Owner = Record<string, unknown>;

/** One relation of one level: the objects that have it, and the ids that each of them points at. */
interface Branch {
  readonly node: IncludeNode;
  readonly target: ModelMetadata;
  readonly owners: readonly Owner[];
  readonly ids: readonly (readonly string[])[];
}

/**
 * Replaces the relations that `include` names by what they point at. A row that does not exist is null, or what `$missing`
 * says in a list.
 *
 * @throws InvalidQueryError, NoIndexError, NotFoundError, UnboundedQueryError
 */
export async function loadRelations(
  context: RelationContext,
  model: ModelMetadata,
  entities: readonly object[],
  include: object,
): Promise<void> {
  let level = [{ model, entities, nodes: planInclude(model, include) as readonly IncludeNode[] }];
  let count = 0;
  while (level.length > 0) {
    const branches = await branchesOf(context, level);
    count += branches.reduce((sum, { ids }) => sum + ids.reduce((all, each) => all + each.length, 0), 0);
    if (count > MAX_INCLUDED) throw new UnboundedQueryError({ model: model.name, limit: MAX_INCLUDED });
    const found = await fetchRows(context, branches);
    level = branches.flatMap((branch, i) => {
      const rows = found[i] as ReadonlyMap<string, object>;
      attach(branch, rows);
      const { nested } = branch.node;
      return nested.length === 0
        ? []
        : [{ model: branch.target, entities: [...rows.values()], nodes: nested }];
    });
  }
}

async function branchesOf(
  context: RelationContext,
  level: readonly { model: ModelMetadata; entities: readonly object[]; nodes: readonly IncludeNode[] }[],
): Promise<Branch[]> {
  const branches = level.flatMap(({ model, entities, nodes }) =>
    nodes.map((node) => ({ model, node, owners: holdersOf(entities, node.path.slice(0, -1)) as Owner[] })),
  );
  const ids = branches.map(({ owners }): (readonly string[])[] => owners.map(() => []));
  const jobs = branches.flatMap(({ model, node, owners }, i) =>
    owners.map((owner, j) => async () => {
      (ids[i] as (readonly string[])[])[j] = await idsOf(context, model, node, owner);
    }),
  );
  await someAtOnce(jobs, SCANS_AT_ONCE);
  return branches.map(({ node, owners }, i) => ({
    node,
    owners,
    target: node.relation.target(),
    ids: ids[i] as (readonly string[])[],
  }));
}

/** The embedded objects that a path leads to, through lists of them; the entities themselves by an empty path. */
function holdersOf(entities: readonly object[], path: readonly string[]): object[] {
  let holders: readonly unknown[] = entities;
  for (const name of path) holders = holders.flatMap((each) => (each as Owner)[name] ?? []);
  return holders.filter((each): each is object => typeof each === 'object' && each !== null);
}

async function idsOf(
  { reader, boundOf }: RelationContext,
  model: ModelMetadata,
  { relation, path, index, limit, reverse }: IncludeNode,
  owner: Owner,
): Promise<readonly string[]> {
  const options = { reader, limit, reverse };
  if (relation.kind === 'one' || relation.kind === 'list')
    return storedIds(owner[path.at(-1) as string], options);
  const id = owner[model.id.property] as string;
  if (relation.kind === 'many' && index !== null)
    return inverseIds(boundOf(relation.target()), index, id, options);
  const end = (relation as Extract<RelationMetadata, { kind: 'edges' }>).end();
  return edgeIds(boundOf(end.edges), end, id, options);
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

function attach({ node, owners, ids, target }: Branch, rows: ReadonlyMap<string, object>): void {
  const property = node.path.at(-1) as string;
  owners.forEach((owner, i) => {
    const found = (ids[i] as readonly string[]).flatMap((id): (object | null)[] => {
      const row = rows.get(id);
      if (row !== undefined) return [row];
      if (node.missing === 'error')
        throw new NotFoundError({ model: target.name, id, by: node.path.join('.') });
      return node.missing === 'null' ? [null] : [];
    });
    if (node.relation.kind !== 'one') owner[property] = found;
    else if (owner[property] !== undefined) owner[property] = found[0] ?? null;
  });
}

async function someAtOnce(jobs: readonly (() => Promise<void>)[], width: number): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) await job();
  };
  await Promise.all(Array.from({ length: Math.min(width, jobs.length) }, worker));
}
