/** Declarations of hooks made into lists of methods. */

import { DefinitionError } from '../errors';
import type { Declaration, ModelClass } from './declarations';
import type { HookMoment } from './hook-options';
import type { ModelMetadata } from './model-metadata';

const MOMENTS: readonly HookMoment[] = [
  'beforeInsert',
  'beforeUpdate',
  'beforeDelete',
  'afterInsert',
  'afterUpdate',
  'afterDelete',
];

/** The hooks of a model; a method that a class overrides runs once, as the class says. */
export function buildHooks(model: ModelClass, declarations: readonly Declaration[]): ModelMetadata['hooks'] {
  const hooks = new Map<HookMoment, Set<string>>(MOMENTS.map((moment) => [moment, new Set()]));
  for (const declaration of declarations) {
    if (declaration.of !== 'hook') continue;
    const { property, isStatic, moment } = declaration;
    const method: unknown = (model.prototype as Record<string, unknown>)[property];
    if (isStatic || typeof method !== 'function') {
      throw new DefinitionError('a hook is a method of the instances', { class: model.name, property });
    }
    hooks.get(moment)?.add(property);
  }
  return Object.freeze(
    Object.fromEntries([...hooks].map(([moment, names]) => [moment, Object.freeze([...names])])),
  ) as ModelMetadata['hooks'];
}
