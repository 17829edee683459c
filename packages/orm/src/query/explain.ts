/** What a query would read, for people. */

import { toHex } from '@tito/tikv';
import { columnLabels } from './part-labels';
import type { QueryPlan } from './query-plan';

export interface QueryExplanation {
  readonly model: string;
  /** Null: the rows themselves, by id. */
  readonly index: string | null;
  /** The fields of the index in their order. */
  readonly parts: readonly string[];
  /** Ranges of keys, in hexadecimal, the end excluded. */
  readonly ranges: readonly { readonly start: string; readonly end: string }[];
  readonly reverse: boolean;
  readonly limit: number | null;
  /** Fields whose conditions are checked on each row. */
  readonly residual: readonly string[];
  /** Functions that are called for each row. */
  readonly filters: number;
  /** Levels of relations: one more request each. */
  readonly includeLevels: number;
  /** The entries of the index have all that is selected: no row is read. */
  readonly isCovered: boolean;
  /** Requests for one page in one region: scans, then batches of rows. */
  readonly requests: { readonly timestamps: number; readonly scans: number; readonly batches: number };
  readonly warnings: readonly string[];
}

export function explain(
  plan: QueryPlan,
  query: { reverse: boolean; limit: number | null; filters: number; include: unknown; isCovered: boolean },
): QueryExplanation {
  const { model, index, ranges, residual, isBounded, arePoints = false } = plan;
  const includeLevels = depthOf(query.include);
  return {
    model: model.metadata.name,
    index: index?.metadata.name ?? null,
    parts: index === null ? [model.metadata.id.property] : columnLabels(index.metadata),
    ranges: ranges.map(({ start, end }) => ({ start: toHex(start), end: toHex(end) })),
    reverse: query.reverse,
    limit: query.limit,
    residual: [...new Set(residual.map(({ property }) => property))],
    filters: query.filters,
    includeLevels,
    isCovered: query.isCovered,
    requests: {
      timestamps: 1,
      scans: arePoints ? 0 : ranges.length,
      batches: (arePoints || (index !== null && !query.isCovered) ? 1 : 0) + includeLevels,
    },
    warnings: [
      ...(isBounded ? [] : ['nothing narrows the query: it reads the whole index']),
      ...(residual.length > 0 || query.filters > 0
        ? ['rows are read and then refused: an index could answer more']
        : []),
    ],
  };
}

function depthOf(include: unknown): number {
  if (typeof include !== 'object' || include === null) return 0;
  const depths = Object.values(include).map((nested) => 1 + depthOf(nested));
  return Math.max(0, ...depths);
}
