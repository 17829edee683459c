import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './small-workspace';

const RPC = 'packages/tikv/src/rpc/channel.ts';
const TXN = 'packages/tikv/src/txn/lock.ts';

describe('third-party imports', () => {
  test('a declared dependency and the built-in modules are fine', () => {
    expect(problemsOf({ [RPC]: "import '@grpc/grpc-js';\nimport 'node:fs/promises';" })).toEqual([]);
  });

  test('an import that only hoisting makes work is refused', () => {
    expect(problemsOf({ [TXN]: "import 'long';" })).toEqual([`third-party ${TXN}:1`]);
  });

  test('a file of a dependency counts as the dependency', () => {
    expect(problemsOf({ [RPC]: "import '@grpc/grpc-js/build/src/metadata';" })).toEqual([]);
    expect(problemsOf({ [TXN]: "import 'long/umd/index';" })).toEqual([`third-party ${TXN}:1`]);
  });

  test('a development dependency is for tests alone', () => {
    expect(problemsOf({ [TXN]: "import 'left-out';" })).toEqual([`third-party ${TXN}:1`]);
    expect(problemsOf({ 'packages/tikv/src/txn/lock.test.ts': "import 'left-out';" })).toEqual([]);
  });

  test('what the root declares is for tests and scripts alone', () => {
    expect(problemsOf({ [TXN]: "import 'jest';" })).toEqual([`third-party ${TXN}:1`]);
    expect(problemsOf({ 'packages/tikv/test/get.test.ts': "import 'jest';" })).toEqual([]);
    expect(problemsOf({ 'scripts/src/test.ts': "import 'jest';" })).toEqual([]);
    expect(problemsOf({ 'scripts/src/test.ts': "import 'mocha';" })).toEqual([
      'third-party scripts/src/test.ts:1',
    ]);
  });

  test('one of our packages must be declared like any other', () => {
    const files = {
      'packages/queue/package.json': '{}',
      'packages/queue/src/index.ts': "import '@tito/tikv';",
    };
    expect(problemsOf(files)).toEqual(['third-party packages/queue/src/index.ts:1']);
  });

  test('a built-in module is written with its prefix', () => {
    expect(problemsOf({ [TXN]: "import 'fs';" })).toEqual([`third-party ${TXN}:1`]);
  });

  test('grpc stays in its room', () => {
    expect(problemsOf({ [TXN]: "import type { Client } from '@grpc/grpc-js';" })).toEqual([
      `third-party-place ${TXN}:1`,
    ]);
    expect(problemsOf({ 'packages/tikv/test/get.test.ts': "import '@grpc/grpc-js';" })).toEqual([]);
  });

  test('metadata stays in the package of models, even when another declares it', () => {
    const files = {
      'packages/queue/package.json': '{ "dependencies": { "reflect-metadata": "1.0.0" } }',
      'packages/queue/src/index.ts': "import 'reflect-metadata';",
    };
    expect(problemsOf(files)).toEqual(['third-party-place packages/queue/src/index.ts:1']);
  });
});
