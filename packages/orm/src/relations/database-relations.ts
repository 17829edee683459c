/** The relations of one database: how its entities load what they point at. */

import type { KvReader } from '@tito/tikv';
import type { Hydration } from '../codec/row-codec';
import type { ModelMetadata, RelationMetadata } from '../metadata/model-metadata';
import type { BoundModel } from '../persistence/bound-model';
import { keyRanges } from '../query/key-ranges';
import { QueryBuilder, type QueryEnvironment } from '../query/query-builder';
import type { CursorSeal } from '../query/cursor';
import type { RowSource } from '../session/row-source';
import { CoalescingLoader } from './coalescing-loader';
import type { ManySource, RelationLoader } from './entity-reference';
import { MAX_RELATED, loadRelations } from './load-relations';
import { relationHydration } from './relation-hydration';

export interface RelationsOptions {
  /** Where entities read later what they point at: the running transaction, the newest state, or the past. */
  readonly source: () => RowSource;
  readonly boundOf: (model: ModelMetadata) => BoundModel;
  readonly seal: CursorSeal;
}

export class DatabaseRelations implements RelationLoader {
  readonly #options: RelationsOptions;
  readonly #loader: CoalescingLoader;
  readonly #hydrations = new Map<ModelMetadata, Hydration>();

  constructor(options: RelationsOptions) {
    this.#options = options;
    this.#loader = new CoalescingLoader({ ...options, hydrationOf: (model) => this.hydrationOf(model) });
  }

  hydrationOf(model: ModelMetadata): Hydration {
    const known = this.#hydrations.get(model);
    if (known !== undefined) return known;
    const made = relationHydration(model, this);
    this.#hydrations.set(model, made);
    return made;
  }

  include(
    model: ModelMetadata,
    entities: readonly object[],
    include: object,
    reader: KvReader,
  ): Promise<void> {
    const { boundOf } = this.#options;
    return loadRelations(
      { reader, boundOf, hydrationOf: (each) => this.hydrationOf(each) },
      model,
      entities,
      include,
    );
  }

  load(model: ModelMetadata, id: string): Promise<object | null> {
    return this.#loader.load(model, id);
  }

  many(owner: ModelMetadata, property: string, id: string): ManySource {
    const relation = owner.relations.get(property) as Extract<RelationMetadata, { kind: 'many' }>;
    const model = this.#options.boundOf(relation.target());
    const index = model.index(relation.inverse().index);
    const ranges = keyRanges(model.layout.indexPrefix(index.address), index.metadata, [id]);
    const query = new QueryBuilder(this.#queries(), {
      model,
      index,
      ranges,
      isBounded: true,
      residual: [],
      mayRepeat: false,
      hidesDeleted: false,
    });
    return {
      load: (limit) => query.limit(limit ?? MAX_RELATED).toArray(),
      count: () => query.count(),
      [Symbol.asyncIterator]: () => query[Symbol.asyncIterator](),
    };
  }

  #queries(): QueryEnvironment {
    const { source, seal } = this.#options;
    return {
      source,
      seal,
      hydrationOf: (model) => this.hydrationOf(model),
      include: (model, entities, include, reader) => this.include(model, entities, include, reader),
    };
  }
}
