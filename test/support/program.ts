/** Real processes for tests: started, watched, and always ended. */

import { type ChildProcess, spawn } from 'node:child_process';
import * as path from 'node:path';

export const root = path.resolve(__dirname, '../..');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Program {
  readonly process: ChildProcess;
  /** Resolves with the first whole line of standard output; rejects when the process ends before. */
  firstLine(): Promise<string>;
  /** Settles when the process has ended; rejects and kills it when that takes longer than `timeoutMs`. */
  ended(timeoutMs?: number): Promise<Ended>;
}

/** Starts `node` with `args` in the root of the project. */
export function startNode(args: readonly string[], env: Readonly<Record<string, string>> = {}): Program {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const closed = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return {
    process: child,
    firstLine: () =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (stdout.includes('\n')) resolve(stdout.slice(0, stdout.indexOf('\n')));
        };
        child.stdout.on('data', look);
        void closed.then(() => reject(new Error(`ended before its first line: ${stderr}`)));
        look();
      }),
    ended: (timeoutMs = 60_000) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
      return closed.then((ended) => {
        clearTimeout(timer);
        if (ended.signal === 'SIGKILL') {
          throw new Error(`killed after ${timeoutMs} ms: ${ended.stdout}${ended.stderr}`);
        }
        return ended;
      });
    },
  };
}

export interface Served {
  readonly endpoint: string;
  stop(): Promise<Ended>;
}

/** A `tito serve` in a process of its own, on free ports. */
export async function serve(...options: readonly string[]): Promise<Served> {
  const program = startNode([
    'packages/cli/dist/main.js',
    'serve',
    '--pd-port',
    '0',
    '--store-port',
    '0',
    '--json',
    ...options,
  ]);
  const ready = JSON.parse(await program.firstLine()) as { pd: string[] };
  return {
    endpoint: ready.pd[0]!,
    stop: () => {
      program.process.kill('SIGTERM');
      return program.ended(10_000);
    },
  };
}
