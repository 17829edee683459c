/** The indexes of a connected database: what `db.indexes` is. */

import { storedIndex } from '../catalog/catalog-record';
import type {
  BuildIndexOptions,
  BuildReport,
  IndexInfo,
  RepairReport,
  VerifyOptions,
  VerifyReport,
} from '../catalog/schema-changes';
import { InvalidQueryError, UnknownIndexError, UnknownModelError } from '../errors';
import { declareIndexes } from '../maintenance/apply-schema';
import { buildIndexes } from '../maintenance/build-indexes';
import { type MaintenanceContext, settle } from '../maintenance/maintenance-context';
import { repairIndexes } from '../maintenance/repair-indexes';
import { retireIndex } from '../maintenance/retire-index';
import { verifyIndexes } from '../maintenance/verify-indexes';
import { listViolations } from '../maintenance/violations';
import type { BoundModel } from '../persistence/bound-model';
import { describeIndex } from './describe-schema';

export class DatabaseIndexes {
  readonly #context: MaintenanceContext;

  constructor(context: MaintenanceContext) {
    this.#context = context;
  }

  /** Every stored definition of the models' indexes, and its state. */
  async list(): Promise<IndexInfo[]> {
    await this.#context.schema.renew();
    const lists = this.#context.models.map(async (model) =>
      Promise.all(
        model.record.indexes.map(async (index): Promise<IndexInfo> => {
          const isDeclared = model.metadata.indexes.some((each) => storedIndex(model.record, each) === index);
          const violations = await listViolations(this.#context, model, index);
          const { id, generation, definition, state } = index;
          return {
            model: model.metadata.name,
            id,
            generation,
            ...describeIndex(index, definition, state),
            isDeclared,
            violations: violations.length,
          };
        }),
      ),
    );
    return (await Promise.all(lists)).flat();
  }

  /**
   * Builds the declared indexes that are not readable, while others read and write. May be interrupted, killed, and run by
   * several processes at once, which share the work. Definitions that were replaced stay, for programs that still read
   * them: `db.schema.apply` removes them.
   *
   * @returns one report for each model that had something to build
   * @throws UnknownModelError, SchemaBehindError, OperationAbortedError
   *
   * @example
   * ```ts
   * for (const { violations } of await db.indexes.build({ rowsPerSecond: 5000 })) console.table(violations);
   * ```
   */
  async build(options: BuildIndexOptions = {}): Promise<BuildReport[]> {
    const models = this.#models(options.model);
    await this.#context.schema.renew();
    let isDeclared = false;
    for (const model of models)
      if ((await declareIndexes(this.#context, model, options)).length > 0) isDeclared = true;
    if (isDeclared) await settle(this.#context, options.signal);
    const reports: BuildReport[] = [];
    for (const model of models) {
      const report = await buildIndexes(this.#context, model, { ...options, isSettled: isDeclared });
      if (report !== null) reports.push(report);
    }
    return reports;
  }

  /**
   * Compares readable indexes with their rows, both ways, in one snapshot: it reads all of both.
   *
   * @throws UnknownModelError, UnknownIndexError, OperationAbortedError
   */
  async verify(options: VerifyOptions = {}): Promise<VerifyReport> {
    return verifyIndexes(this.#context, options);
  }

  /**
   * The same, and mends what it finds, each in a transaction that looks again. What the report counts is what was found.
   *
   * @throws as `verify`
   */
  async repair(options: VerifyOptions = {}): Promise<RepairReport> {
    return repairIndexes(this.#context, options);
  }

  /**
   * Takes an index that is not declared any more out of use, and deletes its entries: in steps, of which each waits until
   * no process relies on the one before. Programs that still declare it cannot query by it from then on.
   *
   * @param model the name of the model
   * @param storedName the name in the stored schema: that of its property, unless it was given another
   * @throws UnknownModelError, UnknownIndexError, InvalidQueryError for an index that is declared
   */
  async drop(
    model: string,
    storedName: string,
    options: { readonly signal?: AbortSignal; readonly rowsPerSecond?: number } = {},
  ): Promise<{ readonly entries: number }> {
    const [bound] = this.#models(model) as [BoundModel];
    const { metadata } = bound;
    if (metadata.indexes.some((index) => index.storedName === storedName)) {
      throw new InvalidQueryError('the index is declared: remove the declaration first', {
        model: metadata.name,
        index: storedName,
      });
    }
    await this.#context.schema.renew();
    const stored = bound.record.indexes.filter(({ name }) => name === storedName);
    if (stored.length === 0) {
      const known = bound.record.indexes.map(({ name }) => name);
      throw new UnknownIndexError({ model: metadata.name, index: storedName, known });
    }
    let entries = 0;
    for (const index of stored) entries += await retireIndex(this.#context, bound, index, options);
    return { entries };
  }

  #models(name: string | undefined): readonly BoundModel[] {
    const { models } = this.#context;
    const chosen = models.filter(({ metadata }) => name === undefined || metadata.name === name);
    if (chosen.length > 0) return chosen;
    throw new UnknownModelError({ model: name, known: models.map(({ metadata }) => metadata.name) });
  }
}
