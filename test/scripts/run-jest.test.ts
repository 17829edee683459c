import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { closingLine, countTests, exitCodeOf, withDefaultWorkers } from '../../scripts/src/run-jest';
import { type Ended, startNode } from '../support/program';

describe('what a run amounts to', () => {
  test('a suite that cannot be loaded counts as a failure', () => {
    const totals = { numPassedTests: 3, numFailedTests: 1, numRuntimeErrorTestSuites: 2 };
    expect(countTests(totals)).toEqual({ passed: 3, failed: 3 });
  });

  test('the closing line has this form and no other', () => {
    expect(closingLine({ passed: 1, failed: 0 })).toBe('1 passed, 0 failed');
  });

  test.each([
    [{ passed: 1, failed: 0 }, true, 0],
    [{ passed: 1, failed: 1 }, false, 1],
    [{ passed: 0, failed: 0 }, true, 1],
    [{ passed: 1, failed: 0 }, false, 1],
  ] as const)('%j with success %j exits with %d', (counts, success, exitCode) => {
    expect(exitCodeOf(counts, success)).toBe(exitCode);
  });
});

describe('workers', () => {
  test('are two at most unless the caller says how many', () => {
    expect(withDefaultWorkers(['a'], 16)).toEqual(['a', '--maxWorkers=2']);
    expect(withDefaultWorkers([], 1)).toEqual(['--maxWorkers=1']);
  });

  test.each(['-i', '--runInBand', '-w4', '-w', '--maxWorkers', '--maxWorkers=50%'])(
    'are left to %s',
    (arg) => {
      expect(withDefaultWorkers([arg], 16)).toEqual([arg]);
    },
  );
});

describe('a run in a project of its own', () => {
  let project: string;

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'tito-run-jest-'));
    writeFileSync(join(project, 'package.json'), JSON.stringify({ jest: { transform: {} } }));
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  function run(suites: Readonly<Record<string, string>>): Promise<Ended> {
    for (const [name, text] of Object.entries(suites)) writeFileSync(join(project, `${name}.test.js`), text);
    const runner = resolve(__dirname, '..', '..', 'scripts', 'dist', 'run-jest.js');
    const program = `require(${JSON.stringify(runner)}).runJestAndExit(${JSON.stringify(project)}, ['-i'])`;
    return startNode(['-e', program], { CI: 'true' }).ended();
  }

  test('counts what passed, what failed and what could not be loaded', async () => {
    const { code, stdout } = await run({
      passing: "test('a', () => {}); test('b', () => {});",
      failing: "test('c', () => { throw new Error('on purpose'); });",
      unloadable: "require('./nowhere');",
    });
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('2 passed, 2 failed');
    expect(code).toBe(1);
  });

  test('ends although a test left a timer running', async () => {
    const { code, stdout } = await run({ endless: "test('a', () => { setInterval(() => {}, 1000); });" });
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('1 passed, 0 failed');
    expect(code).toBe(0);
  });

  test('fails when there is nothing to run', async () => {
    const { code, stdout, stderr } = await run({});
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 0 failed');
    expect(stderr).toContain('No test ran.');
    expect(code).toBe(1);
  });
});
