/** New applications as their makers' own tools write them, reduced to what starts: for trying packed packages in. */

/** Files by their paths. */
export type Files = Readonly<Record<string, string>>;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** As `nest new` writes it, without the linter. */
export const NEST_11: Files = {
  'package.json': json({
    name: 'shop',
    version: '0.0.1',
    private: true,
    scripts: { build: 'nest build', start: 'nest start', test: 'jest' },
    dependencies: {
      '@nestjs/common': '^11.0.1',
      '@nestjs/core': '^11.0.1',
      '@nestjs/platform-express': '^11.0.1',
      'reflect-metadata': '^0.2.2',
      rxjs: '^7.8.1',
    },
    devDependencies: {
      '@nestjs/cli': '^11.0.0',
      '@nestjs/schematics': '^11.0.0',
      '@nestjs/testing': '^11.0.1',
      '@types/jest': '^30.0.0',
      '@types/node': '^22.10.7',
      jest: '^30.0.0',
      'ts-jest': '^29.2.5',
      'ts-loader': '^9.5.2',
      typescript: '^5.7.3',
    },
    jest: {
      moduleFileExtensions: ['js', 'json', 'ts'],
      rootDir: 'src',
      testRegex: '.*\\.spec\\.ts$',
      transform: { '^.+\\.(t|j)s$': 'ts-jest' },
      testEnvironment: 'node',
    },
  }),
  'nest-cli.json': json({
    collection: '@nestjs/schematics',
    sourceRoot: 'src',
    compilerOptions: { deleteOutDir: true },
  }),
  'tsconfig.json': json({
    compilerOptions: {
      module: 'nodenext',
      moduleResolution: 'nodenext',
      resolvePackageJsonExports: true,
      esModuleInterop: true,
      isolatedModules: true,
      declaration: true,
      removeComments: true,
      emitDecoratorMetadata: true,
      experimentalDecorators: true,
      allowSyntheticDefaultImports: true,
      target: 'ES2023',
      sourceMap: true,
      outDir: './dist',
      baseUrl: './',
      incremental: true,
      skipLibCheck: true,
      strictNullChecks: true,
      forceConsistentCasingInFileNames: true,
      noImplicitAny: false,
      strictBindCallApply: false,
      noFallthroughCasesInSwitch: false,
    },
  }),
  'tsconfig.build.json': json({
    extends: './tsconfig.json',
    exclude: ['node_modules', 'test', 'dist', '**/*spec.ts'],
  }),
  'src/app.module.ts': `import { Module } from '@nestjs/common';
import { AppController } from './app.controller';
import { AppService } from './app.service';

@Module({
  imports: [],
  controllers: [AppController],
  providers: [AppService],
})
export class AppModule {}
`,
  'src/app.controller.ts': `import { Controller, Get } from '@nestjs/common';
import { AppService } from './app.service';

@Controller()
export class AppController {
  constructor(private readonly appService: AppService) {}

  @Get()
  getHello(): string {
    return this.appService.getHello();
  }
}
`,
  'src/app.service.ts': `import { Injectable } from '@nestjs/common';

@Injectable()
export class AppService {
  getHello(): string {
    return 'Hello World!';
  }
}
`,
  'src/main.ts': `import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  await app.listen(process.env.PORT ?? 3000);
}
bootstrap();
`,
};

export const EXPRESS_5: Files = {
  'package.json': json({
    name: 'shop',
    version: '0.0.1',
    private: true,
    dependencies: { express: '^5.0.0' },
  }),
};

/** Its entry after `tito init` and `tito generate resource product ...`, as its owner would write it. */
export const EXPRESS_MAIN = `import { tito, titoErrorHandler, titoHealth } from '@tito/express';
import { Tito } from '@tito/orm';
import express from 'express';
import { Product } from './models/product.model';
import { productsRouter } from './routes/products.router';

async function main(): Promise<void> {
  const endpoints = (process.env['TITO_PD'] ?? '127.0.0.1:2379').split(',');
  const db = await Tito.connect({ endpoints, models: [Product] });
  const app = express();
  app.get('/health', titoHealth(db));
  app.use(tito(db, { timeoutMs: 10_000 }));
  app.use('/products', productsRouter(db));
  app.use(titoErrorHandler());
  const server = app.listen(Number(process.env['PORT'] ?? 3000));
  process.once('SIGTERM', () => server.close(() => void db.close()));
}

void main();
`;

/** A program in one file, of either kind of modules, that takes its code from the README's first model. */
export function plainProgram(type: 'commonjs' | 'module', source: string, typescript: string): Files {
  return {
    'package.json': json({
      name: 'program',
      private: true,
      type,
      devDependencies: { typescript, '@types/node': '^20.19.0' },
    }),
    'tsconfig.json': json({
      compilerOptions: {
        target: 'ES2022',
        lib: ['ES2023', 'ESNext.Disposable'],
        module: 'Node16',
        types: ['node'],
        strict: true,
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
        outDir: 'dist',
        rootDir: 'src',
      },
      include: ['src'],
    }),
    'src/main.ts': type === 'module' ? source : asCommonJs(source),
  };
}

/** CommonJS has no await at the top. */
function asCommonJs(source: string): string {
  const lines = source.split('\n');
  const start = lines.findIndex((line) => line.startsWith('const cluster'));
  return [
    ...lines.slice(0, start),
    'async function main(): Promise<void> {',
    ...lines.slice(start),
    '}',
    'void main();',
    '',
  ].join('\n');
}
