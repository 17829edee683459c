/** Packs every published package as npm would publish it. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface PackedPackage {
  readonly name: string;
  /** The absolute path of the tarball. */
  readonly tarball: string;
}

/** Packs into a folder, which is made when it is not there. The packages must be built. */
export function packPackages(root: string, folder: string): readonly PackedPackage[] {
  mkdirSync(folder, { recursive: true });
  return readdirSync(join(root, 'packages'))
    .sort()
    .map((name) => {
      const directory = join(root, 'packages', name);
      const output = execFileSync(
        'npm',
        ['pack', '--json', '--ignore-scripts', '--pack-destination', resolve(folder)],
        { cwd: directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      );
      const [packed] = JSON.parse(output) as [{ filename: string }];
      const { name: packageName } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
        name: string;
      };
      return { name: packageName, tarball: join(resolve(folder), packed.filename) };
    });
}
