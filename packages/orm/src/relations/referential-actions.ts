/**
 * What references with `onDelete` promise: they point at rows that exist, and when such a row is removed, what points at it
 * forbids that, goes with it, or is emptied, in the same transaction.
 */

import type { DecodedRow } from '../codec/row-codec';
import type { ModelMetadata } from '../metadata/model-metadata';
import { applyPlan } from '../persistence/apply-plan';
import type { BoundModel } from '../persistence/bound-model';
import { type Environment, valuesOfMark, valuesOfPatch } from '../persistence/entity-input';
import { planRemove } from '../persistence/plan-remove';
import { type SaveOptions, planSave } from '../persistence/plan-save';
import type { RowPlan } from '../persistence/row-plan';
import type { TransactionScope } from '../session/transaction-scope';
import { type WrittenRow, checkReferences } from './check-references';
import { type ReachedRow, planDeletion } from './plan-deletion';

export class ReferentialActions {
  readonly #models: () => Iterable<BoundModel>;
  readonly #environment: Environment;

  constructor(models: () => Iterable<BoundModel>, environment: Environment) {
    this.#models = models;
    this.#environment = environment;
  }

  /** @throws InvalidReferenceError for a reference that a write sets and that points at no row */
  check(scope: TransactionScope, rows: readonly WrittenRow[]): Promise<void> {
    return checkReferences(scope, (model) => this.#bound(model), rows);
  }

  /**
   * Removes a row and does what references to it want. A failure comes before the first write: the transaction can go on.
   *
   * @throws ReferencedError, ValueTooLargeError
   */
  async remove(
    scope: TransactionScope,
    model: BoundModel,
    id: string,
    before: DecodedRow,
    options: SaveOptions,
  ): Promise<void> {
    await this.removeAll(scope, [{ model, id, before }], options);
  }

  /** The same for several rows, which may point at each other. @returns how many rows were removed, marked or emptied */
  async removeAll(
    scope: TransactionScope,
    rows: readonly { readonly model: BoundModel; readonly id: string; readonly before: DecodedRow }[],
    options: SaveOptions,
  ): Promise<number> {
    const reached = await planDeletion(scope, [...this.#models()], rows);
    return this.#apply(scope, reached, options);
  }

  /** Empties a reference of rows. */
  empty(
    scope: TransactionScope,
    rows: readonly { readonly model: BoundModel; readonly id: string; readonly before: DecodedRow }[],
    property: string,
    options: SaveOptions,
  ): number {
    const reached = rows.map((row): ReachedRow => ({ ...row, fate: 'keep', emptied: new Set([property]) }));
    return this.#apply(scope, reached, options);
  }

  /** Marks rows as deleted that would go, of a model with `@DeletedAt`. */
  mark(
    scope: TransactionScope,
    rows: readonly { readonly model: BoundModel; readonly id: string; readonly before: DecodedRow }[],
    options: SaveOptions,
  ): number {
    const reached = rows.map((row): ReachedRow => ({ ...row, fate: 'mark', emptied: new Set() }));
    return this.#apply(scope, reached, options);
  }

  #apply(scope: TransactionScope, reached: readonly ReachedRow[], options: SaveOptions): number {
    const plans = reached.map((row) => this.#planOf(row, options));
    for (const plan of plans) applyPlan(scope, plan);
    return plans.length;
  }

  #planOf({ model, id, before, fate, emptied }: ReachedRow, options: SaveOptions): RowPlan {
    if (fate === 'remove') return planRemove(model, id, before, options);
    const { metadata } = model;
    const nulls = Object.fromEntries([...emptied].map((property) => [property, null]));
    const values =
      fate === 'mark'
        ? valuesOfMark(metadata, { ...before.values, ...nulls }, true, this.#environment)
        : valuesOfPatch(metadata, before.values, nulls, this.#environment);
    return planSave(model, before, values, options, fate === 'mark' ? 'delete' : 'update');
  }

  #bound(metadata: ModelMetadata): BoundModel {
    return [...this.#models()].find((model) => model.metadata === metadata) as BoundModel;
  }
}
