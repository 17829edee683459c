import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import * as orm from '../src/index';
import { ModelRegistry } from '../src/metadata/model-registry';
import type { ModelClass } from '../src/metadata/declarations';
import type { ModelMetadata } from '../src/metadata/model-metadata';

const TYPES = join(__dirname, 'type-checks');

const BASE: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  strict: true,
  esModuleInterop: true,
  skipLibCheck: true,
  noEmit: true,
  noUncheckedIndexedAccess: true,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts', 'lib.esnext.decorators.d.ts'],
  types: ['node'],
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  paths: Object.fromEntries(
    ['orm', 'queue', 'tikv', 'protocol'].map((name) => [
      `@tito/${name}`,
      [join(__dirname, '../..', name, 'src/index.ts')],
    ]),
  ),
};

/** Runs the example's models as a compiler emits them, and registers them. */
function registered(options: ts.CompilerOptions): ModelMetadata[] {
  const source = readFileSync(join(TYPES, 'example.ts'), 'utf8');
  const { outputText } = ts.transpileModule(source, { compilerOptions: { ...BASE, ...options } });
  const module = { exports: {} as Record<string, ModelClass> };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  new Function('require', 'exports', 'module', outputText)(() => orm, module.exports, module);
  const { User, Post, Tag } = module.exports;
  return new ModelRegistry([User!, Post!, Tag!]).models;
}

function outline({ name, id, columns, indexes, relations, events }: ModelMetadata): object {
  return {
    name,
    id,
    columns: columns.map(({ property, shape, role }) => [
      property,
      shape.of === 'value' ? shape.kind.name : shape.of,
      role,
    ]),
    indexes: indexes.map((index) => [index.name, index.fingerprint]).sort(),
    relations: [...relations.values()].map(({ property, kind }) => [property, kind]),
    events: events.map((event) => event.name),
  };
}

describe('decorators', () => {
  test('say the same in legacy and in standard form, with and without define semantics', () => {
    const modes = [
      { experimentalDecorators: true, emitDecoratorMetadata: true },
      { experimentalDecorators: true, emitDecoratorMetadata: false, useDefineForClassFields: false },
      { experimentalDecorators: false },
      { experimentalDecorators: false, useDefineForClassFields: false },
    ];
    const outlines = modes.map((mode) => registered(mode).map(outline));
    for (const other of outlines) expect(other).toEqual(outlines[0]);
    expect(outlines[0]![0]).toMatchObject({
      name: 'user',
      columns: [
        ['email', 'string', 'field'],
        ['city', 'string', 'field'],
        ['age', 'int', 'field'],
        ['active', 'boolean', 'field'],
        ['tags', 'json', 'field'],
        ['address', 'json', 'field'],
        ['createdAt', 'date', 'createdAt'],
        ['rev', 'int', 'version'],
      ],
      relations: [['posts', 'many']],
      events: ['user.changed'],
    });
  });

  test.each([
    ['legacy', { experimentalDecorators: true, emitDecoratorMetadata: true }],
    ['standard', { experimentalDecorators: false }],
  ])(
    'type-check in %s form, and refuse what is wrong',
    (_, mode) => {
      const files = ['example.ts', 'negative.ts'].map((name) => join(TYPES, name));
      const program = ts.createProgram(files, { ...BASE, ...mode });
      const found = files.flatMap((file) => program.getSemanticDiagnostics(program.getSourceFile(file)));
      expect(found.map(({ file, start, messageText }) => [file?.fileName, start, messageText])).toEqual([]);
    },
    60_000,
  );
});
