/**
 * A directory with the data of a cluster: whose it is, in which format, and the engine on it.
 *
 *     LOCK        the process that has it open
 *     FORMAT      {"format":1,"product":"tito"}, written before anything else
 *     data.mdb    LMDB's file; data.mdb-lock beside it
 */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { DirectoryUnreadableError } from '../errors';
import { type DirectoryLock, lockDirectory } from './directory-lock';
import type { Engine, Family } from './engine';
import type * as LmdbEngineModule from './lmdb-engine';

const FORMAT = 1;
/** LMDB's file begins with two meta pages; each has this number behind its page header. */
const MAGIC = 0xbeefc0de;
const MAGIC_OFFSET = 24;
const PAGE_BYTES = 16384;

export interface DataDirectory {
  readonly engine: Engine;
  /** Closes the engine and gives the directory free. */
  close(): Promise<void>;
}

/**
 * Opens a directory, or makes it when it is absent or empty.
 *
 * @throws DirectoryInUseError `SERVER_DIRECTORY_IN_USE`
 * @throws DirectoryUnreadableError `SERVER_DIRECTORY_UNREADABLE`
 */
export function openDataDirectory(
  directory: string,
  residentFamilies: readonly Family<unknown>[],
): DataDirectory {
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = lockDirectory(directory);
  try {
    checkFormat(directory);
    const engine = openEngine(path.join(directory, 'data.mdb'), residentFamilies);
    return { engine, close: () => closeDirectory(engine, lock) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function closeDirectory(engine: Engine, lock: DirectoryLock): Promise<void> {
  try {
    await engine.close();
  } finally {
    lock.release();
  }
}

/** Loaded here and not before: whoever keeps data in memory needs no native code. */
function openEngine(file: string, residentFamilies: readonly Family<unknown>[]): Engine {
  // `import()` would ask a test runner for its support of modules.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { LmdbEngine } = require('./lmdb-engine') as typeof LmdbEngineModule;
  if (fs.existsSync(file)) checkHeader(file);
  try {
    return new LmdbEngine({ path: file, residentFamilies });
  } catch (error) {
    throw new DirectoryUnreadableError('the data file cannot be read', file, error);
  }
}

/** LMDB trusts what it maps; a file that is none of its own would end the process. */
function checkHeader(file: string): void {
  const handle = fs.openSync(file, 'r');
  try {
    if (hasMagic(handle, 0) && hasMagic(handle, PAGE_BYTES)) return;
  } finally {
    fs.closeSync(handle);
  }
  throw new DirectoryUnreadableError('the data file is damaged or no data file', file);
}

function hasMagic(handle: number, page: number): boolean {
  const word = Buffer.alloc(4);
  return fs.readSync(handle, word, 0, 4, page + MAGIC_OFFSET) === 4 && word.readUInt32LE() === MAGIC;
}

function checkFormat(directory: string): void {
  const file = path.join(directory, 'FORMAT');
  if (!fs.existsSync(file)) {
    const foreign = fs.readdirSync(directory).filter((name) => !name.startsWith('LOCK'));
    if (foreign.length > 0) {
      throw new DirectoryUnreadableError(
        'the directory holds something else',
        path.join(directory, foreign[0] ?? ''),
      );
    }
    writeDurably(file, `${JSON.stringify({ format: FORMAT, product: 'tito' })}\n`);
    return;
  }
  let stored: { format?: unknown; product?: unknown };
  try {
    stored = JSON.parse(fs.readFileSync(file, 'utf8')) as typeof stored;
  } catch (error) {
    throw new DirectoryUnreadableError('the format file cannot be read', file, error);
  }
  if (stored.product !== 'tito' || stored.format !== FORMAT) {
    throw new DirectoryUnreadableError('the directory is of a format that this version does not know', file);
  }
}

/** Whole or not at all: written aside, flushed, then renamed. */
function writeDurably(file: string, text: string): void {
  const aside = `${file}.new`;
  const handle = fs.openSync(aside, 'w', 0o600);
  try {
    fs.writeSync(handle, text);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  fs.renameSync(aside, file);
}
