/**
 * Runs jest inside this process and closes with one line that people and programs can read: `N passed, N failed`.
 *
 * Jest's own summary differs between versions and goes to stderr; the closing line is ours, goes to stdout and is the
 * last thing written. The process then ends whatever is still open: a test that forgot to close a connection is named
 * by the test environment (`test/support/leak-checking-environment.ts`), and never turns into a run that hangs.
 */
import { availableParallelism } from 'node:os';
import { buildArgv, runCLI } from 'jest';

/** More workers than this only compete for the processor: most suites start a server of their own. */
const MAX_DEFAULT_WORKERS = 2;

export interface TestCounts {
  readonly passed: number;
  /** Failed tests, and one for each suite that could not be loaded or torn down. */
  readonly failed: number;
}

/** What jest tells about a run, as far as the closing line needs it. */
export interface JestTotals {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

export function countTests(totals: JestTotals): TestCounts {
  return { passed: totals.numPassedTests, failed: totals.numFailedTests + totals.numRuntimeErrorTestSuites };
}

export function closingLine(counts: TestCounts): string {
  return `${counts.passed} passed, ${counts.failed} failed`;
}

/** A run that tested nothing has not shown that anything works, so it fails too. */
export function exitCodeOf(counts: TestCounts, success: boolean): 0 | 1 {
  return success && counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}

/** The arguments as given, with our number of workers unless the caller chose one. */
export function withDefaultWorkers(args: readonly string[], cpus: number): string[] {
  const isChosen = args.some((arg) => /^(-i|--runInBand|-w\d*|--maxWorkers(=.*)?)$/.test(arg));
  return isChosen ? [...args] : [...args, `--maxWorkers=${Math.max(1, Math.min(MAX_DEFAULT_WORKERS, cpus))}`];
}

/** Runs jest with these arguments and ends the process. */
export async function runJestAndExit(root: string, args: readonly string[]): Promise<never> {
  // Jest looks at the environment to decide how its modules behave; its own command sets this too.
  process.env.NODE_ENV ??= 'test';
  const argv = await buildArgv(withDefaultWorkers(args, availableParallelism()));
  // Without this jest ends the process itself when nothing matches, and the closing line would be missing.
  const { results } = await runCLI({ ...argv, passWithNoTests: true }, [root]);
  const counts = countTests(results);
  const exitCode = exitCodeOf(counts, results.success);
  if (counts.passed + counts.failed === 0) process.stderr.write('No test ran.\n');
  else if (exitCode === 1 && counts.failed === 0)
    process.stderr.write('Jest reports failure outside the tests.\n');
  await writeLine(process.stdout, closingLine(counts));
  process.exit(exitCode);
}

/** Resolves when the line has left this process, since `process.exit` does not wait for a pipe. */
function writeLine(stream: NodeJS.WriteStream, line: string): Promise<void> {
  return new Promise((resolve) => stream.write(`${line}\n`, () => resolve()));
}
