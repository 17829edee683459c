/** Deletions that are too large for one transaction: done here and now, or as jobs that survive their process. */

import { type ConsumeOptions, type Consumer, type QueueEvent, topic } from '@tito/queue';
import type { ModelClass } from '../metadata/declarations';
import type { BoundModel } from '../persistence/bound-model';
import { checkId } from '../persistence/row-id';
import { type DeepDeleteOptions, DeepDeletion, type DeepDeletionContext } from '../relations/deep-deletion';
import type { TransactionScope } from '../session/transaction-scope';

const JOBS = topic<Job>('tito.deletions', { partitions: 16 });
const GROUP = 'tito.deletions';

interface Job {
  readonly model: string;
  readonly id: string;
}

export interface DeletionsContext extends DeepDeletionContext {
  readonly boundOf: (model: ModelClass) => BoundModel;
  /** Runs work in the running transaction, or in one of its own. */
  readonly join: <T>(work: (scope: TransactionScope) => Promise<T>) => Promise<T>;
  readonly consume: (
    jobs: typeof JOBS,
    handler: (event: QueueEvent<Job>, context: { readonly signal: AbortSignal }) => Promise<unknown>,
    options: ConsumeOptions,
  ) => Consumer;
}

export type DeletionConsumerOptions = Partial<Pick<ConsumeOptions, 'concurrency' | 'retry' | 'partitions'>>;

/**
 * Removes rows with everything that goes with them, however much that is. `delete` does that in one transaction and refuses
 * when more than 1000 rows are reached; here the rows that point at others go first, in many transactions, and the row itself
 * with the last. At no time does a reference with `onDelete` point at nothing.
 */
export class Deletions {
  readonly #context: DeletionsContext;

  constructor(context: DeletionsContext) {
    this.#context = context;
  }

  /**
   * Removes a row now. When it fails, or is stopped, a part is done: calling it again does the rest.
   *
   * @returns the number of rows that were removed, marked as deleted, or had references emptied; 0 when there was no row
   * @throws ReferencedError when a row forbids it, which is found when it is its turn
   *
   * @example
   * ```ts
   * await db.deletions.run(Customer, id, { signal, onProgress: (rows) => console.log(rows) });
   * ```
   */
  async run(model: ModelClass, id: string, options: DeepDeleteOptions = {}): Promise<number> {
    const bound = this.#context.boundOf(model);
    return new DeepDeletion(this.#context, options).run(bound, checkId(bound.metadata, id));
  }

  /**
   * Leaves the removal to whoever consumes such jobs, in this process or another: if and only if the running transaction
   * commits, or at once outside of one.
   *
   * @example
   * ```ts
   * await db.transaction(async () => {
   *   await customers.update(id, { active: false });
   *   await db.deletions.request(Customer, id);
   * });
   * ```
   */
  async request(model: ModelClass, id: string): Promise<void> {
    const { metadata } = this.#context.boundOf(model);
    const job: Job = { model: metadata.name, id: checkId(metadata, id) };
    await this.#context.join(async (scope) => scope.publish(JOBS, `${job.model}/${job.id}`, job, {}));
  }

  /**
   * Does what was requested, also by other processes, until it is stopped. A job that fails is tried again, from where it came
   * to; one that a row forbids ends among the dead letters of the group `tito.deletions`.
   */
  consume(options: DeletionConsumerOptions = {}): Consumer {
    const handler = async (
      { payload }: QueueEvent<Job>,
      { signal }: { signal: AbortSignal },
    ): Promise<void> => {
      const model = this.#context.models().find(({ metadata }) => metadata.name === payload.model);
      if (model !== undefined) await new DeepDeletion(this.#context, { signal }).run(model, payload.id);
    };
    return this.#context.consume(JOBS, handler, {
      concurrency: 4,
      timeout: '1h',
      ...options,
      group: GROUP,
      from: 'earliest',
      effects: 'external',
    });
  }
}
