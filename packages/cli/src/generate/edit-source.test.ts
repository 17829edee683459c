import { describe, expect, test } from '@jest/globals';
import { EditError } from '../errors';
import { addImport, addToModule } from './edit-source';

const FRESH = `import { Module } from '@nestjs/common';
import { AppController } from './app.controller';

// The application.
@Module({
  imports: [],
  controllers: [AppController], // all of them
})
export class AppModule {}
`;

const add = (source: string, element: string): string =>
  addToModule(source, 'imports', element, 'app.module.ts');

describe('adding to the imports of a module', () => {
  test('changes the one place and nothing else', () => {
    expect(add(FRESH, 'ProductsModule')).toBe(FRESH.replace('imports: []', 'imports: [ProductsModule]'));
  });

  test('comes after what is there, in the style that is there', () => {
    const inline = FRESH.replace('[]', '[ConfigModule.forRoot()]');
    expect(add(inline, 'ProductsModule')).toContain('imports: [ConfigModule.forRoot(), ProductsModule],');
    const broken = FRESH.replace('[]', '[\n    ConfigModule,\n    UsersModule,\n  ]');
    expect(add(broken, 'ProductsModule')).toContain('    UsersModule,\n    ProductsModule,\n  ],');
  });

  test('makes the list where there is none', () => {
    const bare = FRESH.replace('  imports: [],\n', '');
    expect(add(bare, 'ProductsModule')).toContain('@Module({\n  imports: [ProductsModule],\n  controllers');
    expect(add('@Module({})\nexport class AppModule {}', 'A')).toContain('imports: [A]');
  });

  test('does nothing the second time', () => {
    const once = add(FRESH, 'TitoModule.forRoot({ models: [] })');
    expect(add(once, 'TitoModule.forRoot({ models: [] })')).toBe(once);
    expect(add(once, 'TitoModule.forRoot({ endpoints: [] })')).toBe(once);
  });

  test.each([
    ['a file without a module', 'export class A {}'],
    ['imports that are computed', '@Module({ imports: modules() }) export class AppModule {}'],
    ['options that are computed', '@Module(options) export class AppModule {}'],
    ['text that is no TypeScript', 'export clas {'],
  ])('refuses %s', (_, source) => {
    expect(() => add(source, 'A')).toThrow(EditError);
  });
});

describe('adding an import', () => {
  const addA = (source: string): string => addImport(source, 'A', './a', 'file.ts');

  test('comes after the last one', () => {
    expect(addA(FRESH)).toBe(
      FRESH.replace("app.controller';\n", "app.controller';\nimport { A } from './a';\n"),
    );
    expect(addA('const x = 1;\n')).toBe("import { A } from './a';\nconst x = 1;\n");
  });

  test('joins an import of the same file', () => {
    expect(addA("import { B } from './a';")).toBe("import { B, A } from './a';");
  });

  test('leaves alone what is imported already, and takes the quotes of the file', () => {
    const source = 'import { A } from "./elsewhere";';
    expect(addA(source)).toBe(source);
    expect(addA('import { B } from "./b";')).toBe('import { B } from "./b";\nimport { A } from "./a";');
  });

  test('does not join an import of types', () => {
    expect(addA("import type { B } from './a';")).toBe(
      "import type { B } from './a';\nimport { A } from './a';",
    );
  });
});
