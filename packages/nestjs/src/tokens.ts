/** Under which tokens Nest knows connections and repositories. */

import { type ModelClass, Tito } from '@tito/orm';
import type { InjectionToken } from '@nestjs/common';

export const DEFAULT_CONNECTION = 'default';

/** The token of a connection. That of the default one is the class `Tito`, so that it needs no decorator. */
export function getTitoToken(connection: string = DEFAULT_CONNECTION): InjectionToken<Tito> {
  return connection === DEFAULT_CONNECTION ? Tito : `Tito(${connection})`;
}

/** The token of a connection's options, to be overridden in tests. */
export function getTitoOptionsToken(connection: string = DEFAULT_CONNECTION): string {
  return `TitoOptions(${connection})`;
}

/** The token of a model's repository. Classes of the same name have different ones. */
export function getRepositoryToken(model: ModelClass, connection: string = DEFAULT_CONNECTION): symbol {
  let ofModel = repositoryTokens.get(model);
  if (ofModel === undefined) repositoryTokens.set(model, (ofModel = new Map<string, symbol>()));
  let token = ofModel.get(connection);
  if (token === undefined) {
    const suffix = connection === DEFAULT_CONNECTION ? '' : `, ${connection}`;
    ofModel.set(connection, (token = Symbol(`Repository(${model.name}${suffix})`)));
  }
  return token;
}

const repositoryTokens = new WeakMap<ModelClass, Map<string, symbol>>();
