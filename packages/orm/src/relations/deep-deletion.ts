/**
 * Deletions that reach more rows than one transaction should: from the outermost rows inwards, in transactions of some rows.
 *
 * What points at a row goes before the row itself, so that at no time a reference points at nothing, also when the work is
 * interrupted: then it is done again from its start, and finds less to do. The last transaction is the usual deletion, which
 * makes sure that nothing has come in between.
 */

import { OperationAbortedError } from '@tito/tikv';
import { ReferencedError, ValueTooLargeError } from '../errors';
import type { DecodedRow } from '../codec/row-codec';
import type { BoundModel } from '../persistence/bound-model';
import type { SaveOptions } from '../persistence/plan-save';
import type { TransactionScope } from '../session/transaction-scope';
import { type Inbound, idsPointingAt, inboundOf } from './plan-deletion';
import type { ReferentialActions } from './referential-actions';

/** Rows that are begun with in one transaction. */
const CHUNK = 200;
/** Rows in rows in rows: deeper is a chain that one deletion cannot follow. */
const MAX_DEPTH = 100;

export interface DeepDeletionContext {
  readonly models: () => readonly BoundModel[];
  readonly references: ReferentialActions;
  readonly write: <T>(work: (scope: TransactionScope) => Promise<T>) => Promise<T>;
}

export interface DeepDeleteOptions extends SaveOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called after each transaction with the number of rows so far: removed, marked or emptied. */
  readonly onProgress?: ((rows: number) => void) | undefined;
}

type Row = { readonly model: BoundModel; readonly id: string; readonly before: DecodedRow };

export class DeepDeletion {
  readonly #context: DeepDeletionContext;
  readonly #options: DeepDeleteOptions;
  #rows = 0;

  constructor(context: DeepDeletionContext, options: DeepDeleteOptions) {
    this.#context = context;
    this.#options = options;
  }

  /**
   * Removes a row, whatever it takes.
   *
   * @returns the number of rows that were removed, marked or emptied
   * @throws ReferencedError: what was removed until then stays removed
   * @throws ValueTooLargeError for a chain of more than 100 rows that all have too many
   */
  async run(model: BoundModel, id: string): Promise<number> {
    await this.#remove(model, [id], 0);
    return this.#rows;
  }

  async #remove(model: BoundModel, ids: readonly string[], depth: number): Promise<void> {
    const { signal } = this.#options;
    if (signal?.aborted === true) throw new OperationAbortedError(signal.reason);
    const { references } = this.#context;
    let refusal: unknown;
    try {
      await this.#write(model, ids, (scope, rows) => references.removeAll(scope, rows, this.#options));
      return;
    } catch (error) {
      if (!(error instanceof ValueTooLargeError) || depth >= MAX_DEPTH) throw error;
      refusal = error;
    }
    if (ids.length > 1) {
      const half = Math.ceil(ids.length / 2);
      await this.#remove(model, ids.slice(0, half), depth);
      await this.#remove(model, ids.slice(half), depth);
      return;
    }
    const before = this.#rows;
    for (const inbound of inboundOf(this.#context.models(), model.metadata)) {
      await this.#release(inbound, ids[0] as string, depth);
    }
    if (this.#rows === before) throw refusal; // it was not what points at the row
    await this.#remove(model, ids, depth + 1);
  }

  /** Deals with everything that points at a row by one reference. */
  async #release({ model, relation, index }: Inbound, id: string, depth: number): Promise<void> {
    const { references, write } = this.#context;
    const { property, onDelete } = relation;
    for (;;) {
      const found = await write((scope) => idsPointingAt(scope, { model, relation, index }, id, CHUNK));
      const ids = [...found];
      if (ids.length === 0) return;
      if (onDelete === 'restrict') {
        throw new ReferencedError({ model: relation.target().name, id, by: model.metadata.name, property });
      }
      if (onDelete === 'setNull')
        await this.#write(model, ids, async (scope, rows) =>
          references.empty(scope, rows, property, this.#options),
        );
      else if (model.metadata.deletedAt !== null)
        await this.#write(model, ids, async (scope, rows) => references.mark(scope, rows, this.#options));
      else await this.#remove(model, ids, depth + 1);
    }
  }

  /** One transaction over those of some rows that are still there. */
  async #write(
    model: BoundModel,
    ids: readonly string[],
    work: (scope: TransactionScope, rows: readonly Row[]) => Promise<number>,
  ): Promise<void> {
    this.#rows += await this.#context.write(async (scope) => {
      const keys = ids.map((id) => model.rowKey(id));
      const values = await scope.getManyForWrite(keys);
      const rows = ids.flatMap((id, i): Row[] => {
        const bytes = values[i] ?? null;
        return bytes === null
          ? []
          : [{ model, id, before: model.codec.decode(keys[i] as Uint8Array, id, bytes) }];
      });
      return rows.length === 0 ? 0 : work(scope, rows);
    });
    this.#options.onProgress?.(this.#rows);
  }
}
