import { describe, expect, test } from '@jest/globals';
import { stronglyConnected } from '../../scripts/src/import-graph';
import { problemsOf } from './small-workspace';

describe('import cycles', () => {
  test('two files that import each other are one problem, at the import that closes the circle', () => {
    const problems = problemsOf({
      'packages/tikv/src/txn/lock.ts': "// Why.\nimport { b } from './snapshot';\nexport const a = b;",
      'packages/tikv/src/txn/snapshot.ts': "import { a } from './lock';\nexport const b = a;",
    });
    expect(problems).toEqual(['import-cycle packages/tikv/src/txn/lock.ts:2']);
  });

  test.each([
    ['a type import', "import type { A } from './lock';"],
    ['an inline type import', "export type B = import('./lock').A;"],
    ['a re-export', "export { a } from './lock';"],
    ['a star re-export', "export * from './lock';"],
    ['a dynamic import', "export const b = () => import('./lock');"],
    ['a require', "const lock = require('./lock');"],
    ['an import assignment', "import lock = require('./lock');"],
    ['a specifier with an extension', "import { a } from './lock.js';"],
    ['a template without holes', 'export const b = () => import(`./lock`);'],
  ])('%s counts', (_what, back) => {
    const problems = problemsOf({
      'packages/tikv/src/txn/lock.ts': "import './snapshot';\nexport const a = 1;",
      'packages/tikv/src/txn/snapshot.ts': back,
    });
    expect(problems).toEqual(['import-cycle packages/tikv/src/txn/lock.ts:1']);
  });

  test('a circle through the public list of another package is found', () => {
    const problems = problemsOf({
      'packages/tikv/src/index.ts': "export * from './txn/lock';",
      'packages/tikv/src/txn/lock.ts': "import '@tito/queue';",
      'packages/queue/src/index.ts': "import '@tito/tikv';",
    });
    expect(problems).toContain('import-cycle packages/queue/src/index.ts:1');
  });

  test('a file that imports itself is a cycle', () => {
    expect(problemsOf({ 'packages/tikv/src/txn/lock.ts': "import './lock';" })).toEqual([
      'import-cycle packages/tikv/src/txn/lock.ts:1',
    ]);
  });

  test('files that share an import are no cycle', () => {
    const problems = problemsOf({
      'packages/tikv/src/txn/a.ts': "import './b';\nimport './c';",
      'packages/tikv/src/txn/b.ts': "import './c';",
      'packages/tikv/src/txn/c.ts': 'export {};',
    });
    expect(problems).toEqual([]);
  });

  test('an import inside a comment or a string is none', () => {
    const problems = problemsOf({
      'packages/tikv/src/txn/a.ts': "import './b';",
      'packages/tikv/src/txn/b.ts': "// import './a';\nexport const text = \"import './a';\";",
    });
    expect(problems).toEqual([]);
  });
});

describe('strongly connected groups', () => {
  test('separates circles that only touch in one direction', () => {
    const edges = new Map([
      ['a', ['b']],
      ['b', ['a', 'c']],
      ['c', ['d']],
      ['d', ['c']],
      ['e', ['a']],
    ]);
    expect(stronglyConnected(edges).sort()).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  test('takes circles that share a node as one group', () => {
    const edges = new Map([
      ['a', ['b', 'c']],
      ['b', ['a']],
      ['c', ['a']],
    ]);
    expect(stronglyConnected(edges)).toEqual([['a', 'b', 'c']]);
  });
});
