/** Command lines run in this process, with what they print caught. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Readable } from 'node:stream';
import { run } from '../../src/program';
import type { Terminal } from '../../src/terminal';

export interface Ran {
  readonly code: number;
  readonly out: string[];
  readonly err: string[];
}

export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Ends the command; by default it is never ended. */
  readonly interrupted?: Promise<void>;
}

/** Runs `tito` with these arguments. */
export async function runTito(args: readonly string[], surroundings: Surroundings = {}): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    interrupted: surroundings.interrupted ?? new Promise(() => undefined),
    cwd: surroundings.cwd ?? os.tmpdir(),
    env: surroundings.env ?? {},
    isInteractive: false,
    input: Readable.from([surroundings.input ?? '']),
  };
  return { code: await run(args, terminal), out, err };
}

/** A folder of its own with files in it, by their paths. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'tito-cli-')));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
  return folder;
}

/** What a file of a folder says. */
export function contentOf(folder: string, name: string): string {
  return fs.readFileSync(path.join(folder, name), 'utf8');
}
