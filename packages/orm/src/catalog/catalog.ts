/**
 * The schema that is stored beside the data: get or create, in a transaction, so that processes which start at the same
 * time agree on every number.
 */

import { randomBytes } from 'node:crypto';
import type { TikvClient, Transaction } from '@tito/tikv';
import type { KeyLayout } from '../keys/key-layout';
import type { ModelMetadata } from '../metadata/model-metadata';
import {
  type CatalogModel,
  decodeCatalogModel,
  encodeCatalogModel,
  hasNewIndexes,
  newCatalogModel,
  planCatalogModel,
} from './catalog-record';

/** Longer than any other wait of a start: a fresh cluster elects its leaders first. */
const CATALOG_TIMEOUT_MS = 30_000;

export interface LoadedCatalog {
  readonly models: ReadonlyMap<ModelMetadata, CatalogModel>;
  /** 32 bytes that seal cursors: the same for all processes of the namespace. */
  readonly cursorSecret: Uint8Array;
}

/** Reads the catalog, and first adds what the models declare and it does not have. */
export async function loadCatalog(
  client: TikvClient,
  layout: KeyLayout,
  models: readonly ModelMetadata[],
  signal?: AbortSignal,
): Promise<LoadedCatalog> {
  const complete = await readComplete(client, layout, models);
  if (complete !== null) return complete;
  return client.transaction((txn) => extend(txn, layout, models), { timeoutMs: CATALOG_TIMEOUT_MS, signal });
}

/** Replaces a model's record by what a pure plan makes of it. */
export async function changeCatalogModel(
  client: TikvClient,
  layout: KeyLayout,
  model: ModelMetadata,
  plan: (stored: CatalogModel) => CatalogModel,
): Promise<CatalogModel> {
  return client.transaction(
    async (txn) => {
      const key = layout.catalogModel(model.name);
      const bytes = await txn.getForUpdate(key);
      const next = plan(bytes === null ? newCatalogModel(0) : decodeCatalogModel(key, bytes));
      txn.put(key, encodeCatalogModel(next));
      return next;
    },
    { timeoutMs: CATALOG_TIMEOUT_MS },
  );
}

/** The catalog if it lacks nothing: the usual start takes one read. */
async function readComplete(
  client: TikvClient,
  layout: KeyLayout,
  models: readonly ModelMetadata[],
): Promise<LoadedCatalog | null> {
  const keys = models.map(({ name }) => layout.catalogModel(name));
  const values = await client.snapshot().batchGet([layout.cursorSecret(), ...keys]);
  const [cursorSecret, ...records] = values;
  if (cursorSecret === undefined || cursorSecret === null || records.includes(null)) return null;
  const stored = records.map((bytes, i) => decodeCatalogModel(keys[i] as Uint8Array, bytes as Uint8Array));
  const isComplete = models.every((model, i) => planCatalogModel(stored[i]!, model, false) === stored[i]);
  return isComplete ? { models: new Map(models.map((model, i) => [model, stored[i]!])), cursorSecret } : null;
}

async function extend(
  txn: Transaction,
  layout: KeyLayout,
  models: readonly ModelMetadata[],
): Promise<LoadedCatalog> {
  const cursorSecret = await getOrPut(txn, layout.cursorSecret(), () => randomBytes(32));
  const out = new Map<ModelMetadata, CatalogModel>();
  for (const model of models) out.set(model, await extendModel(txn, layout, model));
  return { models: out, cursorSecret };
}

async function extendModel(txn: Transaction, layout: KeyLayout, model: ModelMetadata): Promise<CatalogModel> {
  const key = layout.catalogModel(model.name);
  const bytes = await txn.getForUpdate(key);
  const stored =
    bytes === null ? newCatalogModel(await nextModelId(txn, layout)) : decodeCatalogModel(key, bytes);
  const isEmpty =
    bytes === null || (hasNewIndexes(stored, model) && (await hasNoRows(txn, layout, stored.id)));
  const planned = planCatalogModel(stored, model, isEmpty);
  if (bytes === null || planned !== stored) txn.put(key, encodeCatalogModel(planned));
  return planned;
}

async function nextModelId(txn: Transaction, layout: KeyLayout): Promise<number> {
  const key = layout.lastModelId();
  const bytes = await txn.getForUpdate(key);
  const id = (bytes === null ? 0 : Buffer.from(bytes).readUInt32BE()) + 1;
  const value = Buffer.alloc(4);
  value.writeUInt32BE(id);
  txn.put(key, value);
  return id;
}

async function hasNoRows(txn: Transaction, layout: KeyLayout, modelId: number): Promise<boolean> {
  for await (const _ of txn.scan(layout.rows(modelId), { limit: 1, keyOnly: true })) return false;
  return true;
}

async function getOrPut(txn: Transaction, key: Uint8Array, make: () => Uint8Array): Promise<Uint8Array> {
  const stored = await txn.getForUpdate(key);
  if (stored !== null) return stored;
  const made = make();
  txn.put(key, made);
  return made;
}
