/** What a query would read, or has read, for people. */

import type { ReadCounts } from './counting-reader';
import { type DescribedRange, describeRange } from './describe-range';
import { columnLabels } from './part-labels';
import type { QueryPlan } from './query-plan';

export interface QueryExplanation {
  readonly model: string;
  /** Null: the rows themselves, by id. */
  readonly index: string | null;
  /** The fields of the index in their order. */
  readonly parts: readonly string[];
  readonly ranges: readonly DescribedRange[];
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
  /** What one execution read, when it was asked for; null otherwise. */
  readonly run: QueryRun | null;
}

export interface ExplainOptions {
  /** Also executes the query, up to its limit or 1000 rows, and tells what that took. */
  readonly run?: boolean;
}

export interface QueryRun {
  /** Requests, where all keys lie in one region. */
  readonly requests: { readonly scans: number; readonly batches: number };
  /** Entries of the index that were looked at. */
  readonly entriesRead: number;
  /** Rows that were fetched, those of relations among them. */
  readonly rowsRead: number;
  readonly rowsReturned: number;
  /** How many regions the ranges of the query lie in; null when nobody knows. */
  readonly regions: number | null;
}

/** What an execution that was counted took. */
export function runOf(
  plan: QueryPlan,
  counts: ReadCounts,
  rowsReturned: number,
  regions: number | null,
): QueryRun {
  const { scans, batches, pairs, keys } = counts;
  const scansRows = plan.index === null;
  return {
    requests: { scans, batches },
    entriesRead: scansRows ? 0 : pairs,
    rowsRead: scansRows ? pairs + keys : keys,
    rowsReturned,
    regions,
  };
}

export function explain(
  plan: QueryPlan,
  query: { reverse: boolean; limit: number | null; filters: number; include: unknown; isCovered: boolean },
  run: QueryRun | null,
): QueryExplanation {
  const { model, index, ranges, residual, isBounded, arePoints = false } = plan;
  const includeLevels = depthOf(query.include);
  return {
    model: model.metadata.name,
    index: index?.metadata.name ?? null,
    parts: index === null ? [model.metadata.id.property] : columnLabels(index.metadata),
    ranges: ranges.map((range) => describeRange(plan, range)),
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
    run,
  };
}

function depthOf(include: unknown): number {
  if (typeof include !== 'object' || include === null) return 0;
  const depths = Object.values(include).map((nested) => 1 + depthOf(nested));
  return Math.max(0, ...depths);
}
