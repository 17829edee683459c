/** What makes older rows of a model newer ones. */

import { DefinitionError } from '../errors';
import type { Declaration, ModelClass } from './declarations';
import type { UpgradeFunction } from './upgrade-function';

export interface UpgradeMetadata {
  readonly from: number;
  readonly to: number;
  readonly upgrade: UpgradeFunction;
}

/** The upgrades of a model in the order in which they apply. @throws DefinitionError */
export function buildUpgrades(
  model: ModelClass,
  declarations: readonly Declaration[],
  schemaVersion: number,
): UpgradeMetadata[] {
  const upgrades = declarations.flatMap((each) => (each.of === 'upgrade' ? [each] : []));
  upgrades.sort((a, b) => a.from - b.from);
  for (const [i, { from, to, upgrade }] of upgrades.entries()) {
    const isVersion = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 1;
    const next = upgrades[i + 1];
    const isRight = isVersion(from) && isVersion(to) && from < to && to <= schemaVersion;
    if (isRight && typeof upgrade === 'function' && (next === undefined || next.from >= to)) continue;
    throw new DefinitionError(
      '@Upgrade(from, to, fn) leads from a version to a later one, up to the schemaVersion of the model, and none begins inside of another',
      { class: model.name, from, to, schemaVersion },
    );
  }
  return upgrades.map(({ from, to, upgrade }) => Object.freeze({ from, to, upgrade }));
}
