/** The relations of one database: how its entities load what they point at, and change what leads to them. */

import type { KvReader } from '@tito/tikv';
import type { Hydration } from '../codec/row-codec';
import type { ModelMetadata, RelationMetadata } from '../metadata/model-metadata';
import type { BoundModel } from '../persistence/bound-model';
import type { CursorSeal } from '../query/cursor';
import type { QueryEnvironment } from '../query/query-builder';
import type { Session } from '../session/session';
import { CoalescingLoader } from './coalescing-loader';
import { EdgeStore } from './edge-store';
import type { ManySource, RelationLoader } from './entity-reference';
import { loadRelations } from './load-relations';
import { type ManyContext, edgeSource, inverseSource } from './many-source';
import type { ReferentialActions } from './referential-actions';
import { relationHydration } from './relation-hydration';

export interface RelationsOptions {
  /** Where entities later read what they point at: the running transaction, the newest state, or the past. */
  readonly session: Session;
  readonly boundOf: (model: ModelMetadata) => BoundModel;
  readonly seal: CursorSeal;
  readonly references: ReferentialActions;
  readonly update: ManyContext['update'];
}

export class DatabaseRelations implements RelationLoader {
  readonly #options: RelationsOptions;
  readonly #loader: CoalescingLoader;
  readonly #hydrations = new Map<ModelMetadata, Hydration>();

  constructor(options: RelationsOptions) {
    const { session, boundOf } = options;
    this.#options = options;
    this.#loader = new CoalescingLoader({
      source: () => session.source(),
      boundOf,
      hydrationOf: (model) => this.hydrationOf(model),
    });
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
    const { boundOf, session, update, references } = this.#options;
    const relation = owner.relations.get(property) as Extract<RelationMetadata, { kind: 'many' | 'edges' }>;
    const target = boundOf(relation.target());
    const context = { session, update, queries: this.#queries() };
    if (relation.kind === 'many') return inverseSource(context, target, relation.inverse(), id);
    const end = relation.end();
    const edges = boundOf(end.edges);
    return edgeSource(context, target, edges, end, new EdgeStore(edges, end, references), id);
  }

  #queries(): QueryEnvironment {
    const { session, seal } = this.#options;
    return {
      source: () => session.source(),
      seal,
      hydrationOf: (model) => this.hydrationOf(model),
      include: (model, entities, include, reader) => this.include(model, entities, include, reader),
    };
  }
}
