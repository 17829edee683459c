/** The ids that relations lead to: stored in the row, or found by the entries of an index. */

import type { KvReader } from '@tito/tikv';
import { UnboundedQueryError } from '../errors';
import { endOf } from '../metadata/edges';
import type { EdgeEnd, IndexMetadata } from '../metadata/model-metadata';
import { idOf } from '../metadata/stored-form';
import type { BoundModel } from '../persistence/bound-model';
import { keyRanges } from '../query/key-ranges';

/** Most rows of one relation of one row. */
export const MAX_RELATED = 10_000;

export interface IdsOptions {
  readonly reader: KvReader;
  readonly limit: number | null;
  readonly reverse: boolean;
}

/** The ids in a property: of one reference, or of a list. */
export function storedIds(value: unknown, { limit, reverse }: Omit<IdsOptions, 'reader'>): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  const ids = values.flatMap((each) => idOf(each) ?? []);
  if (reverse) ids.reverse();
  return limit === null ? ids : ids.slice(0, limit);
}

/** The rows that point at an id, in the order of an index that begins with their reference. */
export function inverseIds(
  target: BoundModel,
  index: IndexMetadata,
  id: string,
  options: IdsOptions,
): Promise<string[]> {
  return idsInIndex(target, index, id, options);
}

/** The rows that edges lead to from an id. */
export async function edgeIds(
  edges: BoundModel,
  { index, far }: EdgeEnd,
  id: string,
  options: IdsOptions,
): Promise<string[]> {
  return (await idsInIndex(edges, index, id, options)).map((edge) => endOf(edge, far));
}

async function idsInIndex(
  model: BoundModel,
  metadata: IndexMetadata,
  id: string,
  { reader, limit, reverse }: IdsOptions,
): Promise<string[]> {
  const index = model.index(metadata);
  await model.admit(index, reader);
  const directions = metadata.parts.map(({ isDescending }) => isDescending);
  const most = limit ?? MAX_RELATED + 1;
  const ids: string[] = [];
  for (const range of keyRanges(model.layout.indexPrefix(index.address), metadata, [id])) {
    for await (const pair of reader.scan(range, { limit: most, reverse }))
      ids.push(model.layout.idInEntry(pair, index.address, directions));
  }
  if (limit !== null || ids.length <= MAX_RELATED) return ids;
  throw new UnboundedQueryError({ model: model.metadata.name, index: metadata.name, limit: MAX_RELATED });
}
