/**
 * Conditions that the ids of rows answer, without an index: the id itself, or the first of the fields that it is made of.
 * Pure.
 */

import { type KeyRange, isEmptyRange, keyAfter } from '@tito/tikv';
import { afterIdPart, encodeIdParts } from '../keys/composite-id';
import type { Comparison } from '../metadata/conditions';
import type { BoundModel } from '../persistence/bound-model';
import type { Visibility } from '../persistence/read-rows';
import { idValue } from '../persistence/row-id';
import { type QueryPlan, hidesDeleted } from './query-plan';

/** Null when the conditions say nothing that ids answer. */
export function planById(
  model: BoundModel,
  comparisons: readonly Comparison[],
  visibility: Visibility,
): QueryPlan | null {
  const answer = answerOf(model, comparisons);
  if (answer === null) return null;
  return {
    model,
    index: null,
    ranges: answer.ranges,
    arePoints: answer.arePoints,
    isBounded: true,
    residual: comparisons.filter((each) => !answer.by.includes(each)),
    mayRepeat: false,
    hidesDeleted: hidesDeleted(model, visibility),
  };
}

interface Answer {
  readonly ranges: readonly KeyRange[];
  readonly arePoints: boolean;
  readonly by: readonly Comparison[];
}

function answerOf(model: BoundModel, comparisons: readonly Comparison[]): Answer | null {
  const { property, parts } = model.metadata.id;
  const byId = comparisons.find(
    (each) => each.property === property && (each.operator === 'eq' || each.operator === 'in'),
  );
  if (byId !== undefined) return points(model, idsOf(byId), [byId]);
  return parts === null ? null : answerByParts(model, comparisons);
}

function answerByParts(model: BoundModel, comparisons: readonly Comparison[]): Answer | null {
  const parts = model.metadata.id.parts ?? [];
  const equal: Comparison[] = [];
  for (const { property } of parts) {
    const found = comparisons.find(
      (each) => each.property === property && each.operator === 'eq' && each.operand !== null,
    );
    if (found === undefined) break;
    equal.push(found);
  }
  const fixed = equal.map(({ operand }) => idValue(operand));
  if (fixed.length === parts.length) return points(model, [encodeIdParts(fixed, true)], equal);
  const next = parts[fixed.length]?.property;
  const bounds = comparisons.filter(
    ({ property, operator }) => property === next && ['gt', 'gte', 'lt', 'lte'].includes(operator),
  );
  if (fixed.length + bounds.length === 0) return null;
  const before = fixed.length === 0 ? '' : encodeIdParts(fixed, false);
  let start = before;
  let end = fixed.length === 0 ? null : afterIdPart(before.slice(0, -1));
  for (const { operator, operand } of bounds) {
    const text = before + encodeIdParts([idValue(operand)], true);
    if (operator === 'gte' || operator === 'gt') {
      start = later(start, operator === 'gte' ? text : afterIdPart(text));
    } else {
      end = earlier(end, operator === 'lt' ? text : afterIdPart(text));
    }
  }
  const range = model.layout.rowsBetween(model.id, start, end);
  return { ranges: isEmptyRange(range) ? [] : [range], arePoints: false, by: [...equal, ...bounds] };
}

function points(model: BoundModel, ids: readonly string[], by: readonly Comparison[]): Answer {
  const keys = [...new Set(ids)].map((id) => model.rowKey(id)).sort((a, b) => Buffer.compare(a, b));
  return { ranges: keys.map((key) => ({ start: key, end: keyAfter(key) })), arePoints: true, by };
}

function idsOf({ operator, operand }: Comparison): string[] {
  return operator === 'eq' ? [operand as string] : (operand as string[]);
}

function later(a: string, b: string): string {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0 ? b : a;
}

function earlier(a: string | null, b: string): string {
  if (a === null) return b;
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0 ? a : b;
}
