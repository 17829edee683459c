#!/usr/bin/env node
/** The process around the command line: standard streams, signals, exit code. */

import { run } from './program';
import type { Terminal } from './terminal';

const terminal: Terminal = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  interrupted: new Promise((resolve) => {
    // A second signal finds no handler and ends the process at once.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  }),
  cwd: process.cwd(),
  env: process.env,
  isInteractive: process.stdin.isTTY && process.stderr.isTTY,
  input: process.stdin,
};

// Whoever reads the output may have seen enough: `tito data scan User | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

void run(process.argv.slice(2), terminal).then((code) => {
  process.exitCode = code;
});
