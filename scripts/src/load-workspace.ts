/** Reads from disk the files that the checks look at. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isTypeScript } from './workspace-files';
import type { WorkspaceFiles } from './workspace-files';

const FOLDERS = ['packages', 'examples', 'scripts', 'test', 'bench'];
const SINGLE_FILES = ['package.json', 'docs/errors.md'];
const SKIPPED = new Set(['node_modules', 'dist', 'coverage']);

export function loadWorkspace(root: string): WorkspaceFiles {
  const paths = [...SINGLE_FILES, ...FOLDERS.flatMap((folder) => listFiles(root, folder))];
  const present = paths.filter((path) => existsSync(join(root, path)));
  return new Map(present.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

function listFiles(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : listFiles(root, path);
    return isTypeScript(entry.name) || entry.name === 'package.json' ? [path] : [];
  });
}
