/** A model of one database: its metadata with the numbers that the catalog gave, and its compiled codec. */

import type { CatalogModel, IndexState } from '../catalog/catalog-record';
import { unknownIndexes } from '../catalog/catalog-record';
import { type Hydration, RowCodec } from '../codec/row-codec';
import { SchemaBehindError } from '../errors';
import type { IndexAddress, KeyLayout } from '../keys/key-layout';
import type { IndexMetadata, ModelMetadata } from '../metadata/model-metadata';

export interface BoundIndex {
  readonly metadata: IndexMetadata;
  readonly address: IndexAddress;
  readonly state: IndexState;
}

export class BoundModel {
  readonly metadata: ModelMetadata;
  readonly layout: KeyLayout;
  readonly codec: RowCodec;
  readonly hydration: Hydration;
  /** Milliseconds since 1970: by this rows with a `ttl` end. */
  readonly clock: () => number;
  #catalog: CatalogModel;
  #indexes: readonly BoundIndex[];

  constructor(
    metadata: ModelMetadata,
    catalog: CatalogModel,
    layout: KeyLayout,
    hydration: Hydration,
    clock: () => number = Date.now,
  ) {
    this.clock = clock;
    this.metadata = metadata;
    this.layout = layout;
    this.hydration = hydration;
    this.#catalog = catalog;
    this.#indexes = bindIndexes(metadata, catalog);
    this.codec = new RowCodec(
      metadata,
      new Map(Object.entries(catalog.columns).map(([name, { id }]) => [name, id])),
    );
  }

  get id(): number {
    return this.#catalog.id;
  }

  get indexes(): readonly BoundIndex[] {
    return this.#indexes;
  }

  /** Takes over what has changed in the stored schema: states of indexes. */
  refresh(catalog: CatalogModel): void {
    this.#catalog = catalog;
    this.#indexes = bindIndexes(this.metadata, catalog);
  }

  index(metadata: IndexMetadata): BoundIndex {
    return this.#indexes.find((index) => index.metadata === metadata) as BoundIndex;
  }

  /** The address of an entry that a row owns, of a current or a former index. */
  addressOf({
    indexId,
    generation,
    unique,
  }: {
    indexId: number;
    generation: number;
    unique: boolean;
  }): IndexAddress {
    return { modelId: this.id, indexId, generation, unique };
  }

  rowKey(id: string): Uint8Array {
    return this.layout.row(this.id, id);
  }

  /** @throws SchemaBehindError when writes of this program would leave a stored index wrong */
  checkWritable(): void {
    const [index] = unknownIndexes(this.#catalog, this.metadata);
    if (index !== undefined) throw new SchemaBehindError({ model: this.metadata.name, index });
  }

  /** @throws SchemaBehindError for an entry of an index, or of a definition of it, that is newer than this program */
  checkEntry({ indexId, generation }: { indexId: number; generation: number }): void {
    const is = (each: { id: number; generation: number }) =>
      each.id === indexId && each.generation === generation;
    const { indexes, formerIndexes } = this.#catalog;
    if (Object.values(indexes).some(is) || formerIndexes.some(is)) return;
    throw new SchemaBehindError({ model: this.metadata.name, index: indexId, generation });
  }
}

function bindIndexes(metadata: ModelMetadata, catalog: CatalogModel): BoundIndex[] {
  return metadata.indexes.map((index) => {
    const stored = catalog.indexes[index.storedName];
    if (stored === undefined) throw new SchemaBehindError({ model: metadata.name, index: index.name });
    const { id: indexId, generation, state } = stored;
    return {
      metadata: index,
      address: { modelId: catalog.id, indexId, generation, unique: index.unique },
      state,
    };
  });
}
