/** `tito data export` and `tito data import`: rows as lines of JSON, which can be ended and taken up again. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import type { ExportPosition } from '@tito/orm';
import { Command, InvalidArgumentError } from 'commander';
import { type ConnectionOptions, withConnectionOptions } from '../connection/connection-options';
import { type Database, withDatabase } from '../connection/with-database';
import { InterruptedError, UsageError } from '../errors';
import { toJson } from '../output/plain';
import { Printer } from '../output/printer';
import { Progress } from '../output/progress';
import type { Terminal } from '../terminal';
import { integer, moment } from './arguments';

interface ExportOptions extends ConnectionOptions {
  readonly out?: string;
  readonly at?: bigint | Date;
  readonly resume: boolean;
}

/** Where an export that was ended goes on, beside the file that it writes. */
interface Checkpoint {
  readonly position: ExportPosition;
  /** What the file held then; what came after it is cut off. */
  readonly bytes: number;
}

export function exportCommand(terminal: Terminal): Command {
  return withConnectionOptions(new Command('export'))
    .description('Rows of models at one moment, as lines of JSON.')
    .argument('[models...]', 'names of models; all without any')
    .option('--out <file>', 'write to a file instead of standard output')
    .option('--at <moment>', 'as it was: a timestamp, a date, or an age such as 5m', moment)
    .option('--resume', 'go on with an export to --out that was ended', false)
    .addHelpText(
      'after',
      `\nExamples:
  tito data export > everything.jsonl
  tito data export User Post --out users.jsonl
  tito data export User Post --out users.jsonl --resume`,
    )
    .action(async (names: string[], options: ExportOptions) => {
      if (options.resume && options.out === undefined) throw new UsageError('--resume needs --out');
      await withDatabase(terminal, options, async (database) => {
        const models = names.length === 0 ? [...database.models] : names.map((name) => database.model(name));
        await (options.out === undefined
          ? exportToOutput(terminal, database, models, options)
          : exportToFile(terminal, database, models, path.resolve(terminal.cwd, options.out), options));
      });
    });
}

async function exportToOutput(
  terminal: Terminal,
  { db, signal }: Database,
  models: Database['models'],
  { at }: ExportOptions,
): Promise<void> {
  const progress = new Progress(terminal, 'rows');
  const lines = db.export([...models], { at, signal, onProgress: ({ rows }) => progress.update(rows) });
  for await (const line of lines) terminal.out(line);
}

async function exportToFile(
  terminal: Terminal,
  { db, signal }: Database,
  models: Database['models'],
  file: string,
  options: ExportOptions,
): Promise<void> {
  const checkpointFile = `${file}.position`;
  const checkpoint = options.resume ? readCheckpoint(checkpointFile) : null;
  if (!options.resume && fs.existsSync(file)) throw new UsageError('the file exists', { file });
  const progress = new Progress(terminal, 'rows');
  const handle = await fs.promises.open(file, checkpoint === null ? 'w' : 'r+');
  let bytes = checkpoint?.bytes ?? 0;
  let total = 0;
  try {
    await handle.truncate(bytes);
    let reached: ExportPosition | null = null;
    let waiting: string[] = [];
    const flush = async (): Promise<void> => {
      const { bytesWritten } = await handle.write(waiting.join(''), bytes);
      bytes += bytesWritten;
      waiting = [];
    };
    const lines = db.export([...models], {
      ...(checkpoint === null ? { at: options.at } : { resume: checkpoint.position }),
      signal,
      onProgress: (position) => {
        reached = position;
        total = position.rows;
        progress.update(total);
      },
    });
    for await (const line of lines) {
      if (reached !== null) {
        await flush();
        await handle.datasync();
        fs.writeFileSync(checkpointFile, toJson({ position: reached, bytes } satisfies Checkpoint));
        reached = null;
      }
      waiting.push(`${line}\n`);
    }
    await flush();
  } catch (error) {
    if (!signal.aborted) throw error;
    terminal.err(`ended; --resume goes on where ${path.basename(checkpointFile)} says`);
    throw new InterruptedError();
  } finally {
    await handle.close();
  }
  fs.rmSync(checkpointFile, { force: true });
  new Printer(terminal, options).one({ file, rows: total, bytes });
}

function readCheckpoint(file: string): Checkpoint {
  if (!fs.existsSync(file)) throw new UsageError('there is no export to go on with', { file });
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Checkpoint;
}

interface ImportOptions extends ConnectionOptions {
  readonly existing: 'error' | 'skip' | 'replace';
  readonly chunk?: number;
}

export function importCommand(terminal: Terminal): Command {
  return withConnectionOptions(new Command('import'))
    .description('Writes rows that an export has given, with all their indexes.')
    .argument('[file]', 'lines of JSON; standard input without it')
    .option('--existing <what>', 'rows that are there: error, skip or replace', existing, 'error')
    .option('--chunk <rows>', 'rows of one transaction', integer(1, 5_000))
    .addHelpText(
      'after',
      `\nAn import that was ended is run again with --existing skip.

Examples:
  tito data import users.jsonl
  tito data export --namespace live | tito data import --namespace copy`,
    )
    .action(async (file: string | undefined, options: ImportOptions) => {
      await withDatabase(terminal, options, async ({ db, signal }) => {
        const input = file === undefined ? terminal.input : fs.createReadStream(readable(terminal.cwd, file));
        const lines = createInterface({ input, crlfDelay: Infinity });
        const progress = new Progress(terminal, 'rows');
        try {
          const report = await db.import(lines, {
            existing: options.existing,
            ...(options.chunk === undefined ? {} : { chunk: options.chunk }),
            signal,
            onProgress: ({ rows }) => progress.update(rows),
          });
          new Printer(terminal, options).one(report);
        } catch (error) {
          if (!signal.aborted) throw error;
          terminal.err('ended; run it again with --existing skip');
          throw new InterruptedError();
        } finally {
          lines.close();
        }
      });
    });
}

function readable(cwd: string, name: string): string {
  const file = path.resolve(cwd, name);
  if (fs.existsSync(file)) return file;
  throw new UsageError('there is no such file', { file });
}

function existing(text: string): ImportOptions['existing'] {
  if (text === 'error' || text === 'skip' || text === 'replace') return text;
  throw new InvalidArgumentError('It must be error, skip or replace.');
}
