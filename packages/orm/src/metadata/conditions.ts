/** Conditions as data: `{ active: true, age: { gte: 18 } }`, in the `when` of an index and in `find`. */

import type { DataKeys } from './key-definition';
import type { Ref } from './references';

/** What a field must be: a value, null (also: absent), or comparisons that must all hold. */
export type Condition<V> =
  | V
  | null
  | {
      readonly eq?: V | null;
      readonly ne?: V | null;
      readonly in?: readonly V[];
      readonly gt?: V;
      readonly gte?: V;
      readonly lt?: V;
      readonly lte?: V;
      /** True: neither null nor absent. */
      readonly exists?: boolean;
    };

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Comparable<V> = V extends Ref<any> ? string : V;

/** Conditions on fields of T; all must hold. */
export type Where<T> = { readonly [K in DataKeys<T>]?: Condition<Comparable<NonNullable<T[K]>>> };

/** Whether a row is in an index: a pure function of the complete row, or conditions as data. */
export type When<T> = ((entity: Readonly<T>) => boolean) | Where<T>;

export type Operator = 'eq' | 'ne' | 'in' | 'gt' | 'gte' | 'lt' | 'lte' | 'exists';

/** A comparison as it was written. */
export interface WrittenComparison {
  readonly property: string;
  readonly operator: Operator;
  readonly operand: unknown;
}

/** A comparison of a stored value: the operand is in stored form (`in`: an array of such, `exists`: a boolean). */
export interface Comparison extends WrittenComparison {
  readonly compare: (a: unknown, b: unknown) => number;
}

const OPERATORS: ReadonlySet<string> = new Set<Operator>([
  'eq',
  'ne',
  'in',
  'gt',
  'gte',
  'lt',
  'lte',
  'exists',
]);

/** The comparisons of conditions, as they were written: their values are not checked here. */
export function comparisonsOf(conditions: object): WrittenComparison[] {
  return Object.entries(conditions).flatMap(([property, condition]) =>
    isOperators(condition)
      ? Object.entries(condition as Record<string, unknown>).map(([operator, operand]) => ({
          property,
          operator: operator as Operator,
          operand,
        }))
      : [{ property, operator: 'eq' as const, operand: condition as unknown }],
  );
}

function isOperators(condition: unknown): condition is object {
  if (typeof condition !== 'object' || condition === null) return false;
  const prototype: unknown = Object.getPrototypeOf(condition);
  if (prototype !== Object.prototype && prototype !== null) return false;
  const names = Object.keys(condition);
  return names.length > 0 && names.every((name) => OPERATORS.has(name));
}

/** True when values satisfy all comparisons. Null and absent are the same; comparisons of size never hold for them. */
export function satisfies(
  comparisons: readonly Comparison[],
  valueOf: (property: string) => unknown,
): boolean {
  return comparisons.every((comparison) => holds(comparison, valueOf(comparison.property) ?? null));
}

/** True when one value satisfies one comparison. */
export function holds({ operator, operand, compare }: Comparison, value: unknown): boolean {
  switch (operator) {
    case 'eq':
      return same(value, operand, compare);
    case 'ne':
      return !same(value, operand, compare);
    case 'in':
      return (operand as readonly unknown[]).some((each) => same(value, each, compare));
    case 'exists':
      return (value !== null) === operand;
    default:
      return value !== null && inOrder(operator, compare(value, operand));
  }
}

function same(a: unknown, b: unknown, compare: Comparison['compare']): boolean {
  return a === b || (a !== null && b !== null && compare(a, b) === 0);
}

function inOrder(operator: 'gt' | 'gte' | 'lt' | 'lte', order: number): boolean {
  if (operator === 'gt') return order > 0;
  if (operator === 'gte') return order >= 0;
  return operator === 'lt' ? order < 0 : order <= 0; // never for NaN
}
