/** Every code block of README, of some packages' READMEs and of docs/ compiles and runs, and prints what the document says. */

import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import * as ts from 'typescript';
import { matchesOutput, readProgram } from './document';

const root = path.resolve(__dirname, '../..');
const scratch = path.join(root, 'node_modules/.cache/tito-docs');

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
  types: ['node'],
  strict: true,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  skipLibCheck: true,
};

function markdownFiles(directory: string): string[] {
  return fs.readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(directory, entry.name);
    if (entry.isDirectory()) return markdownFiles(full);
    return entry.name.endsWith('.md') ? [full] : [];
  });
}

/** Packages whose README is a program as well, and has no test of its own. */
const readmes = ['http', 'express', 'nestjs'].map((name) => path.join(root, 'packages', name, 'README.md'));

const documents = [path.join(root, 'README.md'), ...readmes, ...markdownFiles(path.join(root, 'docs'))]
  .map((file) => ({ name: path.relative(root, file), program: readProgram(fs.readFileSync(file, 'utf8')) }))
  .flatMap(({ name, program }) => (program ? [{ name, program, file: scratchFile(name) }] : []));

function scratchFile(name: string): string {
  return path.join(scratch, `${name.replaceAll('/', '-').replace(/\.md$/, '')}.mts`);
}

describe('the documents', () => {
  test('hold programs', () => {
    expect(documents.map((document) => document.name)).toContain('README.md');
  });

  test('hold code that compiles', () => {
    fs.mkdirSync(scratch, { recursive: true });
    for (const { file, program } of documents) fs.writeFileSync(file, `${program.source}\nexport {};\n`);
    const compiled = ts.createProgram(
      documents.map((document) => document.file),
      compilerOptions,
    );
    const diagnostics = [...ts.getPreEmitDiagnostics(compiled), ...compiled.emit().diagnostics];
    expect(diagnostics.map(describeDiagnostic)).toEqual([]);
  }, 120_000);

  test.each(documents.map((document) => [document.name, document] as const))(
    '%s runs',
    async (_, { file, program }) => {
      const { stdout } = await promisify(execFile)(process.execPath, [file.replace(/\.mts$/, '.mjs')], {
        timeout: 60_000,
      });
      if (program.output !== null && !matchesOutput(program.output, stdout)) {
        expect(stdout).toBe(program.output);
      }
    },
    90_000,
  );
});

function describeDiagnostic(diagnostic: ts.Diagnostic): string {
  const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
  if (!diagnostic.file || diagnostic.start === undefined) return text;
  const { line } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start);
  return `${path.basename(diagnostic.file.fileName)}:${line + 1}: ${text}`;
}
