/** Repositories with methods of their own. */

import { type Tito, repositoryParts } from '../database';
import type { ModelClass } from '../metadata/declarations';
import { EntityRepository } from '../repository';
import type { ModelRepository } from '../repository/model-repository';

/**
 * A class to extend, whose instances are the repository of a model.
 *
 * @example
 * ```ts
 * class UserRepository extends RepositoryFor(User) {
 *   recent(n: number) { return this.by('byActive', true).limit(n).toArray(); }
 * }
 * const users = new UserRepository(db);
 * ```
 */
export function RepositoryFor<C extends ModelClass>(model: C): new (db: Tito) => ModelRepository<C> {
  const base = class extends EntityRepository {
    static readonly [MODEL] = model;

    constructor(db: Tito) {
      super(...repositoryParts(db, model));
    }
  };
  return base as unknown as new (db: Tito) => ModelRepository<C>;
}

/** The model of a class that extends `RepositoryFor`; null for anything else. For those who build repositories for others. */
export function modelOfRepository(value: unknown): ModelClass | null {
  if (typeof value !== 'function') return null;
  return (value as { readonly [MODEL]?: ModelClass })[MODEL] ?? null;
}

// Registered, so that another copy of the package reads it as well.
const MODEL = Symbol.for('tito:repository');
