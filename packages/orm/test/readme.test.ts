/** The code of the package's README compiles, runs, and prints what it says. */

import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as server from '@tito/server';
import ts from 'typescript';
import * as orm from '../src/index';

test('the README does what it says', async () => {
  const markdown = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const blocks = (language: string): string =>
    [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
      .filter((block) => block[1] === language)
      .map((block) => block[2])
      .join('');
  const source = blocks('ts');
  const imports = source.replace(/^import \{[^}]*\} from '@tito\/\w+';$/gm, '');
  const { outputText } = ts.transpileModule(`async function main() {\n${imports}\n}`, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
    },
  });
  const lines: string[] = [];
  const names = { ...orm, ...server } as Record<string, unknown>;
  const print = { log: (...values: unknown[]) => lines.push(values.map((value) => format(value)).join(' ')) };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const program = new Function(
    'console',
    ...Object.keys(names),
    `${outputText}
return main();`,
  ) as (...all: unknown[]) => Promise<void>;
  await program(print, ...Object.values(names));
  expect(lines.join('\n')).toBe(blocks('text').trimEnd());
});

function format(value: unknown): string {
  return Array.isArray(value) ? `[ ${value.map((each) => `'${String(each)}'`).join(', ')} ]` : String(value);
}
