/** What kind of project a folder is. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { ConfigError, UsageError } from '../errors';

export type Framework = 'nest' | 'express' | 'none';

export interface Project {
  /** The folder of its package.json. */
  readonly root: string;
  readonly framework: Framework;
  readonly packageJson: Readonly<Record<string, unknown>>;
  /** Whether files are ES modules, which name the endings of files that they import. */
  readonly isModule: boolean;
  /** Where its sources are, relative to the root: `src` unless nest-cli.json says something else. */
  readonly sourceRoot: string;
  /** Packages that it names, of all sorts. */
  readonly dependencies: ReadonlySet<string>;
}

/**
 * The project that a folder is in.
 *
 * @throws UsageError when no package.json is found; ConfigError when it cannot be read
 */
export function findProject(cwd: string): Project {
  for (let folder = cwd; ; folder = path.dirname(folder)) {
    const file = path.join(folder, 'package.json');
    if (fs.existsSync(file)) return projectOf(folder, file);
    if (path.dirname(folder) === folder) {
      throw new UsageError('there is no package.json here or above; npm init makes one', { cwd });
    }
  }
}

function projectOf(root: string, file: string): Project {
  const packageJson = readJson(file);
  const dependencies = new Set(
    ['dependencies', 'devDependencies', 'peerDependencies'].flatMap((sort) =>
      Object.keys((packageJson[sort] as Record<string, string> | undefined) ?? {}),
    ),
  );
  const framework = dependencies.has('@nestjs/core')
    ? 'nest'
    : dependencies.has('express')
      ? 'express'
      : 'none';
  const isModule = packageJson['type'] === 'module';
  return { root, framework, packageJson, isModule, sourceRoot: sourceRootOf(root), dependencies };
}

function sourceRootOf(root: string): string {
  const file = path.join(root, 'nest-cli.json');
  const { sourceRoot } = fs.existsSync(file) ? readJson(file) : {};
  return typeof sourceRoot === 'string' ? sourceRoot : 'src';
}

function readJson(file: string): Record<string, unknown> {
  try {
    const value = JSON.parse(fs.readFileSync(file, 'utf8')) as unknown;
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (cause) {
    throw new ConfigError('a file of the project is no JSON', { file }, cause);
  }
  throw new ConfigError('a file of the project is no object', { file });
}

/** How one file of a project names another: with the ending that its kind of modules wants. */
export function importPath(project: Project, path: string): string {
  return project.isModule ? `${path}.js` : path;
}
