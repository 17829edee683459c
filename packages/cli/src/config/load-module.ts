/**
 * Modules of the user's project: JavaScript as it is, TypeScript through the loader that the project has. Node's own type
 * stripping cannot read decorators.
 */

import { createRequire } from 'node:module';
import * as path from 'node:path';
import { ConfigError } from '../errors';

/** In this order: the first keeps the metadata that the compiler emits for decorators, the others may not. */
const LOADERS = ['@swc-node/register', 'tsx/cjs', 'ts-node/register/transpile-only'] as const;

const registered = new Set<string>();

/**
 * What a file exports.
 *
 * @param file an absolute path
 * @throws ConfigError when it cannot be loaded, or is TypeScript and the project has no loader
 */
export function loadModule(file: string): unknown {
  const requireFrom = createRequire(file);
  if (/\.[cm]?ts$/.test(file)) registerLoader(requireFrom, file);
  try {
    return requireFrom(file);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError('a module could not be loaded', { file, problem }, cause);
  }
}

function registerLoader(requireFrom: NodeJS.Require, file: string): void {
  for (const loader of LOADERS) {
    const resolved = tryResolve(requireFrom, loader);
    if (resolved === null) continue;
    if (!registered.has(resolved)) requireFrom(resolved);
    registered.add(resolved);
    return;
  }
  throw new ConfigError('TypeScript needs a loader: install tsx, or name compiled files in `models`', {
    file: path.basename(file),
    loaders: LOADERS.map((loader) => loader.replace(/\/(cjs|register.*)$/, '')).join(', '),
  });
}

/** The path of a package's module as seen from a file, or null. */
export function tryResolve(requireFrom: NodeJS.Require, name: string): string | null {
  try {
    return requireFrom.resolve(name);
  } catch {
    return null;
  }
}
