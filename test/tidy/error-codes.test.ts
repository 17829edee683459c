import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './small-workspace';

const ERRORS = 'packages/tikv/src/errors.ts';
const THROWS_TWO = "super('TIKV_WRITE_CONFLICT');\nreport({ code: 'TIKV_TIMEOUT' });";

describe('error codes and docs/errors.md', () => {
  test('a code may have a heading or a row of a table', () => {
    const list =
      '## TIKV_WRITE_CONFLICT\n\n| code | meaning |\n| --- | --- |\n| `TIKV_TIMEOUT` | too slow |\n';
    expect(problemsOf({ [ERRORS]: THROWS_TWO, 'docs/errors.md': list })).toEqual([]);
  });

  test('a code without an entry is reported where it is used; a mention in a sentence is no entry', () => {
    const list = '## TIKV_WRITE_CONFLICT\n\nNot TIKV_TIMEOUT.\n';
    expect(problemsOf({ [ERRORS]: THROWS_TWO, 'docs/errors.md': list })).toEqual([`error-code ${ERRORS}:2`]);
  });

  test('an entry that nothing throws is reported in the list', () => {
    const list = '## TIKV_WRITE_CONFLICT\n\n## TIKV_TIMEOUT\n\n## TIKV_GONE\n';
    expect(problemsOf({ [ERRORS]: THROWS_TWO, 'docs/errors.md': list })).toEqual([
      'error-code docs/errors.md:5',
    ]);
  });

  test('names of other things and codes in tests are left alone', () => {
    const files = {
      [ERRORS]: "const name = 'TITO_PD';\nconst other = 'SOME_CONSTANT';",
      'packages/tikv/test/get.test.ts': "expect('TIKV_MADE_UP');",
      'packages/protocol/src/generated/kvrpcpb.ts': "const name = 'TIKV_GENERATED';",
      'docs/errors.md': '',
    };
    expect(problemsOf(files).filter((problem) => problem.startsWith('error-code'))).toEqual([]);
  });

  test('without the list nothing is compared', () => {
    expect(problemsOf({ [ERRORS]: THROWS_TWO })).toEqual([]);
  });
});
