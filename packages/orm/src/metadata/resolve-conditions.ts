/** Conditions as data made into comparisons of stored values. */

import { compareValues } from './compare-values';
import { type Comparison, type WrittenComparison, comparisonsOf } from './conditions';
import { storedForm } from './stored-form';
import { REFUSED, typeInWords } from './kinds';
import type { ColumnMetadata } from './model-metadata';

export type Columns = ReadonlyMap<string, ColumnMetadata>;

/** Called for what cannot be meant. */
export type Refuse = (message: string, details: Readonly<Record<string, unknown>>) => never;

/** The comparisons, with operands in stored form. The id may be compared too when its name is given. */
export function resolveConditions(
  columns: Columns,
  conditions: object,
  refuse: Refuse,
  id?: string,
): Comparison[] {
  return comparisonsOf(conditions).map((written) => {
    const { property, operator, operand } = written;
    const column = columns.get(property);
    if (column === undefined && property !== id) {
      return refuse('the condition names a property that is no field of the model', { property });
    }
    const compare = column?.shape.of === 'value' ? column.shape.kind.compare : compareValues;
    return Object.freeze({
      property,
      operator,
      operand: resolveOperand(column, written, operand, refuse),
      compare,
    });
  });
}

function resolveOperand(
  column: ColumnMetadata | undefined,
  { property, operator }: WrittenComparison,
  operand: unknown,
  refuse: Refuse,
): unknown {
  if (operand === undefined)
    return refuse('a condition is undefined: leave it out, or use null', { property, operator });
  if (operator === 'exists') {
    return typeof operand === 'boolean' ? operand : refuse('exists is true or false', { property });
  }
  if (operator === 'in') {
    if (!Array.isArray(operand)) return refuse('in takes an array', { property });
    return operand.map((each) => resolveValue(column, property, each, refuse));
  }
  if (operand !== null && hasNoOrder(column, operand)) {
    return refuse(
      'lists and objects are not compared: index their elements, or paths into them, and say by(...)',
      { property },
    );
  }
  if (operand === null) {
    if (operator === 'eq' || operator === 'ne') return null;
    return refuse('null has no order', { property, operator });
  }
  return resolveValue(column, property, operand, refuse);
}

function resolveValue(
  column: ColumnMetadata | undefined,
  property: string,
  value: unknown,
  refuse: Refuse,
): unknown {
  const stored = storedForm(column ?? null, value);
  if (stored !== REFUSED && stored !== null) return stored;
  return refuse('a value of the condition does not fit its field', {
    field: property,
    expected: expectedOf(column),
    got: typeInWords(value),
  });
}

/** Lists of references, and values of json fields that are no scalars. */
function hasNoOrder(column: ColumnMetadata | undefined, operand: unknown): boolean {
  if (column?.shape.of === 'references') return true;
  return (
    column?.shape.of === 'value' && column.shape.kind.keyType === 'dynamic' && typeof operand === 'object'
  );
}

function expectedOf(column: ColumnMetadata | undefined): string {
  return column?.shape.of === 'value' ? column.shape.kind.expected : 'an id';
}
