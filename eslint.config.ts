/**
 * What eslint finds that the compiler does not: promises nobody waits for, `any` that spreads, comparisons that guess.
 * Style is prettier's and the architecture is `scripts/src/tidy.ts`'s; neither is repeated here.
 *
 * The projects are listed, not discovered: tests live beside their source but are in no package's tsconfig, since they
 * must not be built into it. `test/tsconfig.json` has them all.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const PROJECTS = [
  ...readdirSync(join(__dirname, 'packages')).map((name) => `packages/${name}/tsconfig.json`),
  'examples/tsconfig.json',
  'scripts/tsconfig.json',
  'bench/tsconfig.json',
  'test/tsconfig.json',
].filter((path) => existsSync(join(__dirname, path)));

const TESTS = ['**/*.test.ts', 'test/**/*.ts', 'packages/*/test/**/*.ts'];

export default defineConfig(
  globalIgnores(['**/dist/', '**/coverage/', '**/node_modules/', 'packages/protocol/src/generated/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [eslint.configs.recommended, tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: PROJECTS, tsconfigRootDir: __dirname } },
    rules: {
      eqeqeq: 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { inheritedMethods: false } }],
      '@typescript-eslint/await-thenable': 'error',
      // A rejection and an AbortSignal's reason are passed on as they came.
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          caughtErrorsIgnorePattern: '^_',
          destructuredArrayIgnorePattern: '^_',
        },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      // An async function without await keeps its promise when it throws: that is a reason to write one.
      '@typescript-eslint/require-await': 'off',
      // Interfaces that only name a combination, and methods passed as values on purpose, are the noise of these two.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // Tests look at parsed JSON, at errors caught as unknown and at deliberately wrong values.
    files: TESTS,
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
