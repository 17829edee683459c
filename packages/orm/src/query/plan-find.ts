/**
 * Which index answers a `find`: the one whose entries narrow the rows most. Pure.
 *
 * An index fits when its first parts are fixed by equalities, then at most one part bounded, and every row that the
 * conditions accept is in it: its own `when` must follow from them, and in a sparse index no part may be missing.
 * A `when` that is a function can be proved by nothing; such an index is used only when it is named.
 */

import { NoIndexError } from '../errors';
import { type Comparison, holds } from '../metadata/conditions';
import type { IndexMetadata, IndexPart } from '../metadata/model-metadata';
import type { BoundIndex, BoundModel } from '../persistence/bound-model';
import type { Visibility } from '../persistence/read-rows';
import { type PartBound, keyRanges } from './key-ranges';
import { planById } from './plan-by-id';
import type { QueryPlan } from './query-plan';

interface Candidate {
  readonly index: BoundIndex;
  readonly fixed: readonly unknown[];
  readonly bounds: readonly PartBound[];
  /** Comparisons that the place of the entries or the condition of the index answers. */
  readonly answered: ReadonlySet<Comparison>;
}

/** @throws NoIndexError when no index fits */
export function planFind(
  model: BoundModel,
  comparisons: readonly Comparison[],
  visibility: Visibility,
): QueryPlan {
  const byId = planById(model, comparisons, visibility);
  if (byId?.arePoints === true) return byId;
  const candidates = model.indexes
    .filter(({ state }) => state === 'readable')
    .flatMap((index) => candidateOf(index, comparisons) ?? []);
  const best = candidates.sort(compareCandidates)[0];
  if (byId !== null && (best === undefined || !isOneRow(best))) return byId; // rows that stand together beat an index
  if (best === undefined) throw noIndex(model, comparisons);
  const { index, fixed, bounds, answered } = best;
  const prefix = model.layout.indexPrefix(index.address);
  const each = index.metadata.parts.findIndex(({ eachAt }) => eachAt !== null);
  return {
    model,
    index,
    ranges: keyRanges(prefix, index.metadata, fixed, bounds),
    isBounded: true,
    residual: comparisons.filter((comparison) => !answered.has(comparison)),
    mayRepeat: each >= fixed.length,
    hidesDeleted: false,
  };
}

function candidateOf(index: BoundIndex, comparisons: readonly Comparison[]): Candidate | null {
  const { parts, sparse, when } = index.metadata;
  const answered = new Set<Comparison>();
  const proved = provedBy(when, comparisons);
  if (proved === null) return null;
  if (sparse && !parts.every((part) => isPresent(part, comparisons))) return null;
  const fixed: unknown[] = [];
  const bounds: PartBound[] = [];
  for (const part of parts) {
    const equality = comparisons.find((each) => isOfPart(part, each) && each.operator === 'eq');
    if (equality === undefined) {
      bounds.push(...boundsOf(part, comparisons, answered));
      break;
    }
    fixed.push(equality.operand);
    if (!part.isCaseInsensitive) answered.add(equality);
  }
  if (fixed.length + bounds.length + proved.size === 0) return null;
  for (const comparison of proved) answered.add(comparison);
  return { index, fixed, bounds, answered };
}

/** The comparisons of the query that the condition of an index says as well; null when rows outside could match. */
function provedBy(when: IndexMetadata['when'], comparisons: readonly Comparison[]): Set<Comparison> | null {
  const proved = new Set<Comparison>();
  if (when === null) return proved;
  if (when.of === 'function') return null;
  for (const needed of when.comparisons) {
    const given = comparisons.find((each) => each.property === needed.property && implies(each, needed));
    if (given === undefined) return null;
    if (implies(needed, given)) proved.add(given);
  }
  return proved;
}

/** True when every value that satisfies the first comparison satisfies the second. */
export function implies(given: Comparison, needed: Comparison): boolean {
  if (given.operator === 'eq') return holds(needed, given.operand ?? null);
  if (given.operator === 'in') return (given.operand as unknown[]).every((each) => holds(needed, each));
  if (given.operator === 'exists' || given.operator === 'ne') {
    const isNotNull = given.operator === 'exists' ? given.operand === true : given.operand === null;
    if (isNotNull) return isExistence(needed);
    if (given.operator === 'exists') return holds(needed, null);
    return needed.operator === 'ne' && given.compare(given.operand, needed.operand) === 0;
  }
  // What is left are comparisons of size, which null never satisfies.
  if (isExistence(needed)) return true;
  const order = given.compare(given.operand, needed.operand);
  const isSame = order === 0 && (given.operator === needed.operator || needed.operator.length === 3);
  if (given.operator.startsWith('g')) return needed.operator.startsWith('g') && (order > 0 || isSame);
  return needed.operator.startsWith('l') && (order < 0 || isSame);
}

function isExistence({ operator, operand }: Comparison): boolean {
  return (operator === 'exists' && operand === true) || (operator === 'ne' && operand === null);
}

function isPresent(part: IndexPart, comparisons: readonly Comparison[]): boolean {
  return comparisons.some(
    (each) => isOfPart(part, each) && implies(each, { ...each, operator: 'exists', operand: true }),
  );
}

/** Conditions are on whole fields; `each` and paths into json are for `by`. */
function isOfPart(part: IndexPart, { property }: Comparison): boolean {
  return part.path.length === 1 && part.eachAt === null && part.path[0] === property;
}

function boundsOf(
  part: IndexPart,
  comparisons: readonly Comparison[],
  answered: Set<Comparison>,
): PartBound[] {
  if (part.isCaseInsensitive) return []; // folded text has another order
  return comparisons.flatMap((comparison): PartBound[] => {
    const { operator, operand } = comparison;
    if (!isOfPart(part, comparison)) return [];
    if (operator === 'in') {
      answered.add(comparison);
      return [{ operator, values: operand as unknown[] }];
    }
    if (operator === 'gt' || operator === 'gte' || operator === 'lt' || operator === 'lte') {
      answered.add(comparison);
      return [{ operator, value: operand }];
    }
    return [];
  });
}

/**
 * One row at most first; then more parts that are fixed, then bounded, then more conditions that need no look at the rows;
 * then fewer parts: the smaller index.
 */
function compareCandidates(a: Candidate, b: Candidate): number {
  return (
    Number(isOneRow(b)) - Number(isOneRow(a)) ||
    b.fixed.length - a.fixed.length ||
    b.bounds.length - a.bounds.length ||
    b.answered.size - a.answered.size ||
    a.index.metadata.parts.length - b.index.metadata.parts.length
  );
}

function isOneRow({ index, fixed }: Candidate): boolean {
  return index.metadata.unique && fixed.length === index.metadata.parts.length;
}

function noIndex({ metadata, indexes }: BoundModel, comparisons: readonly Comparison[]): NoIndexError {
  return new NoIndexError({
    model: metadata.name,
    fields: [...new Set(comparisons.map(({ property }) => property))],
    suggestion: suggestionFor(metadata.model.name, comparisons),
    building: indexes.filter(({ state }) => state !== 'readable').map((index) => index.metadata.name),
  });
}

/** The declaration of an index that would answer: equalities first, then the first bounded field. */
export function suggestionFor(className: string, comparisons: readonly Comparison[]): string {
  const equal = comparisons.filter(({ operator }) => operator === 'eq').map(({ property }) => property);
  const bounded = comparisons.filter(
    ({ operator }) => operator !== 'eq' && operator !== 'ne' && operator !== 'exists',
  );
  const fields = [...new Set([...equal, ...bounded.slice(0, 1).map(({ property }) => property)])];
  const names =
    fields.length > 0 ? fields : [...new Set(comparisons.map(({ property }) => property))].slice(0, 1);
  const name = `by${names.map((each) => each[0]!.toUpperCase() + each.slice(1)).join('')}`;
  return `@Index() static readonly ${name} = key((f: F<${className}>) => [${names.map((each) => `f.${each}`).join(', ')}]);`;
}
