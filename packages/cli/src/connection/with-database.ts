/** Runs a command's work on the database of a project: its models on its cluster. */

import type { ModelClass, Repository, Tito } from '@tito/orm';
import { type Orm, loadModels } from '../config/load-models';
import { UsageError } from '../errors';
import type { Terminal } from '../terminal';
import type { ConnectionOptions } from './connection-options';
import { type Connected, withClient } from './with-client';

export interface Database extends Connected {
  readonly db: Tito;
  readonly models: readonly ModelClass[];
  /** @throws UsageError for a name that no model of the project has */
  model(name: string): ModelClass;
  repository(name: string): Repository<ModelClass>;
  /** The name of a model in the stored schema, by either of its names. @throws UsageError */
  storedName(name: string): string;
}

/** @throws what `withClient` throws; ConfigError without models */
export async function withDatabase<R>(
  terminal: Terminal,
  options: ConnectionOptions,
  work: (database: Database) => Promise<R>,
): Promise<R> {
  return withClient(terminal, options, async (connected) => {
    const { client, config, orm, namespace, signal } = connected;
    const models = loadModels(config, orm);
    const root = await orm.Tito.connect({ client, namespace, models, signal });
    try {
      const db = options.tenant === undefined ? root : await root.withTenant(options.tenant);
      const model = (name: string): ModelClass => modelNamed(name, models, orm);
      const storedName = (name: string): string => orm.modelNameOf(model(name));
      const repository = (name: string): Repository<ModelClass> => db.repository(model(name));
      return await work({ ...connected, db, models, model, repository, storedName });
    } finally {
      await root.close();
    }
  });
}

/** By the name of the class, in any case, or by that in the stored schema. */
function modelNamed(name: string, models: readonly ModelClass[], orm: Orm): ModelClass {
  const found =
    models.find((model) => model.name === name) ??
    models.find((model) => orm.modelNameOf(model) === name) ??
    models.find((model) => model.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  throw new UsageError('there is no such model', {
    name,
    models: models.map((model) => model.name).join(', '),
  });
}
