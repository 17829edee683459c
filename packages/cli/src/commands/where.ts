/** Conditions from the command line: JSON has no dates, no bigints, no bytes. */

import type { ModelClass } from '@tito/orm';
import type { Orm } from '../config/load-models';

/** The same conditions with text read as what the fields hold: ISO 8601, decimal digits, base64. */
export function reviveWhere(orm: Orm, model: ModelClass, where: Record<string, unknown>): object {
  return Object.fromEntries(
    Object.entries(where).map(([property, condition]) => {
      const read = (value: unknown): unknown => {
        const plain = orm.fromPlain<Record<string, unknown>>(model, { [property]: value });
        return property in plain ? plain[property] : value;
      };
      return [property, revive(read, condition)];
    }),
  );
}

/** A value, a list of values, or an object of operators with either. */
function revive(read: (value: unknown) => unknown, condition: unknown): unknown {
  if (typeof condition === 'string') return read(condition);
  if (Array.isArray(condition)) return condition.map((each) => revive(read, each));
  if (typeof condition !== 'object' || condition === null) return condition;
  return Object.fromEntries(
    Object.entries(condition).map(([operator, value]) => [operator, revive(read, value)]),
  );
}
