/** `tito init` and `tito generate` on the files of small projects. */

import { describe, expect, test } from '@jest/globals';
import { contentOf, folderWith, runTito } from './support/run';

const APP_MODULE = `import { Module } from '@nestjs/common';

@Module({
  imports: [],
})
export class AppModule {}
`;

const nest = (): string =>
  folderWith({
    'package.json': '{ "name": "shop", "dependencies": { "@nestjs/core": "^11.0.0" } }',
    'tsconfig.json':
      '{\n  // as Nest writes it\n  "compilerOptions": { "outDir": "./build", "target": "ES2023" }\n}\n',
    'src/app.module.ts': APP_MODULE,
  });
const express = (): string =>
  folderWith({ 'package.json': '{ "name": "shop", "dependencies": { "express": "^5.0.0" } }' });
const plain = (): string => folderWith({ 'package.json': '{ "name": "shop" }' });

describe('tito init', () => {
  test('makes a Nest application ready, and keeps what its files say', async () => {
    const cwd = nest();
    expect(await runTito(['init'], { cwd })).toMatchObject({ code: 0 });
    const tsconfig = contentOf(cwd, 'tsconfig.json');
    expect(tsconfig).toContain('// as Nest writes it');
    expect(tsconfig).toContain('"experimentalDecorators": true');
    expect(tsconfig).toContain('"target": "ES2023"');
    expect(contentOf(cwd, 'src/app.module.ts')).toContain('TitoModule.forRoot({');
    expect(contentOf(cwd, 'src/app.module.ts')).toContain('NotesModule]');
    expect(JSON.parse(contentOf(cwd, 'tito.config.json'))).toEqual({
      endpoints: ['127.0.0.1:2379'],
      models: ['build/**/*.model.js'],
    });
    const { dependencies } = JSON.parse(contentOf(cwd, 'package.json')) as { dependencies: object };
    expect(Object.keys(dependencies)).toEqual(['@nestjs/core', '@tito/nestjs', '@tito/orm']);
  });

  test.each([
    ['Express', express, '@tito/express'],
    ['neither', plain, '@tito/orm'],
  ])('makes a project of %s ready', async (_, project, dependency) => {
    const cwd = project();
    expect(await runTito(['init'], { cwd })).toMatchObject({ code: 0 });
    expect(contentOf(cwd, 'package.json')).toContain(`"${dependency}"`);
    expect(contentOf(cwd, 'src/database.ts')).toContain('Tito.connect');
    expect(contentOf(cwd, 'src/models/note.model.ts')).toContain("@Model('note')");
    expect(contentOf(cwd, 'docker-compose.yml')).toContain('pingcap/tikv');
  });

  test.each([
    ['Nest', nest],
    ['Express', express],
  ])('changes nothing the second time, in a project of %s', async (_, project) => {
    const cwd = project();
    await runTito(['init'], { cwd });
    const { out } = await runTito(['init', '--json'], { cwd });
    const files = JSON.parse(out.join('\n')) as { outcome: string }[];
    expect(new Set(files.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
  });

  test('keeps a model that its owner has changed since', async () => {
    const cwd = folderWith({ 'package.json': '{}', 'src/models/note.model.ts': '// mine\n' });
    expect(await runTito(['init'], { cwd })).toMatchObject({ code: 0 });
    expect(contentOf(cwd, 'src/models/note.model.ts')).toBe('// mine\n');
  });

  test('shows a difference without writing', async () => {
    const cwd = nest();
    const { code, out } = await runTito(['init', '--dry-run'], { cwd });
    expect(code).toBe(0);
    expect(out.join('\n')).toContain('+++ b/tito.config.json');
    expect(() => contentOf(cwd, 'tito.config.json')).toThrow('ENOENT');
    expect(contentOf(cwd, 'src/app.module.ts')).toBe(APP_MODULE);
  });

  test('writes nothing at all when one file cannot be changed', async () => {
    const cwd = nest();
    const broken = folderWith({
      'package.json': contentOf(cwd, 'package.json'),
      'src/app.module.ts': 'export clas',
    });
    const { code, err } = await runTito(['init'], { cwd: broken });
    expect(code).toBe(1);
    expect(err.join('\n')).toContain('CLI_EDIT_FAILED');
    expect(() => contentOf(broken, 'tsconfig.json')).toThrow('ENOENT');
  });

  test('needs a package.json that can be read', async () => {
    expect(await runTito(['init'], { cwd: folderWith({}) })).toMatchObject({ code: 64 });
    expect(await runTito(['init'], { cwd: folderWith({ 'package.json': '{' }) })).toMatchObject({ code: 1 });
  });
});

describe('tito generate', () => {
  test('refuses to replace a file, unless it is forced to', async () => {
    const cwd = express();
    const model = (...options: string[]) =>
      runTito(['generate', 'model', 'pen', 'ink:string', ...options], { cwd });
    await model();
    await runTito(['generate', 'model', 'pen', 'length:int', '--dry-run'], { cwd });
    expect(await model()).toMatchObject({ code: 0 });
    const other = await runTito(['g', 'model', 'pen', 'length:int'], { cwd });
    expect(other.code).toBe(1);
    expect(other.err.join('\n')).toContain('CLI_FILE_EXISTS');
    expect(contentOf(cwd, 'src/models/pen.model.ts')).toContain('ink');
    expect(await runTito(['g', 'model', 'pen', 'length:int', '--force'], { cwd })).toMatchObject({ code: 0 });
    expect(contentOf(cwd, 'src/models/pen.model.ts')).toContain(
      "@Field('int', { required: true }) length!: number;",
    );
  });

  test('adds the module of a resource to the application once', async () => {
    const cwd = nest();
    const generate = () => runTito(['generate', 'resource', 'product', 'name:string'], { cwd });
    expect(await generate()).toMatchObject({ code: 0 });
    const once = contentOf(cwd, 'src/app.module.ts');
    expect(once).toContain("import { ProductsModule } from './products/products.module';");
    expect(once).toContain('imports: [ProductsModule]');
    expect(await generate()).toMatchObject({ code: 0 });
    expect(contentOf(cwd, 'src/app.module.ts')).toBe(once);
  });

  test('finds a model wherever it is', async () => {
    const cwd = folderWith({ 'package.json': '{}', 'src/stock/pen.model.ts': 'export class Pen {}\n' });
    expect(await runTito(['g', 'repository', 'pen'], { cwd })).toMatchObject({ code: 0 });
    expect(contentOf(cwd, 'src/repositories/pen.repository.ts')).toContain("from '../stock/pen.model'");
  });

  test.each([
    ['a repository of no model', ['repository', 'pen']],
    ['a module outside of Nest', ['module', 'pen']],
    ['a name that leads out of the project', ['model', '../pen']],
    ['an unknown kind', ['model', 'pen', 'ink:text']],
    ['an unknown piece', ['aggregate', 'pen']],
  ])('refuses %s as a wrong command line', async (_, args) => {
    expect(await runTito(['generate', ...args], { cwd: plain() })).toMatchObject({ code: 64 });
  });
});
