/** Runs one of the examples as its own process, on our streams and in our environment (`TITO_PD` included). */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';

/** Those that print what they do and end. */
export const CLASSIC_EXAMPLES = ['crud', 'blog', 'queue'] as const;
/** The services run until they are stopped. */
export const EXAMPLE_NAMES = [...CLASSIC_EXAMPLES, 'express-app', 'nestjs-app'] as const;
export type ExampleName = (typeof EXAMPLE_NAMES)[number];

export function isExampleName(name: string): name is ExampleName {
  return (EXAMPLE_NAMES as readonly string[]).includes(name);
}

/** Resolves to the example's exit code; 128 and the signal's number when a signal ended it, as shells count. */
export function runExample(root: string, name: ExampleName, args: readonly string[] = []): Promise<number> {
  const program = join(root, 'examples', 'dist', name, 'main.js');
  const child = spawn(process.execPath, ['--enable-source-maps', program, ...args], { stdio: 'inherit' });
  // Ctrl-C reaches the child by itself: we only stay to report how it ended. SIGTERM is sent to us alone.
  const keepWaiting = (): void => undefined;
  const forward = (): void => void child.kill('SIGTERM');
  process.on('SIGINT', keepWaiting);
  process.on('SIGTERM', forward);
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  }).finally(() => {
    process.off('SIGINT', keepWaiting);
    process.off('SIGTERM', forward);
  });
}
