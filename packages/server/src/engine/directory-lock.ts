/**
 * One process for a directory: a lock file that says who holds it.
 *
 * A holder that was killed leaves its file behind. It is told from a living one by its process id together with the time
 * at which that process started, since ids come again. Taking over renames the old file away first: of two processes that
 * try at once, one finds that what it renamed is not what it judged, puts it back and is refused.
 */

import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { DirectoryInUseError } from '../errors';

const FILE = 'LOCK';
const ATTEMPTS = 10;

interface Holder {
  readonly pid: number;
  /** What the system says about when the process began; null where it does not say. */
  readonly started: string | null;
  readonly token: string;
}

export interface DirectoryLock {
  /** Gives the directory free. */
  release(): void;
}

/**
 * Takes the directory for this process.
 *
 * @throws DirectoryInUseError `SERVER_DIRECTORY_IN_USE`
 */
export function lockDirectory(directory: string): DirectoryLock {
  const file = path.join(directory, FILE);
  const self: Holder = {
    pid: process.pid,
    started: startOf(process.pid),
    token: randomBytes(8).toString('hex'),
  };
  const candidate = `${file}.${self.token}`;
  fs.writeFileSync(candidate, JSON.stringify(self), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (tryLink(candidate, file)) return { release: () => release(file, self) };
      const holder = readHolder(file);
      if (holder && isAlive(holder)) throw new DirectoryInUseError(directory, holder.pid);
      removeStale(file, holder);
    }
    throw new DirectoryInUseError(directory, readHolder(file)?.pid ?? 0);
  } finally {
    fs.rmSync(candidate, { force: true });
  }
}

function tryLink(candidate: string, file: string): boolean {
  try {
    fs.linkSync(candidate, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

function removeStale(file: string, judged: Holder | null): void {
  const aside = `${file}.stale.${randomBytes(8).toString('hex')}`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return; // somebody else was faster
  }
  const moved = readHolder(aside);
  if (moved && moved.token !== judged?.token) tryLink(aside, file);
  fs.rmSync(aside, { force: true });
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return started === null || startOf(pid) === null || startOf(pid) === started;
}

/** Linux counts the ticks from its own start to that of the process; elsewhere the id has to do. */
function startOf(pid: number): string | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function release(file: string, self: Holder): void {
  if (readHolder(file)?.token === self.token) fs.rmSync(file, { force: true });
}
