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
    constructor(db: Tito) {
      super(...repositoryParts(db, model));
    }
  };
  return base as unknown as new (db: Tito) => ModelRepository<C>;
}
