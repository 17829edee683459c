/**
 * What references with `onDelete` promise: they point at rows that exist, and when such a row is removed, what points at it
 * forbids that, goes with it, or is emptied, in the same transaction.
 *
 * A write that sets a reference protects the row that it points at until its commit, so that the row cannot go meanwhile.
 */

import type { DecodedRow } from '../codec/row-codec';
import { InvalidReferenceError, ReferencedError, ValueTooLargeError } from '../errors';
import type { ModelMetadata, RelationMetadata } from '../metadata/model-metadata';
import type { StoredValues } from '../metadata/stored-form';
import { applyPlan } from '../persistence/apply-plan';
import type { BoundIndex, BoundModel } from '../persistence/bound-model';
import { type Environment, valuesOfMark, valuesOfPatch } from '../persistence/entity-input';
import { planRemove } from '../persistence/plan-remove';
import { type SaveOptions, planSave } from '../persistence/plan-save';
import { isMarkedDeleted, readForWrite } from '../persistence/read-rows';
import { keyRanges } from '../query/key-ranges';
import type { TransactionScope } from '../session/transaction-scope';

/** Most rows that one deletion may reach. */
export const MAX_CASCADE_ROWS = 1000;

type SingleRelation = Extract<RelationMetadata, { kind: 'one' }>;

/** A reference that does something when the row that it points at is removed. */
interface Inbound {
  readonly model: BoundModel;
  readonly relation: SingleRelation;
  readonly index: BoundIndex;
}

export class ReferentialActions {
  readonly #models: () => Iterable<BoundModel>;
  readonly #environment: Environment;

  constructor(models: () => Iterable<BoundModel>, environment: Environment) {
    this.#models = models;
    this.#environment = environment;
  }

  /** @throws InvalidReferenceError for a reference that a write sets and that points at no row */
  async check(
    scope: TransactionScope,
    model: ModelMetadata,
    before: StoredValues | null,
    values: StoredValues,
  ): Promise<void> {
    const changed = [...model.relations.values()].filter((relation): relation is SingleRelation => {
      if (relation.kind !== 'one' || relation.onDelete === 'none') return false;
      const id = values[relation.property] ?? null;
      return id !== null && id !== before?.[relation.property];
    });
    await Promise.all(
      changed.map(async (relation) => {
        const target = this.#bound(relation.target());
        const id = values[relation.property] as string;
        const key = target.rowKey(id);
        const bytes = await scope.getForUpdate(key);
        if (bytes !== null && !isMarkedDeleted(target.metadata, target.codec.decode(key, id, bytes).values))
          return;
        throw new InvalidReferenceError({
          model: model.name,
          field: relation.property,
          target: target.metadata.name,
        });
      }),
    );
  }

  /**
   * Removes a row and does what references to it want.
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
    const reached = new Set([nameOf(model, id)]);
    const pending = [{ model, id, before }];
    try {
      for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
        for (const inbound of this.#inbound(next.model.metadata)) {
          for (const child of await idsPointingAt(scope, inbound, next.id)) {
            const name = nameOf(inbound.model, child);
            if (reached.has(name) && inbound.relation.onDelete !== 'setNull') continue;
            reached.add(name);
            if (reached.size > MAX_CASCADE_ROWS) {
              throw new ValueTooLargeError('a deletion reaches too many rows', {
                model: model.metadata.name,
                id,
                limit: MAX_CASCADE_ROWS,
              });
            }
            const removed = await this.#act(scope, inbound, next.id, child, options);
            if (removed !== null) pending.push(removed);
          }
        }
        applyPlan(scope, planRemove(next.model, next.id, next.before, options));
      }
    } catch (error) {
      if (reached.size > 1) scope.spoil(error);
      throw error;
    }
  }

  /** Does what one reference wants. @returns a row that must be removed too */
  async #act(
    scope: TransactionScope,
    { model, relation }: Inbound,
    id: string,
    child: string,
    options: SaveOptions,
  ): Promise<{ model: BoundModel; id: string; before: DecodedRow } | null> {
    const { metadata } = model;
    const { property, onDelete } = relation;
    if (onDelete === 'restrict') {
      throw new ReferencedError({ model: relation.target().name, id, by: metadata.name, property });
    }
    const before = await readForWrite(scope, model, child);
    if (before === null) return null;
    if (onDelete === 'cascade' && metadata.deletedAt === null) return { model, id: child, before };
    const values =
      onDelete === 'cascade'
        ? valuesOfMark(metadata, before.values, true, this.#environment)
        : valuesOfPatch(metadata, before.values, { [property]: null }, this.#environment);
    applyPlan(scope, planSave(model, before, values, options, onDelete === 'cascade' ? 'delete' : 'update'));
    return null;
  }

  #inbound(target: ModelMetadata): Inbound[] {
    return [...this.#models()].flatMap((model) =>
      [...model.metadata.relations.values()].flatMap((relation) => {
        if (relation.kind !== 'one' || relation.onDelete === 'none' || relation.target() !== target)
          return [];
        return relation.index === null ? [] : [{ model, relation, index: model.index(relation.index) }];
      }),
    );
  }

  #bound(metadata: ModelMetadata): BoundModel {
    return [...this.#models()].find((model) => model.metadata === metadata) as BoundModel;
  }
}

async function idsPointingAt(
  scope: TransactionScope,
  { model, index }: Inbound,
  id: string,
): Promise<string[]> {
  const directions = index.metadata.parts.map(({ isDescending }) => isDescending);
  const ids: string[] = [];
  for (const range of keyRanges(model.layout.indexPrefix(index.address), index.metadata, [id])) {
    for await (const pair of scope.txn.scan(range, { limit: MAX_CASCADE_ROWS + 1 })) {
      ids.push(model.layout.idInEntry(pair, index.address, directions));
    }
  }
  return ids;
}

function nameOf({ metadata }: BoundModel, id: string): string {
  return `${metadata.name}\0${id}`;
}
