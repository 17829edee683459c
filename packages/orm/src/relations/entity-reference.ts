/** What a property with a reference holds: the id, and a way to the row. */

import { NotFoundError } from '../errors';
import type { ModelMetadata } from '../metadata/model-metadata';
import type { Many, Ref, RefLike } from '../metadata/references';

/** Loads what references and collections lead to. */
export interface RelationLoader {
  load(model: ModelMetadata, id: string): Promise<object | null>;
  /** The rows that a relation of a row leads to. */
  many(owner: ModelMetadata, property: string, id: string): ManySource;
}

export type ManySource = Many<object>;

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

export class EntityReference implements Ref<object> {
  readonly id: string;
  readonly #target: ModelMetadata;
  readonly #loader: RelationLoader;

  constructor(id: string, target: ModelMetadata, loader: RelationLoader) {
    this.id = id;
    this.#target = target;
    this.#loader = loader;
  }

  async load(): Promise<object> {
    const found = await this.loadOrNull();
    if (found !== null) return found;
    throw new NotFoundError({ model: this.#target.name, id: this.id });
  }

  loadOrNull(): Promise<object | null> {
    return this.#loader.load(this.#target, this.id);
  }

  toJSON(): string {
    return this.id;
  }

  [INSPECT](): string {
    return `Ref<${this.#target.name}>(${JSON.stringify(this.id)})`;
  }
}

export class EntityCollection implements Many<object> {
  readonly #source: () => ManySource;

  constructor(source: () => ManySource) {
    this.#source = source;
  }

  async load(options: { readonly limit?: number; readonly reverse?: boolean } = {}): Promise<object[]> {
    return this.#source().load(options);
  }

  async count(): Promise<number> {
    return this.#source().count();
  }

  async has(row: RefLike<object>): Promise<boolean> {
    return this.#source().has(row);
  }

  async add(rows: RefLike<object> | readonly RefLike<object>[]): Promise<number> {
    return this.#source().add(rows);
  }

  async remove(rows: RefLike<object> | readonly RefLike<object>[]): Promise<number> {
    return this.#source().remove(rows);
  }

  [Symbol.asyncIterator](): AsyncIterator<object> {
    return this.#source()[Symbol.asyncIterator]();
  }

  /** Nothing of it is stored in the row. */
  toJSON(): undefined {
    return undefined;
  }

  [INSPECT](): string {
    return 'Many';
  }
}
