/**
 * Lets a transaction commit only while the schema is as it was when its writes were planned: the commit timestamp must lie
 * within the lease. Costs no request, unless the lease has to be renewed.
 */

import { type CommitHook, physicalMs } from '@tito/tikv';
import { SchemaChangedError } from '../errors';
import type { LiveSchema } from './live-schema';

/** What was written by: differs whenever writes of the model would. */
export interface PlannedModel {
  readonly maintained: string;
}

export class SchemaFence implements CommitHook {
  readonly #schema: LiveSchema;
  readonly #planned = new Map<PlannedModel, string>();
  readonly #forgotten: () => void;
  #endMs = 0;
  #windowMs = 0;

  /** @param forgotten the transaction was taken back to before this hook: the next write needs another */
  constructor(schema: LiveSchema, forgotten: () => void) {
    this.#schema = schema;
    this.#forgotten = forgotten;
  }

  /** A write of the model was planned by what is known of it now. */
  note(model: PlannedModel): void {
    if (!this.#planned.has(model)) this.#planned.set(model, model.maintained);
  }

  /** @throws SchemaChangedError */
  async prepare(): Promise<void> {
    await this.#schema.ensure();
    for (const [model, maintained] of this.#planned) {
      if (model.maintained !== maintained) throw new SchemaChangedError({ version: this.#schema.version });
    }
    this.#endMs = physicalMs(this.#schema.endTs);
  }

  /** @throws SchemaChangedError */
  apply(sequence: bigint): void {
    this.#windowMs = this.#endMs - physicalMs(sequence);
    if (this.#windowMs > 0) return;
    this.#schema.expire();
    throw new SchemaChangedError({ reason: 'the lease of the schema is over' });
  }

  get commitWindowMs(): number {
    return this.#windowMs;
  }

  forgotten(): void {
    this.#forgotten();
  }
}
