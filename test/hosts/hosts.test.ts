/** The same application starts in each NestJS that is supported, and ends by itself when it is closed. */

import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as ts from 'typescript';
import { root, startNode } from '../support/program';

const scratch = path.join(root, 'node_modules/.cache/tito-hosts');
const source = path.join(__dirname, 'smoke-app.mts');

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
};

/**
 * A place where `@nestjs/*` is that of one version for the application and for `@tito/nestjs`, which is copied there: a link
 * would lead back to where the workspace has its own.
 */
function prepare(name: string, modules: string): string {
  const place = path.join(scratch, name);
  const own = path.join(place, 'node_modules/@tito/nestjs');
  fs.rmSync(place, { recursive: true, force: true });
  fs.mkdirSync(own, { recursive: true });
  fs.cpSync(path.join(root, 'packages/nestjs/dist'), path.join(own, 'dist'), { recursive: true });
  fs.copyFileSync(path.join(root, 'packages/nestjs/package.json'), path.join(own, 'package.json'));
  fs.symlinkSync(path.join(modules, '@nestjs'), path.join(place, 'node_modules/@nestjs'));
  const { outputText } = ts.transpileModule(fs.readFileSync(source, 'utf8'), {
    compilerOptions,
    fileName: source,
  });
  const program = path.join(place, 'app.mjs');
  fs.writeFileSync(program, outputText);
  return program;
}

describe.each([
  ['10', path.join(__dirname, 'nest-10/node_modules')],
  ['11', path.join(root, 'node_modules')],
  ['12', path.join(__dirname, 'nest-12/node_modules')],
])('NestJS %s', (major, modules) => {
  let program: string;

  beforeAll(() => {
    program = prepare(`nest-${major}`, modules);
  });

  test('is the version meant', () => {
    const manifest = createRequire(program).resolve('@nestjs/core/package.json');
    expect((JSON.parse(fs.readFileSync(manifest, 'utf8')) as { version: string }).version).toMatch(
      new RegExp(`^${major}\\.`),
    );
  });

  test('starts an application, injects, handles events, and lets the process end', async () => {
    const { code, stdout, stderr } = await startNode([program]).ended(60_000);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      found: 200,
      missing: 404,
      type: expect.stringMatching(/^application\/problem\+json/),
      handled: true,
      elsewhere: null,
      health: 'up',
    });
  }, 70_000);
});
