/** The declared schema beside the stored one. Reads only: nothing is stored, no model is added. */

import { type TikvClient } from '@tito/tikv';
import { readSchemaVersion } from '../catalog/catalog';
import { type CatalogModel, decodeCatalogModel } from '../catalog/catalog-record';
import type {
  ApplyOptions,
  ApplyReport,
  CheckReport,
  SchemaDescription,
  SchemaDifference,
  SchemaStep,
} from '../catalog/schema-changes';
import { SchemaMismatchError } from '../errors';
import { KeyLayout } from '../keys/key-layout';
import type { ModelClass } from '../metadata/declarations';
import type { ModelMetadata } from '../metadata/model-metadata';
import { ModelRegistry } from '../metadata/model-registry';
import { compareModel, stepsFor } from './compare-schema';
import { describeDeclared, describeStored } from './describe-schema';

/** Looks at a schema without connecting a database: also where `Tito.connect` would refuse it. */
export function inspectSchema(options: {
  readonly client: TikvClient;
  readonly namespace?: string;
  readonly models: Iterable<ModelClass>;
}): SchemaView {
  const { client, namespace = 'default', models } = options;
  return new SchemaView(client, new KeyLayout(namespace), new ModelRegistry(models).models, namespace);
}

export class SchemaView {
  readonly #client: TikvClient;
  readonly #layout: KeyLayout;
  readonly #models: readonly ModelMetadata[];
  readonly #namespace: string;

  constructor(client: TikvClient, layout: KeyLayout, models: readonly ModelMetadata[], namespace: string) {
    this.#client = client;
    this.#layout = layout;
    this.#models = models;
    this.#namespace = namespace;
  }

  /** What the models declare. */
  print(): SchemaDescription {
    const models = this.#models.map((model) => describeDeclared(model, null));
    return { namespace: this.#namespace, version: 0, models };
  }

  /** What is stored: also models and indexes that are not declared here. */
  async stored(): Promise<SchemaDescription> {
    const snapshot = this.#client.snapshot();
    const version = (await readSchemaVersion(snapshot, this.#layout))?.version ?? 0;
    const models = [];
    const range = this.#layout.catalogModels();
    for await (const { key, value } of snapshot.scan(range))
      models.push(describeStored(this.#layout.modelInCatalog(key), decodeCatalogModel(key, value)));
    return { namespace: this.#namespace, version, models };
  }

  /** In which ways the stored schema and the declared one differ. */
  async diff(): Promise<SchemaDifference[]> {
    const keys = this.#models.map(({ name }) => this.#layout.catalogModel(name));
    const values = await this.#client.snapshot().batchGet(keys);
    return this.#models.flatMap((model, i) => {
      const bytes = values[i] ?? null;
      const stored: CatalogModel | null =
        bytes === null ? null : decodeCatalogModel(keys[i] as Uint8Array, bytes);
      return compareModel(model, stored);
    });
  }

  /** What `apply` would do, in this order. */
  async plan(): Promise<SchemaStep[]> {
    return stepsFor(await this.diff());
  }

  /** Whether the stored schema is the declared one. */
  async check(): Promise<CheckReport> {
    const differences = await this.diff();
    return { isCurrent: differences.length === 0, differences };
  }
}

/** The schema of a connected database: what `db.schema` is. */
export class DatabaseSchema extends SchemaView {
  readonly #apply: (options: ApplyOptions) => Promise<ApplyReport>;

  constructor(
    parts: ConstructorParameters<typeof SchemaView>,
    apply: (options: ApplyOptions) => Promise<ApplyReport>,
  ) {
    super(...parts);
    this.#apply = apply;
  }

  /**
   * Makes the stored schema what the models declare, while others read and write: builds new and changed indexes, and removes
   * what they replace. Indexes that the models do not declare any more are removed with `allowDataLoss` only. May be
   * interrupted, and run by several processes at once.
   *
   * @throws SchemaMismatchError for what cannot be changed in place; nothing was done
   *
   * @example
   * ```ts
   * const { builds, left } = await db.schema.apply({ rowsPerSecond: 5000 });
   * ```
   */
  async apply(options: ApplyOptions = {}): Promise<ApplyReport> {
    const refused = (await this.diff()).find(({ safety }) => safety === 'refused');
    if (refused !== undefined)
      throw new SchemaMismatchError('the schema cannot be changed in place', { ...refused });
    return this.#apply(options);
  }
}
