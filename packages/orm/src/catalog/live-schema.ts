/**
 * The stored schema as this process knows it, for as long as it may.
 *
 * What was read at a timestamp holds for `leaseMs` of the oracle's time after it: reads at, and commits up to, the end of
 * that lease may rely on it. Whoever changes the schema takes steps that are safe beside the one before, and waits between
 * two of them until all leases of the state before are over; so no two processes are ever two steps apart (Rae et al.,
 * "Online, Asynchronous Schema Change in F1", VLDB 2013). The lease costs one small read each time it is renewed, which only
 * processes do that use the database, and nothing per transaction.
 */

import { type TikvClient, addMilliseconds } from '@tito/tikv';
import { SchemaBehindError } from '../errors';
import type { KeyLayout } from '../keys/key-layout';
import type { ModelMetadata } from '../metadata/model-metadata';
import { type LoadedCatalog, readCatalog, readSchemaVersion } from './catalog';
import type { CatalogModel } from './catalog-record';

export interface LiveSchemaOptions {
  readonly client: TikvClient;
  readonly layout: KeyLayout;
  readonly models: readonly ModelMetadata[];
  readonly loaded: LoadedCatalog;
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
}

/** Renewed by those who need it when less than this part of the lease is left. */
const RENEW_AT = 0.25;
/** Least time between two looks that nobody waits for. */
const LOOK_EVERY_MS = 500;

export class LiveSchema {
  readonly #options: LiveSchemaOptions;
  readonly #listeners: ((catalog: LoadedCatalog) => void)[] = [];
  #loaded: LoadedCatalog;
  #renewal: Promise<void> | null = null;
  #lookedAtMs = -Infinity;

  constructor(options: LiveSchemaOptions) {
    this.#options = options;
    this.#loaded = options.loaded;
  }

  get version(): number {
    return this.#loaded.version;
  }

  get leaseMs(): number {
    return this.#loaded.leaseMs;
  }

  /** Reads at and commits up to this timestamp may rely on what is known. */
  get endTs(): bigint {
    return addMilliseconds(this.#loaded.readTs, this.#loaded.leaseMs);
  }

  record(model: ModelMetadata): CatalogModel {
    return this.#loaded.models.get(model) as CatalogModel;
  }

  /** Hears of each change. */
  onChange(listener: (catalog: LoadedCatalog) => void): void {
    this.#listeners.push(listener);
  }

  /** Renews the lease if little of it is left: one request then, none otherwise. */
  async ensure(): Promise<void> {
    const { readAtMs, leaseMs } = this.#loaded;
    if (readAtMs + leaseMs * (1 - RENEW_AT) > this.#options.clock()) return;
    await this.renew();
  }

  /** Reads the schema again if it has changed. Calls at the same time share one. */
  renew(): Promise<void> {
    this.#renewal ??= this.#renew().finally(() => (this.#renewal = null));
    return this.#renewal;
  }

  /** The oracle's clock is ahead of what this process measured: whoever needs the lease next renews it. */
  expire(): void {
    this.#loaded = { ...this.#loaded, readAtMs: -Infinity };
  }

  /** Looks soon whether the schema has changed, without anybody waiting for it. */
  look(): void {
    if (this.#options.clock() - this.#lookedAtMs < LOOK_EVERY_MS) return;
    this.#lookedAtMs = this.#options.clock();
    this.renew().catch(() => undefined); // what needs the lease asks again, and hears of the failure
  }

  async #renew(): Promise<void> {
    const { client, layout, models, clock } = this.#options;
    const readAtMs = clock();
    const snapshot = client.snapshot();
    const [stored, readTs] = [await readSchemaVersion(snapshot, layout), await snapshot.timestamp()];
    if (stored?.version === this.#loaded.version) {
      this.#loaded = { ...this.#loaded, readTs, readAtMs, leaseMs: stored.leaseMs };
      return;
    }
    const loaded = await readCatalog(snapshot, layout, models);
    if (loaded === null) throw new SchemaBehindError({ reason: 'the stored schema is gone' });
    this.#loaded = { ...loaded, readTs, readAtMs };
    for (const listener of this.#listeners) listener(this.#loaded);
  }
}
