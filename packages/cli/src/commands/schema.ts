/** `tito schema`: the stored schema beside the classes. */

import type { ModelDescription, SchemaView } from '@tito/orm';
import { Command } from 'commander';
import { loadModels } from '../config/load-models';
import { type ConnectionOptions, withConnectionOptions } from '../connection/connection-options';
import { withClient } from '../connection/with-client';
import { withDatabase } from '../connection/with-database';
import { EXIT, ExitWith } from '../exit';
import { Printer } from '../output/printer';
import { Progress } from '../output/progress';
import type { Terminal } from '../terminal';
import { integer } from './arguments';

const MAX_RATE = 10_000_000;

export function schemaCommand(terminal: Terminal): Command {
  const command = new Command('schema').description(
    'Compares the stored schema with the classes, and brings it up to date.',
  );
  for (const make of [print, diff, plan, apply, check]) command.addCommand(make(terminal));
  return command;
}

function print(terminal: Terminal): Command {
  return withConnectionOptions(new Command('print'))
    .description('The schema that the classes declare, or the stored one.')
    .option('--stored', 'the stored one, with the states of its indexes', false)
    .action(async (options: ConnectionOptions & { stored: boolean }) => {
      await withSchema(terminal, options, async (schema, printer) => {
        const described = options.stored ? await schema.stored() : schema.print();
        printer.one(described, described.models.flatMap(modelLines));
      });
    });
}

function modelLines({ name, schemaVersion, columns, indexes }: ModelDescription): string[] {
  return [
    `${name} (version ${schemaVersion})`,
    ...Object.entries(columns).map(([column, type]) => `  ${column}: ${type}`),
    ...indexes.map(({ name: index, unique, parts, when, state }) => {
      const condition = when === null ? '' : ` when ${when}`;
      return `  ${unique ? 'unique' : 'index'} ${index} (${parts})${condition} ${state}`;
    }),
  ];
}

const DIFFERENCE = ['model', 'kind', 'name', 'safety', 'stored', 'declared', 'remedy'];

function diff(terminal: Terminal): Command {
  return withConnectionOptions(new Command('diff'))
    .description('In what the stored schema and the classes differ. Changes nothing.')
    .action(async (options: ConnectionOptions) => {
      await withSchema(terminal, options, async (schema, printer) => {
        printer.list(await schema.diff(), DIFFERENCE, 'no differences');
      });
    });
}

function check(terminal: Terminal): Command {
  return withConnectionOptions(new Command('check'))
    .description('The same, with exit code 2 when there is a difference: for pipelines.')
    .action(async (options: ConnectionOptions) => {
      await withSchema(terminal, options, async (schema, printer) => {
        const report = await schema.check();
        if (printer.isJson) printer.one(report);
        else printer.list(report.differences, DIFFERENCE, 'no differences');
        if (!report.isCurrent) throw new ExitWith(EXIT.findings);
      });
    });
}

function plan(terminal: Terminal): Command {
  return withConnectionOptions(new Command('plan'))
    .description('What apply would do, in order; removals only with --allow-data-loss. Changes nothing.')
    .action(async (options: ConnectionOptions) => {
      await withSchema(terminal, options, async (schema, printer) => {
        printer.list(await schema.plan(), ['action', 'model', 'name', 'safety'], 'nothing to do');
      });
    });
}

function apply(terminal: Terminal): Command {
  return withConnectionOptions(new Command('apply'))
    .description(
      'Brings the stored schema up to date: builds indexes while programs write. May be ended and run again.',
    )
    .option('--allow-data-loss', 'also remove what no class declares any more', false)
    .option('--rate <rows>', 'rows per second, at most', integer(1, MAX_RATE))
    .action(async (options: ConnectionOptions & { allowDataLoss: boolean; rate?: number }) => {
      await withDatabase(terminal, options, async ({ db, signal }) => {
        const progress = new Progress(terminal, 'rows');
        const report = await db.schema.apply({
          allowDataLoss: options.allowDataLoss,
          ...(options.rate === undefined ? {} : { rowsPerSecond: options.rate }),
          signal,
          onProgress: ({ rows, fraction }) =>
            progress.update(rows, fraction > 0 ? Math.round(rows / fraction) : null),
        });
        const printer = new Printer(terminal, options);
        if (printer.isJson) printer.one(report);
        else printer.list(report.done, ['action', 'model', 'name', 'safety'], 'nothing to do');
        for (const { model, name } of report.left) {
          printer.note(`left: removing ${model} ${name ?? ''}; --allow-data-loss removes it`);
        }
        for (const { model, index, id, ownerId } of report.builds.flatMap(({ violations }) => violations)) {
          printer.note(`taken: ${model} ${id} has the values of ${ownerId} in the unique index ${index}`);
        }
        if (report.builds.some(({ isComplete }) => !isComplete)) throw new ExitWith(EXIT.findings);
      });
    });
}

/** Without connecting a database, which would add models and columns by itself. */
async function withSchema(
  terminal: Terminal,
  options: ConnectionOptions,
  work: (schema: SchemaView, printer: Printer) => Promise<void>,
): Promise<void> {
  await withClient(terminal, options, async ({ client, config, orm, namespace }) => {
    const models = loadModels(config, orm);
    await work(orm.inspectSchema({ client, namespace, models }), new Printer(terminal, options));
  });
}
