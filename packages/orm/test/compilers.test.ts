/**
 * The public types and both forms of decorators under each compiler that users have: what must compile does, what must not is
 * refused, and what the compiler emits declares the same models. The compilers read the declarations of the built packages.
 */

import { beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as orm from '../src/index';
import type { ModelClass } from '../src/metadata/declarations';
import type { ModelMetadata } from '../src/metadata/model-metadata';
import { ModelRegistry } from '../src/metadata/model-registry';
import { manyModels } from './support/many-models';

const ROOT = join(__dirname, '../../..');
const TYPES = join(__dirname, 'type-checks');
const FILES = ['example.ts', 'negative.ts'].map((name) => join(TYPES, name));

const COMPILERS: Readonly<Record<string, string>> = {
  '5.9': join(ROOT, 'test/compilers/typescript-5.9/node_modules/typescript'),
  '6.0': join(ROOT, 'node_modules/typescript'),
  '7.0': join(ROOT, 'test/compilers/typescript-7.0/node_modules/typescript'),
};

const FORMS: Readonly<Record<string, object>> = {
  legacy: { experimentalDecorators: true, emitDecoratorMetadata: true },
  'legacy without metadata': { experimentalDecorators: true, useDefineForClassFields: false },
  standard: { experimentalDecorators: false },
};

const CASES = Object.keys(COMPILERS).flatMap((version) =>
  Object.keys(FORMS).map((form) => [version, form] as const),
);

/** Of a program of 50 models with their queries: 1.3 times the 84 thousand that it needed when this was written. */
const MAX_INSTANTIATIONS = 110_000;

interface Output {
  readonly code: number | null;
  readonly text: string;
}

function tsc(version: string, args: readonly string[]): Promise<Output> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(COMPILERS[version] as string, 'bin/tsc'), ...args], {
      cwd: ROOT,
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += String(data)));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, text }));
  });
}

/** A project of its own inside of the repository, so that its imports find the packages as those of users do. */
function project(name: string, files: readonly string[], options: object): { dir: string; config: string } {
  const dir = join(ROOT, 'node_modules/.cache/tito-compilers', name.replaceAll(' ', '-'));
  mkdirSync(dir, { recursive: true });
  const compilerOptions = {
    target: 'ES2022',
    lib: ['ES2023', 'ESNext.Disposable', 'ESNext.Decorators'],
    module: 'Node16',
    moduleResolution: 'Node16',
    types: ['node'],
    strict: true,
    noUncheckedIndexedAccess: true,
    esModuleInterop: true,
    skipLibCheck: true,
    rootDir: ROOT,
    outDir: join(dir, 'out'),
    ...options,
  };
  const config = join(dir, 'tsconfig.json');
  writeFileSync(config, JSON.stringify({ compilerOptions, files }));
  return { dir, config };
}

/** What the models of an emitted file say, once they are registered. */
function outlineOf(file: string): object[] {
  const module = { exports: {} as Record<string, ModelClass> };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  new Function('require', 'exports', 'module', readFileSync(file, 'utf8'))(() => orm, module.exports, module);
  const { User, Post, Tag, Line } = module.exports;
  return new ModelRegistry([User!, Post!, Tag!, Line!]).models.map(outline);
}

function outline({ name, id, columns, indexes, relations, events, hooks }: ModelMetadata): object {
  return {
    name,
    id: [id.property, id.parts?.map(({ property }) => property)],
    columns: columns.map(({ property, shape, role }) => [
      property,
      shape.of === 'value' ? shape.kind.name : shape.of,
      role,
    ]),
    indexes: indexes.map((index) => [index.name, index.fingerprint, index.ttlMs]).sort(),
    relations: [...relations.values()].map(({ property, kind }) => [property, kind]),
    events: events.map((event) => event.name),
    hooks,
  };
}

beforeAll(async () => {
  expect(await tsc('6.0', ['-b', 'packages/orm'])).toEqual({ code: 0, text: '' });
}, 120_000);

describe('the public types', () => {
  const outlines = new Map<string, object[]>();

  test.each(CASES)(
    'under TypeScript %s in %s form: accept the example, and refuse what is wrong in it',
    async (version, form) => {
      const { dir, config } = project(`${version} ${form}`, FILES, FORMS[form] as object);
      expect(await tsc(version, ['-p', config])).toEqual({ code: 0, text: '' });
      outlines.set(
        `${version} ${form}`,
        outlineOf(join(dir, 'out/packages/orm/test/type-checks/example.js')),
      );
    },
    60_000,
  );

  test('declare the same models under all of them', () => {
    expect(outlines.size).toBe(CASES.length);
    const [first, ...others] = [...outlines.values()];
    for (const other of others) expect(other).toEqual(first);
    expect(first).toHaveLength(4);
  });

  test('are cheap for the compiler: 50 models with their queries', async () => {
    const { dir } = project('budget', [], {});
    const file = join(dir, 'models.ts');
    writeFileSync(file, manyModels(50));
    const { config } = project('budget', [file], { noEmit: true, ...FORMS['legacy'] });
    const { code, text } = await tsc('6.0', ['-p', config, '--extendedDiagnostics']);
    expect([code, text.match(/error TS.*/g)]).toEqual([0, null]);
    const instantiations = Number(/Instantiations:\s+(\d+)/.exec(text)?.[1]);
    expect(instantiations).toBeGreaterThan(1000);
    expect(instantiations).toBeLessThan(MAX_INSTANTIATIONS);
  }, 60_000);
});
