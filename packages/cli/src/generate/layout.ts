/** Where generated files go, and where the ones are that they need. */

import * as path from 'node:path';
import { globSync } from 'tinyglobby';
import { UsageError } from '../errors';
import { modelFile } from './field-spec';
import { type Project, importPath } from './project';
import { type ThingNames, thingNames } from './sources';

export type Piece = 'model' | 'repository' | 'consumer' | 'module' | 'service' | 'controller' | 'router';

const FOLDERS: Readonly<Partial<Record<Piece, string>>> = {
  model: 'models',
  repository: 'repositories',
  consumer: 'consumers',
  router: 'routes',
};

/** What a piece's file is named after: one row, or all of them. */
const OF_MANY: ReadonlySet<Piece> = new Set<Piece>(['module', 'service', 'controller', 'router']);

/** The path of a piece, without `.ts`, relative to the project: Nest keeps a thing together, others keep sorts together. */
export function pieceFile(project: Project, names: ThingNames, piece: Piece): string {
  const base = OF_MANY.has(piece) ? names.folder : names.file;
  const folder = project.framework === 'nest' ? names.folder : (FOLDERS[piece] ?? '');
  return path.posix.join(project.sourceRoot, folder, `${base}.${piece}`);
}

/** How one file of the project imports another; both relative to the project, without `.ts`. */
export function importOf(project: Project, from: string, to: string): string {
  const relative = path.posix.relative(path.posix.dirname(from), to);
  return importPath(project, relative.startsWith('.') ? relative : `./${relative}`);
}

/** The file of a model that exists, wherever it is, without `.ts`; null: there is none. */
export function findModelFile(project: Project, name: string): string | null {
  const pattern = `${project.sourceRoot}/**/${modelFile(name)}.ts`;
  const [file] = globSync(pattern, { cwd: project.root, ignore: ['**/node_modules/**'] }).sort();
  return file === undefined ? null : file.replace(/\.ts$/, '');
}

/** @throws UsageError when there is none */
export function requireModelFile(project: Project, name: string): string {
  const file = findModelFile(project, name);
  if (file !== null) return file;
  throw new UsageError('there is no such model; tito generate model makes one', {
    file: `${modelFile(name)}.ts`,
    under: project.sourceRoot,
  });
}

/** The file of a model that is there, or of the one that would be generated. */
export function modelFileOrPlace(project: Project, name: string): string {
  return findModelFile(project, name) ?? pieceFile(project, thingNames(name), 'model');
}
