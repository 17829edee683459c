/** `tito index`: indexes as they are stored. */

import type { IndexFinding, VerifyReport } from '@tito/orm';
import { Command } from 'commander';
import { type ConnectionOptions, withConnectionOptions } from '../connection/connection-options';
import { type Database, withDatabase } from '../connection/with-database';
import { EXIT, ExitWith } from '../exit';
import { Printer } from '../output/printer';
import { Progress } from '../output/progress';
import type { Terminal } from '../terminal';
import { integer } from './arguments';

const MAX_RATE = 10_000_000;

interface SelectionOptions extends ConnectionOptions {
  readonly rate?: number;
  readonly limit?: number;
}

export function indexCommand(terminal: Terminal): Command {
  const command = new Command('index').description('Indexes: building, verifying, mending, removing.');
  for (const make of [list, build, verify, repair, drop]) command.addCommand(make(terminal));
  return command;
}

function list(terminal: Terminal): Command {
  return withConnectionOptions(new Command('list'))
    .description('The stored indexes and their states.')
    .action(async (options: ConnectionOptions) => {
      await withDatabase(terminal, options, async ({ db }) => {
        const columns = ['model', 'name', 'unique', 'parts', 'state', 'isDeclared', 'violations'];
        new Printer(terminal, options).list(await db.indexes.list(), columns, 'no indexes');
      });
    });
}

function build(terminal: Terminal): Command {
  return withConnectionOptions(new Command('build'))
    .description(
      'Builds what is not complete, while programs write. May be ended and run again, and in several processes.',
    )
    .argument('[model]', 'only indexes of this model')
    .option('--rate <rows>', 'rows per second of this process, at most', integer(1, MAX_RATE))
    .option('--parallel <ranges>', 'ranges at once', integer(1, 64), 4)
    .action(async (model: string | undefined, options: SelectionOptions & { parallel: number }) => {
      await withDatabase(terminal, options, async (database) => {
        const progress = new Progress(terminal, 'rows');
        const reports = await database.db.indexes.build({
          ...selection(database, model, undefined),
          ...rate(options),
          parallel: options.parallel,
          signal: database.signal,
          onProgress: ({ rows, fraction }) =>
            progress.update(rows, fraction > 0 ? Math.round(rows / fraction) : null),
        });
        const printer = new Printer(terminal, options);
        printer.list(reports, ['model', 'indexes', 'rows', 'isComplete'], 'nothing to build');
        for (const { model: of, index, id, ownerId } of reports.flatMap(({ violations }) => violations)) {
          printer.note(`taken: ${of} ${id} has the values of ${ownerId} in the unique index ${index}`);
        }
        if (reports.some(({ isComplete }) => !isComplete)) throw new ExitWith(EXIT.findings);
      });
    });
}

function withSelection(command: Command): Command {
  return withConnectionOptions(command)
    .argument('[model]', 'only indexes of this model')
    .argument('[index]', 'only this index, by its stored name')
    .option('--rate <rows>', 'rows and entries per second, at most', integer(1, MAX_RATE))
    .option('--limit <count>', 'list so many findings; all are counted', integer(1, 100_000), 100);
}

function verify(terminal: Terminal): Command {
  return withSelection(new Command('verify'))
    .description(
      'Looks for entries that are missing, dangling or wrong, at one moment. Exit code 2 when there are any.',
    )
    .action(async (model: string | undefined, index: string | undefined, options: SelectionOptions) => {
      await withDatabase(terminal, options, async (database) => {
        const report = await database.db.indexes.verify(verifyOptions(database, model, index, options));
        say(new Printer(terminal, options), report, report.findings);
        if (!report.isRight) throw new ExitWith(EXIT.findings);
      });
    });
}

function repair(terminal: Terminal): Command {
  return withSelection(new Command('repair'))
    .description(
      'Mends what verify finds, in transactions. Exit code 2 when something is left to be mended by hand.',
    )
    .action(async (model: string | undefined, index: string | undefined, options: SelectionOptions) => {
      await withDatabase(terminal, options, async (database) => {
        const report = await database.db.indexes.repair(verifyOptions(database, model, index, options));
        const printer = new Printer(terminal, options);
        say(printer, report, report.unresolved);
        printer.note(`repaired: ${report.repaired}`);
        if (report.unresolved.length > 0) throw new ExitWith(EXIT.findings);
      });
    });
}

function drop(terminal: Terminal): Command {
  return withConnectionOptions(new Command('drop'))
    .description('Removes an index that no class declares any more, and its entries.')
    .argument('<model>', 'the model')
    .argument('<index>', 'the stored name of the index')
    .requiredOption('--yes', 'say that this is meant')
    .action(async (model: string, index: string, options: ConnectionOptions) => {
      await withDatabase(terminal, options, async ({ db, storedName, signal }) => {
        const { entries } = await db.indexes.drop(storedName(model), index, { signal });
        new Printer(terminal, options).one({ model, index, entries });
      });
    });
}

function say(printer: Printer, report: VerifyReport, findings: readonly IndexFinding[]): void {
  if (printer.isJson) return printer.one(report);
  printer.list(findings, ['model', 'index', 'kind', 'key'], 'nothing');
  const { rows, entries, counts } = report;
  const kinds = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
  printer.note(`${rows} rows, ${entries} entries: ${kinds.join(', ')}`);
}

function verifyOptions(
  database: Database,
  model: string | undefined,
  index: string | undefined,
  options: SelectionOptions,
) {
  return {
    ...selection(database, model, index),
    ...rate(options),
    ...(options.limit === undefined ? {} : { limit: options.limit }),
    signal: database.signal,
  };
}

function selection({ storedName }: Database, model: string | undefined, index: string | undefined) {
  return {
    ...(model === undefined ? {} : { model: storedName(model) }),
    ...(index === undefined ? {} : { index }),
  };
}

function rate({ rate: rowsPerSecond }: SelectionOptions) {
  return rowsPerSecond === undefined ? {} : { rowsPerSecond };
}
