/** Joins loads that begin in the same tick into one batch, so that a loop over references costs one request. */

import type { Hydration } from '../codec/row-codec';
import type { ModelMetadata } from '../metadata/model-metadata';
import type { BoundModel } from '../persistence/bound-model';
import { visibleEntity } from '../persistence/read-rows';
import type { RowSource } from '../session/row-source';

interface Waiting {
  readonly model: ModelMetadata;
  readonly id: string;
  readonly resolve: (entity: object | null) => void;
  readonly reject: (error: unknown) => void;
}

export interface LoaderContext {
  readonly source: () => RowSource;
  readonly boundOf: (model: ModelMetadata) => BoundModel;
  readonly hydrationOf: (model: ModelMetadata) => Hydration;
}

export class CoalescingLoader {
  readonly #context: LoaderContext;
  /** Per source, since loads of different transactions see different rows. */
  readonly #waiting = new Map<RowSource, Waiting[]>();

  constructor(context: LoaderContext) {
    this.#context = context;
  }

  load(model: ModelMetadata, id: string): Promise<object | null> {
    return new Promise((resolve, reject) => {
      const source = this.#context.source();
      const waiting = this.#waiting.get(source);
      if (waiting !== undefined) {
        waiting.push({ model, id, resolve, reject });
        return;
      }
      const batch: Waiting[] = [{ model, id, resolve, reject }];
      this.#waiting.set(source, batch);
      process.nextTick(() => {
        this.#waiting.delete(source);
        void this.#send(source, batch);
      });
    });
  }

  async #send(source: RowSource, batch: readonly Waiting[]): Promise<void> {
    const { boundOf } = this.#context;
    try {
      const keys = batch.map(({ model, id }) => boundOf(model).rowKey(id));
      const values = await (batch.length === 1
        ? Promise.all([source.get(keys[0] as Uint8Array)])
        : source.view().batchGet(keys));
      batch.forEach((waiting, i) => this.#settle(waiting, keys[i] as Uint8Array, values[i] ?? null));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  #settle({ model, id, resolve, reject }: Waiting, key: Uint8Array, bytes: Uint8Array | null): void {
    const { boundOf, hydrationOf } = this.#context;
    try {
      resolve(
        bytes === null ? null : visibleEntity(boundOf(model), { key, id, bytes }, hydrationOf(model), 'live'),
      );
    } catch (error) {
      reject(error);
    }
  }
}
