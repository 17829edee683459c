import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURE } from '../../scripts/src/architecture';
import { problemsOf } from './small-workspace';

/** A file in a room that may import whatever its package may. */
const TIKV = 'packages/tikv/src/txn/lock.ts';

describe('edges between packages', () => {
  test('the package below may be imported by its name', () => {
    expect(problemsOf({ [TIKV]: "import '@tito/protocol';" })).toEqual([]);
  });

  test.each([
    ['packages/protocol/src/key.ts', '@tito/tikv'],
    ['packages/tikv/src/txn/lock.ts', '@tito/queue'],
    ['packages/tikv/src/txn/lock.ts', '@tito/server'],
    ['packages/server/src/index.ts', '@tito/tikv'],
    ['packages/queue/src/index.ts', '@tito/protocol'],
    ['packages/tikv/src/txn/lock.ts', '@tito/tikv'],
  ])('%s may not import %s', (path, specifier) => {
    expect(problemsOf({ [path]: `import '${specifier}';` })).toContain(`package-edge ${path}:1`);
  });

  test('a package without a row asks for one', () => {
    expect(problemsOf({ 'packages/studio/src/index.ts': "import '@tito/tikv';" })).toContain(
      'package-edge packages/studio/src/index.ts:1',
    );
  });

  test('tests may also use the server, the protocol and their own package', () => {
    const text =
      "import '@tito/server';\nimport '@tito/protocol';\nimport '@tito/queue';\nimport '@tito/tikv';";
    expect(problemsOf({ 'packages/queue/test/publish.test.ts': text })).toEqual([]);
    expect(problemsOf({ 'packages/queue/src/publish.test.ts': text })).toEqual([]);
  });

  test('a test may not use a package above its own', () => {
    expect(problemsOf({ 'packages/tikv/test/get.test.ts': "import '@tito/queue';" })).toEqual([
      'package-edge packages/tikv/test/get.test.ts:1',
    ]);
  });

  test('the table of this workspace is the line that the packages form', () => {
    expect(ARCHITECTURE.packages).toEqual({
      protocol: [],
      tikv: ['protocol'],
      queue: ['tikv'],
      orm: ['queue', 'tikv'],
      server: ['protocol'],
      http: ['orm'],
      nestjs: ['http', 'orm', 'server'],
      express: ['http', 'orm'],
      cli: ['orm', 'server'],
    });
  });
});

describe('deep imports', () => {
  test.each([
    ["import '@tito/protocol/dist/key';"],
    ["import '../../../protocol/src/key';"],
    ["import '../../../../scripts/src/tidy';"],
  ])('%s is refused in a package', (text) => {
    expect(problemsOf({ [TIKV]: text })).toContain(`deep-import ${TIKV}:1`);
  });

  test('a test of a package reaches its source and what tests share, and no other package', () => {
    const path = 'packages/tikv/test/get.test.ts';
    const fine = "import '../src/txn/lock';\nimport '../../../test/support/cluster';";
    expect(problemsOf({ [path]: fine })).toEqual([]);
    expect(problemsOf({ [path]: "import '../../protocol/src/key';" })).toEqual([`deep-import ${path}:1`]);
    expect(problemsOf({ [path]: "import '../../../examples/crud/user';" })).toEqual([
      `deep-import ${path}:1`,
    ]);
  });

  test('the tests of the whole workspace go through public lists too', () => {
    const path = 'test/conformance/read.test.ts';
    expect(problemsOf({ [path]: "import '@tito/tikv';\nimport '../../scripts/src/tidy';" })).toEqual([]);
    expect(problemsOf({ [path]: "import '../../packages/tikv/src/txn/lock';" })).toEqual([
      `deep-import ${path}:1`,
    ]);
  });
});

describe('imports of tests', () => {
  test.each([
    "import './lock.test';",
    "import '../../test/fixtures';",
    "import '../../../../test/support/cluster';",
  ])('source may not say %s', (text) => {
    expect(problemsOf({ [TIKV]: text })).toContain(`test-import ${TIKV}:1`);
  });
});
