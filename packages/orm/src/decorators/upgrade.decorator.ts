import type { UpgradeFunction } from '../metadata/upgrade-function';
import { type ClassForm, onClass } from './decorator-forms';

/**
 * How a row that an older `schemaVersion` of the model wrote becomes one of a newer. It happens when such a row is read, and is
 * stored when the row is written the next time, or by `db.upgradeRows()`; until then indexes have the row as it was written.
 * Upgrades are chained. They run again and again, on rows of programs that are not yet updated too: the same row must always
 * give the same result, and nothing else may happen.
 *
 * @param from the version that wrote the row; also older ones that no other upgrade begins with
 * @param to the version that the result is of, at most that of the model
 * @param upgrade gets what is stored, columns that are not declared any more by their stored names; gives all fields
 *
 * @example
 * ```ts
 * @Upgrade(1, 2, ({ first, last, ...row }) => ({ ...row, name: `${first} ${last}` }))
 * @Model('user', { schemaVersion: 2 })
 * class User { ... }
 * ```
 */
export function Upgrade(from: number, to: number, upgrade: UpgradeFunction): ClassForm {
  return onClass(() => ({ of: 'upgrade', from, to, upgrade }));
}
