/**
 * The schema that is stored beside the data: get or create, in a transaction, so that processes which start at the same
 * time agree on every number.
 */

import { randomBytes } from 'node:crypto';
import type { KvReader, TikvClient, Transaction } from '@tito/tikv';
import { SchemaMismatchError } from '../errors';
import type { KeyLayout } from '../keys/key-layout';
import type { ModelMetadata } from '../metadata/model-metadata';
import {
  type CatalogModel,
  decodeCatalogModel,
  encodeCatalogModel,
  newCatalogModel,
  withColumns,
} from './catalog-record';
import { type SchemaVersion, decodeSchemaVersion, encodeSchemaVersion } from './schema-version';

/** Longer than any other wait of a start: a fresh cluster elects its leaders first. */
const CATALOG_TIMEOUT_MS = 30_000;

export interface LoadedCatalog extends SchemaVersion {
  readonly models: ReadonlyMap<ModelMetadata, CatalogModel>;
  /** 32 bytes that seal cursors: the same for all processes of the namespace. */
  readonly cursorSecret: Uint8Array;
  /** The moment that this is of. */
  readonly readTs: bigint;
  /** When reading began, by the clock that leases are measured with. */
  readonly readAtMs: number;
}

type CatalogContents = Omit<LoadedCatalog, 'readTs' | 'readAtMs'>;

export interface LoadOptions {
  /** The lease of a namespace that has no schema yet. */
  readonly leaseMs: number;
  readonly clock: () => number;
  readonly signal?: AbortSignal | undefined;
}

/** Reads the catalog, and first adds the models and columns that it does not have. */
export async function loadCatalog(
  client: TikvClient,
  layout: KeyLayout,
  models: readonly ModelMetadata[],
  options: LoadOptions,
): Promise<LoadedCatalog> {
  for (;;) {
    const readAtMs = options.clock();
    const snapshot = client.snapshot();
    const catalog = await readCatalog(snapshot, layout, models);
    if (catalog !== null && isComplete(catalog, models))
      return { ...catalog, readTs: await snapshot.timestamp(), readAtMs };
    await client.transaction((txn) => extend(txn, layout, models, options.leaseMs), {
      timeoutMs: CATALOG_TIMEOUT_MS,
      signal: options.signal,
    });
  }
}

/** The catalog of the models; null when one of them, or all of it, is not stored. */
export async function readCatalog(
  reader: KvReader,
  layout: KeyLayout,
  models: readonly ModelMetadata[],
): Promise<CatalogContents | null> {
  const keys = models.map(({ name }) => layout.catalogModel(name));
  const values = await reader.batchGet([layout.schemaVersion(), layout.cursorSecret(), ...keys]);
  const [version, cursorSecret, ...records] = values;
  if (!version || !cursorSecret || records.includes(null)) return null;
  const stored = records.map((bytes, i) => decodeCatalogModel(keys[i] as Uint8Array, bytes as Uint8Array));
  return {
    ...decodeSchemaVersion(layout.schemaVersion(), version),
    cursorSecret,
    models: new Map(models.map((model, i) => [model, stored[i] as CatalogModel])),
  };
}

/** Null in a namespace without a schema. */
export async function readSchemaVersion(reader: KvReader, layout: KeyLayout): Promise<SchemaVersion | null> {
  const key = layout.schemaVersion();
  const bytes = await reader.get(key);
  return bytes === null ? null : decodeSchemaVersion(key, bytes);
}

/**
 * Replaces a model's record by what a pure plan makes of it; the same record changes nothing.
 *
 * @throws SchemaMismatchError when the model is not stored any more
 */
export async function changeCatalogModel(
  client: TikvClient,
  layout: KeyLayout,
  model: Pick<ModelMetadata, 'name'>,
  plan: (stored: CatalogModel, txn: Transaction) => CatalogModel | Promise<CatalogModel>,
): Promise<CatalogModel> {
  return client.transaction(
    async (txn) => {
      const key = layout.catalogModel(model.name);
      const bytes = await txn.getForUpdate(key);
      if (bytes === null) throw new SchemaMismatchError('the model is not stored', { model: model.name });
      const stored = decodeCatalogModel(key, bytes);
      const next = await plan(stored, txn);
      if (next !== stored) {
        txn.put(key, encodeCatalogModel(next));
        await bumpVersion(txn, layout, 0);
      }
      return next;
    },
    { timeoutMs: CATALOG_TIMEOUT_MS },
  );
}

function isComplete(catalog: CatalogContents, models: readonly ModelMetadata[]): boolean {
  return models.every((model) => {
    const stored = catalog.models.get(model) as CatalogModel;
    return withColumns(stored, model) === stored;
  });
}

async function extend(
  txn: Transaction,
  layout: KeyLayout,
  models: readonly ModelMetadata[],
  leaseMs: number,
): Promise<void> {
  let isChanged = await putIfAbsent(txn, layout.cursorSecret(), () => randomBytes(32));
  for (const model of models) if (await extendModel(txn, layout, model)) isChanged = true;
  if (isChanged) await bumpVersion(txn, layout, leaseMs);
}

async function extendModel(txn: Transaction, layout: KeyLayout, model: ModelMetadata): Promise<boolean> {
  const key = layout.catalogModel(model.name);
  const bytes = await txn.getForUpdate(key);
  const stored = bytes === null ? null : decodeCatalogModel(key, bytes);
  const planned =
    stored === null ? newCatalogModel(await nextModelId(txn, layout), model) : withColumns(stored, model);
  if (planned === stored) return false;
  txn.put(key, encodeCatalogModel(planned));
  return true;
}

async function bumpVersion(txn: Transaction, layout: KeyLayout, leaseMs: number): Promise<void> {
  const key = layout.schemaVersion();
  const bytes = await txn.getForUpdate(key);
  const stored = bytes === null ? { version: 0, leaseMs } : decodeSchemaVersion(key, bytes);
  txn.put(key, encodeSchemaVersion({ ...stored, version: stored.version + 1 }));
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

/** @returns whether it was absent */
async function putIfAbsent(txn: Transaction, key: Uint8Array, make: () => Uint8Array): Promise<boolean> {
  if ((await txn.getForUpdate(key)) !== null) return false;
  txn.put(key, make());
  return true;
}
