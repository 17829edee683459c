import type { ModelOptions } from '../metadata/model-options';
import { type ClassForm, onClass } from './decorator-forms';

/**
 * Makes a class a model.
 *
 * @param name the name in the stored schema: unique in the database, and never to be changed once there are rows
 *
 * @example
 * ```ts
 * @Model('user')
 * class User {
 *   @Id() id!: string;
 *   @Field('string') name!: string;
 * }
 * ```
 */
export function Model(name: string, options: ModelOptions = {}): ClassForm {
  return onClass(() => ({ of: 'model', name, options }));
}
