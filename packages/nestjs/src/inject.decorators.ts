/** Decorators for constructor parameters and properties. */

import { Inject } from '@nestjs/common';
import { type ModelClass, isModel } from '@tito/orm';
import { NestjsDefinitionError } from './errors';
import { getRepositoryToken, getTitoToken } from './tokens';

/** Injects a connection. The default one is injected by its type `Tito` alone as well. */
export function InjectTito(connection?: string): PropertyDecorator & ParameterDecorator {
  return Inject(getTitoToken(connection));
}

/**
 * Injects the repository of a model that a `TitoModule.forFeature` lists.
 *
 * @throws NestjsDefinitionError for what is no model
 *
 * @example
 * ```ts
 * constructor(@InjectRepository(User) private readonly users: Repository<typeof User>) {}
 * ```
 */
export function InjectRepository(
  model: ModelClass,
  connection?: string,
): PropertyDecorator & ParameterDecorator {
  if (!isModel(model)) {
    throw new NestjsDefinitionError(
      'InjectRepository needs a class with @Model; undefined comes from a circle of imports',
      { got: nameOf(model) },
    );
  }
  return Inject(getRepositoryToken(model, connection));
}

function nameOf(value: unknown): string {
  return typeof value === 'function' ? value.name : String(value);
}
