/** A model of one database: its metadata with the numbers that the catalog gave, and its compiled codec. */

import type { KvReader } from '@tito/tikv';
import { type CatalogIndex, type CatalogModel, storedIndex } from '../catalog/catalog-record';
import { usableDefinition } from '../catalog/index-definition';
import type { LiveSchema } from '../catalog/live-schema';
import type { IndexState } from '../catalog/schema-changes';
import { type Hydration, RowCodec } from '../codec/row-codec';
import { IndexNotReadyError, SchemaBehindError } from '../errors';
import type { IndexAddress, KeyLayout } from '../keys/key-layout';
import type { IndexMetadata, ModelMetadata } from '../metadata/model-metadata';
import { readTsOf } from '../session/row-source';

export interface BoundIndex {
  readonly metadata: IndexMetadata;
  /** Of no entry as long as the state is `absent`. */
  readonly address: IndexAddress;
  readonly state: IndexState;
  /** Before this timestamp rows may lack in it. */
  readonly readableSince: bigint;
}

export class BoundModel {
  readonly metadata: ModelMetadata;
  readonly layout: KeyLayout;
  readonly codec: RowCodec;
  readonly hydration: Hydration;
  /** Milliseconds since 1970: by this rows with a `ttl` end. */
  readonly clock: () => number;
  /** Null where nobody else can change it. */
  readonly schema: LiveSchema | null;
  #catalog: CatalogModel;
  #indexes: readonly BoundIndex[] = [];
  #maintained: readonly BoundIndex[] = [];
  #unusable: readonly CatalogIndex[] = [];

  constructor(
    metadata: ModelMetadata,
    catalog: CatalogModel,
    layout: KeyLayout,
    hydration: Hydration,
    clock: () => number = Date.now,
    schema: LiveSchema | null = null,
  ) {
    this.clock = clock;
    this.metadata = metadata;
    this.layout = layout;
    this.hydration = hydration;
    this.schema = schema;
    this.#catalog = catalog;
    this.refresh(catalog);
    this.codec = new RowCodec(
      metadata,
      new Map(Object.entries(catalog.columns).map(([name, { id }]) => [name, id])),
    );
  }

  get id(): number {
    return this.#catalog.id;
  }

  /** As the stored schema has the model. */
  get record(): CatalogModel {
    return this.#catalog;
  }

  /** The indexes that the model declares: what queries may name. */
  get indexes(): readonly BoundIndex[] {
    return this.#indexes;
  }

  /** The indexes that every write keeps right: those of the stored schema, declared here or not. */
  get writtenIndexes(): readonly BoundIndex[] {
    return this.#maintained;
  }

  /** Differs whenever writes would: which definitions they keep right. */
  get maintained(): string {
    return this.#catalog.indexes
      .filter(isMaintained)
      .map(({ id, generation }) => `${id}.${generation}`)
      .join();
  }

  /** Takes over what has changed in the stored schema: states of indexes. */
  refresh(catalog: CatalogModel): void {
    this.#catalog = catalog;
    this.#indexes = this.metadata.indexes.map((index) => this.#bind(index, storedIndex(catalog, index)));
    const written = catalog.indexes.filter(isMaintained).map((stored) => ({
      stored,
      metadata:
        this.metadata.indexes.find((index) => storedIndex(catalog, index) === stored) ??
        usableDefinition(stored, this.metadata),
    }));
    this.#maintained = written.flatMap(({ stored, metadata }) =>
      metadata === null ? [] : [this.#bind(metadata, stored)],
    );
    this.#unusable = written.flatMap(({ stored, metadata }) => (metadata === null ? [stored] : []));
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
    const [index] = this.#unusable;
    if (index === undefined) return;
    throw new SchemaBehindError({
      model: this.metadata.name,
      index: index.name,
      generation: index.generation,
    });
  }

  /**
   * Makes certain that an index has all rows at the moment that is read: what this process knows of it holds then, and it
   * was readable by then.
   *
   * @param reader null for reads of the newest state, each for itself
   * @throws IndexNotReadyError
   */
  async admit({ metadata, address }: BoundIndex, reader: KvReader | null): Promise<void> {
    const ts = reader === null ? null : await readTsOf(reader);
    if (ts === null) await this.schema?.ensure();
    else if (this.schema !== null && ts > this.schema.endTs) await this.schema.renew();
    const { state, readableSince, address: current } = this.index(metadata);
    const isSame = current.indexId === address.indexId && current.generation === address.generation;
    if (state === 'readable' && isSame && (ts === null || ts >= readableSince)) return;
    throw new IndexNotReadyError({ model: this.metadata.name, index: metadata.name, state });
  }

  #bind(metadata: IndexMetadata, stored: CatalogIndex | undefined): BoundIndex {
    const { id: indexId, generation, state, readableSince } = stored ?? ABSENT;
    return {
      metadata,
      address: { modelId: this.id, indexId, generation, unique: metadata.unique },
      state,
      readableSince: BigInt(readableSince ?? '0'),
    };
  }
}

const ABSENT = { id: 0, generation: 0, state: 'absent', readableSince: null } as const;

function isMaintained({ state }: CatalogIndex): boolean {
  return state !== 'retiring';
}
