/**
 * `npm run lint`: everything that can be said about the code without running it. Every step runs, so that one call
 * shows all that is wrong; the exit code is 1 when any failed.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { endWith } from './end-with';
import { WORKSPACE_ROOT } from './workspace-root';

interface Step {
  readonly name: string;
  /** A JavaScript file and its arguments. */
  readonly command: readonly string[];
}

const GENERATOR = join(WORKSPACE_ROOT, 'scripts', 'dist', 'generate-protocol.js');

function planSteps(): Step[] {
  const steps: Step[] = [
    {
      name: 'types of the tests',
      command: [binaryOf('typescript', 'tsc'), '--noEmit', '-p', 'test/tsconfig.json'],
    },
    { name: 'eslint', command: [binaryOf('eslint', 'eslint'), '.', '--max-warnings=0'] },
    { name: 'format', command: [binaryOf('prettier', 'prettier'), '--check', '--log-level=warn', '.'] },
    { name: 'tidy', command: [join(WORKSPACE_ROOT, 'scripts', 'dist', 'tidy.js')] },
  ];
  if (existsSync(GENERATOR))
    steps.push({ name: 'generated files are current', command: [GENERATOR, '--check'] });
  return steps;
}

/** The file behind a package's command: run by this Node, with no shell and no PATH in between. */
function binaryOf(packageName: string, command: string): string {
  const manifestPath = createRequire(join(WORKSPACE_ROOT, 'package.json')).resolve(
    `${packageName}/package.json`,
  );
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as { bin: string | Record<string, string> };
  const file = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[command];
  if (file === undefined) throw new Error(`The package ${packageName} has no command ${command}`);
  return join(dirname(manifestPath), file);
}

function run(step: Step): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, step.command, {
      cwd: WORKSPACE_ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}

async function main(): Promise<number> {
  const failed: string[] = [];
  for (const step of planSteps()) {
    const startedMs = Date.now();
    const isFine = await run(step);
    const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
    process.stdout.write(`${isFine ? 'ok    ' : 'FAILED'}  ${step.name} (${seconds} s)\n`);
    if (!isFine) failed.push(step.name);
  }
  if (failed.length > 0) process.stderr.write(`\nlint failed: ${failed.join(', ')}\n`);
  return failed.length === 0 ? 0 : 1;
}

main().then((code) => process.exit(code), endWith);
