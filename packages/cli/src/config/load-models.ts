/** The models of a project: classes that the configuration names, or that the files it names export. */

import { createRequire } from 'node:module';
import * as path from 'node:path';
import type * as OrmModule from '@tito/orm';
import type { ModelClass } from '@tito/orm';
import { globSync } from 'tinyglobby';
import { ConfigError } from '../errors';
import type { LoadedConfig } from './config-file';
import { loadModule, tryResolve } from './load-module';

/** The module of the ORM. */
export type Orm = typeof OrmModule;

/**
 * The ORM as the project has it: classes of the project must meet the ORM that decorated them. This command's own where the
 * project has none.
 */
export async function loadOrm(folder: string): Promise<Orm> {
  const requireFrom = createRequire(path.join(folder, 'tito.config.js'));
  const file = tryResolve(requireFrom, '@tito/orm');
  return file === null ? import('@tito/orm') : (requireFrom(file) as Orm);
}

/**
 * All models of the configuration, without repetitions, in the order of their names.
 *
 * @throws ConfigError when a file cannot be loaded, a pattern finds nothing, or no model is found
 */
export function loadModels({ file, folder, config }: LoadedConfig, orm: Orm): readonly ModelClass[] {
  const found = new Set<ModelClass>();
  for (const each of config.models ?? []) {
    if (typeof each === 'function') found.add(each);
    else for (const model of modelsIn(each, folder, orm)) found.add(model);
  }
  if (found.size === 0) {
    const problem = file === null ? 'there is no tito.config; tito init writes one' : 'models is empty';
    throw new ConfigError('the command needs models, and there are none', { folder, problem });
  }
  return [...found].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function modelsIn(pattern: string, folder: string, orm: Orm): ModelClass[] {
  const files = globSync(pattern, { cwd: folder, absolute: true, ignore: ['**/node_modules/**'] }).sort();
  if (files.length === 0) throw new ConfigError('a pattern finds no file', { pattern, folder });
  return files.flatMap((file) => {
    const exported = loadModule(file);
    return Object.values(exported as Record<string, unknown>).filter((value) => orm.isModel(value));
  });
}
