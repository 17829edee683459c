import { describe, expect, test } from '@jest/globals';
import { notesOf, problemsOf } from './small-workspace';

const LONG = 'const line = 0;\n'.repeat(351);
const LONG_FUNCTION = `export function long() {\n${'  line();\n'.repeat(70)}}\n`;

describe('names', () => {
  test.each([
    'utils.ts',
    'helpers.ts',
    'common.ts',
    'types.ts',
    'constants.ts',
    'interfaces.ts',
    'utils/bytes.ts',
  ])('packages/tikv/src/txn/%s is refused', (name) => {
    expect(problemsOf({ [`packages/tikv/src/txn/${name}`]: 'export {};' })).toEqual([
      `empty-name packages/tikv/src/txn/${name}:1`,
    ]);
  });

  test('a name that only contains such a word is fine', () => {
    expect(problemsOf({ 'packages/tikv/src/txn/common-prefix.ts': 'export {};' })).toEqual([]);
  });
});

describe('sizes', () => {
  test('a long file and a long function are noted, and fail nothing', () => {
    const files = {
      'packages/tikv/src/index.ts': "import './txn/file';\nimport './txn/function';",
      'packages/tikv/src/txn/file.ts': LONG,
      'packages/tikv/src/txn/function.ts': LONG_FUNCTION,
    };
    expect(problemsOf(files)).toEqual([]);
    expect(notesOf(files)).toEqual([
      'long-file packages/tikv/src/txn/file.ts:1 351 lines',
      'long-function packages/tikv/src/txn/function.ts:1 long: 72 lines',
    ]);
  });

  test('generated files and the functions around tests are not measured', () => {
    const files = {
      'packages/protocol/src/generated/kvrpcpb.ts': LONG,
      'packages/tikv/test/get.test.ts': LONG_FUNCTION,
    };
    expect(notesOf(files)).toEqual([]);
  });

  test('source that no public list leads to is noted', () => {
    expect(notesOf({ 'packages/tikv/src/txn/lock.ts': 'export {};' })).toEqual([
      'unreached packages/tikv/src/txn/lock.ts:1 no index.ts or main.ts leads here',
    ]);
  });
});
