import { describe, expect, test } from '@jest/globals';
import { problemsOf, SMALL_ARCHITECTURE } from './small-workspace';

describe('rooms inside a package', () => {
  test('a room imports itself and what its row names', () => {
    const problems = problemsOf({
      'packages/tikv/src/errors.ts': 'export {};',
      'packages/tikv/src/rpc/channel.ts': "import '../errors';\nimport './address';",
      'packages/tikv/src/rpc/address.ts': 'export {};',
      'packages/tikv/src/txn/lock.ts': "import '../rpc/channel';\nimport '../errors';",
    });
    expect(problems).toEqual([]);
  });

  test('an edge that the row does not name is refused, types included', () => {
    const problems = problemsOf({
      'packages/tikv/src/rpc/channel.ts': "import type { Lock } from '../txn/lock';",
      'packages/tikv/src/txn/lock.ts': 'export interface Lock {}',
    });
    expect(problems).toEqual(['room-edge packages/tikv/src/rpc/channel.ts:1']);
  });

  test('the public list imports every room and none imports it', () => {
    const problems = problemsOf({
      'packages/tikv/src/index.ts': "export * from './txn/lock';\nexport * from './errors';",
      'packages/tikv/src/errors.ts': 'export {};',
      'packages/tikv/src/txn/lock.ts': "import { x } from '..';",
    });
    expect(problems).toContain('room-edge packages/tikv/src/txn/lock.ts:1');
    expect(
      problems.filter((problem) => problem.includes('index.ts') && problem.startsWith('room-edge')),
    ).toEqual([]);
  });

  test('a room without a row asks for one, once', () => {
    const problems = problemsOf({
      'packages/tikv/src/cache/a.ts': "import '../errors';",
      'packages/tikv/src/cache/b.ts': 'export {};',
      'packages/tikv/src/errors.ts': 'export {};',
    });
    expect(problems).toEqual(['room-unplaced packages/tikv/src/cache/a.ts:1']);
  });

  test('rows that form a circle are refused', () => {
    const rooms = { tikv: { rpc: ['txn'], txn: ['rpc'] } };
    expect(problemsOf({}, { ...SMALL_ARCHITECTURE, rooms })).toEqual([
      'room-cycle scripts/src/architecture.ts:1',
    ]);
  });

  test('a row that names a room without a row of its own is refused', () => {
    const rooms = { tikv: { txn: ['rcp'] } };
    expect(problemsOf({}, { ...SMALL_ARCHITECTURE, rooms })).toEqual([
      'room-unplaced scripts/src/architecture.ts:1',
    ]);
  });

  test('tests beside the source go where they need to', () => {
    const problems = problemsOf({
      'packages/tikv/src/rpc/channel.test.ts': "import '../txn/lock';",
      'packages/tikv/src/txn/lock.ts': 'export {};',
    });
    expect(problems).toEqual([]);
  });
});
