/** Checks of what is installed and how it is set up: nothing is connected. */

import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { parse } from 'jsonc-parser';
import { type Finding, finding } from './finding';

const MIN_NODE = [20, 19] as const;
const FLAGS = ['experimentalDecorators', 'emitDecoratorMetadata', 'strict'] as const;
const OURS = [
  '@tito/orm',
  '@tito/tikv',
  '@tito/queue',
  '@tito/nestjs',
  '@tito/express',
  '@tito/server',
] as const;

/** @param folder of the project */
export function checkToolchain(folder: string, nodeVersion: string): Finding[] {
  return [checkNode(nodeVersion), checkTsconfig(folder), checkVersions(folder)];
}

function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const isEnough = major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1]);
  return isEnough
    ? finding('node', 'ok', version)
    : finding('node', 'failure', version, `use Node ${MIN_NODE.join('.')} or newer`);
}

function checkTsconfig(folder: string): Finding {
  const file = path.join(folder, 'tsconfig.json');
  if (!fs.existsSync(file)) return finding('tsconfig', 'skipped', 'there is no tsconfig.json');
  const options = compilerOptions(file, 0);
  const missing = FLAGS.filter((flag) => options[flag] !== true);
  // Nest's own template spells the part of strict that matters here.
  const lacking = missing.filter((flag) => flag !== 'strict' || options['strictNullChecks'] !== true);
  return lacking.length === 0
    ? finding('tsconfig', 'ok', FLAGS.filter((flag) => options[flag] === true).join(', '))
    : finding('tsconfig', 'warning', `not set: ${lacking.join(', ')}`, 'tito init sets them');
}

/** With what it extends, as far as that is a file of the project. */
function compilerOptions(file: string, depth: number): Record<string, unknown> {
  if (depth > 5 || !fs.existsSync(file)) return {};
  const config = parse(fs.readFileSync(file, 'utf8'), [], { allowTrailingComma: true }) as
    { extends?: unknown; compilerOptions?: Record<string, unknown> } | undefined;
  const base = typeof config?.extends === 'string' && config.extends.startsWith('.') ? config.extends : null;
  const inherited =
    base === null
      ? {}
      : compilerOptions(
          path.resolve(path.dirname(file), base.endsWith('.json') ? base : `${base}.json`),
          depth + 1,
        );
  return { ...inherited, ...config?.compilerOptions };
}

function checkVersions(folder: string): Finding {
  const requireFrom = createRequire(path.join(folder, 'package.json'));
  const versions = new Map<string, string>();
  for (const name of OURS) {
    try {
      versions.set(name, (requireFrom(`${name}/package.json`) as { version: string }).version);
    } catch {
      // Not installed, which is no fault of its own.
    }
  }
  if (versions.size === 0) return finding('packages', 'skipped', 'no @tito package is installed here');
  const distinct = new Set(versions.values());
  const seen = [...versions].map(([name, version]) => `${name} ${version}`).join(', ');
  return distinct.size === 1
    ? finding('packages', 'ok', seen)
    : finding('packages', 'failure', seen, 'install one version of all @tito packages');
}
