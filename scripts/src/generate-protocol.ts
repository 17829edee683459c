/**
 * Generates `packages/protocol/src/generated/` from `protos/`.
 *
 * `--check` writes nothing and exits with 1 when the files on disk are not what would be written.
 */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { moduleName } from './protocol-names';
import { readSchema } from './protocol-schema';
import { writePackage } from './protocol-writer';

const root = path.resolve(__dirname, '..', '..');
const target = path.join(root, 'packages/protocol/src/generated');

/** File names and texts of all generated modules. */
export function generateProtocol(protos: string): Map<string, string> {
  const schemas = readSchema(protos);
  const names = schemas.map((schema) => schema.name);
  return new Map(schemas.map((schema) => [`${moduleName(schema.name)}.ts`, writePackage(schema, names)]));
}

/** The files that differ between what is generated and what is on disk. */
export function staleFiles(generated: ReadonlyMap<string, string>, directory: string): string[] {
  const present = fs.existsSync(directory) ? fs.readdirSync(directory) : [];
  const differs = (file: string): boolean => {
    const text = generated.get(file);
    return (
      text === undefined ||
      !present.includes(file) ||
      fs.readFileSync(path.join(directory, file), 'utf8') !== text
    );
  };
  return [...new Set([...generated.keys(), ...present])].filter(differs).sort();
}

function main(): void {
  const generated = generateProtocol(path.join(root, 'protos'));
  const stale = staleFiles(generated, target);
  if (process.argv.includes('--check')) {
    if (stale.length > 0) {
      console.error(`stale, run \`npm run generate\`: ${stale.join(', ')}`);
      process.exitCode = 1;
    }
    return;
  }
  fs.mkdirSync(target, { recursive: true });
  for (const file of stale) {
    const text = generated.get(file);
    if (text === undefined) fs.rmSync(path.join(target, file));
    else fs.writeFileSync(path.join(target, file), text);
  }
  console.log(stale.length === 0 ? 'nothing changed' : `wrote ${stale.join(', ')}`);
}

if (require.main === module) main();
