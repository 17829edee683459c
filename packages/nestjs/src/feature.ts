/** What `forFeature` lists: repositories to inject, and the models that their connection must know. */

import type { FactoryProvider, Provider, Type } from '@nestjs/common';
import { type ModelClass, type ModelRepository, type Tito, isModel, modelOfRepository } from '@tito/orm';
import { TitoConnections } from './connections';
import { NestjsDefinitionError } from './errors';
import { TitoFeature } from './feature-models';
import { getRepositoryToken, getTitoToken } from './tokens';

/** A class that extends `RepositoryFor(Model)`. */
// Its constructor may take more than the connection.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type RepositoryClass = new (...args: any[]) => ModelRepository<any>;

/** @throws NestjsDefinitionError for what is neither a model nor a repository */
export function featureProviders(
  classes: readonly (ModelClass | RepositoryClass)[],
  connection: string,
): { readonly marker: Provider; readonly repositories: Provider[] } {
  const models = classes.map(modelOf);
  return {
    marker: { provide: Symbol(`TitoFeature(${connection})`), useValue: new TitoFeature(connection, models) },
    repositories: classes.map((each) => repositoryProvider(each, connection)),
  };
}

function modelOf(listed: unknown): ModelClass {
  const model = isModel(listed) ? listed : modelOfRepository(listed);
  if (model !== null) return model;
  const got = typeof listed === 'function' ? listed.name : String(listed);
  throw new NestjsDefinitionError(
    'forFeature takes classes with @Model and classes that extend RepositoryFor(Model); undefined comes from a circle of imports, a service belongs to the providers',
    { got },
  );
}

function repositoryProvider(listed: ModelClass | RepositoryClass, connection: string): Provider {
  if (isModel(listed)) {
    return {
      provide: getRepositoryToken(listed, connection),
      ...madeOf(connection, (db) => db.repository(listed)),
    };
  }
  const Class = listed as Type<object>;
  // With a constructor of its own the class says what it wants to have injected.
  if (Reflect.hasOwnMetadata('design:paramtypes', Class)) return Class;
  return { provide: Class, ...madeOf(connection, (db) => new Class(db)) };
}

/** The connection is optional to Nest so that its absence can be told with the names that there are. */
function madeOf(
  connection: string,
  make: (db: Tito) => unknown,
): Pick<FactoryProvider, 'inject' | 'useFactory'> {
  return {
    inject: [TitoConnections, { token: getTitoToken(connection), optional: true }],
    useFactory: (connections: TitoConnections, db: Tito | undefined) =>
      db === undefined ? connections.refuse(connection) : make(db),
  };
}
