/** `tito data`: rows of models. */

import type { ModelClass, Query, ReadRepository } from '@tito/orm';
import { Command } from 'commander';
import { type ConnectionOptions, withConnectionOptions } from '../connection/connection-options';
import { type Database, withDatabase } from '../connection/with-database';
import { Printer } from '../output/printer';
import { Progress } from '../output/progress';
import type { Terminal } from '../terminal';
import { integer, jsonObject, moment } from './arguments';
import { exportCommand, importCommand } from './data-transfer';
import { keysCommand } from './data-keys';
import { upgradeCommand } from './data-upgrade';
import { reviveWhere } from './where';

const MAX_ROWS = 1_000_000_000;

interface ReadOptions extends ConnectionOptions {
  readonly at?: bigint | Date;
  readonly withDeleted: boolean;
}

interface QueryOptions extends ReadOptions {
  readonly where?: Record<string, unknown>;
  readonly limit?: number;
  readonly reverse: boolean;
}

export function dataCommand(terminal: Terminal): Command {
  const command = new Command('data').description('Rows of models: reading, writing, moving them.');
  for (const make of [
    get,
    scan,
    count,
    put,
    remove,
    exportCommand,
    importCommand,
    upgradeCommand,
    keysCommand,
  ]) {
    command.addCommand(make(terminal));
  }
  return command;
}

function withReadOptions(command: Command): Command {
  return withConnectionOptions(command)
    .option('--at <moment>', 'as it was: a timestamp, a date, or an age such as 5m', moment)
    .option('--with-deleted', 'also rows that are marked as deleted', false);
}

function withQueryOptions(command: Command): Command {
  return withReadOptions(command)
    .option('--where <json>', 'conditions, as find takes them', jsonObject)
    .option('--limit <count>', 'at most so many', integer(1, MAX_ROWS))
    .option('--reverse', 'from the end', false);
}

function get(terminal: Terminal): Command {
  return withReadOptions(new Command('get'))
    .description('One row by its id.')
    .argument('<model>', 'the name of a model')
    .argument('<id>', 'its id')
    .addHelpText('after', '\nExamples:\n  tito data get User 0195f3a2-7d4e-7c11-9a55-3f4b8f2d6c01 --at 10m')
    .action(async (model: string, id: string, options: ReadOptions) => {
      await withDatabase(terminal, options, async (database) => {
        const row = (await reader(database, model, options).getOrThrow(id)) as object;
        new Printer(terminal, options).one(plain(database, row));
      });
    });
}

function scan(terminal: Terminal): Command {
  return withQueryOptions(new Command('scan'))
    .description('Rows as lines of JSON: all of them, or those that conditions leave.')
    .argument('<model>', 'the name of a model')
    .addHelpText(
      'after',
      `\nConditions are answered by an index, or the command fails and says which one it would take.

Examples:
  tito data scan User --limit 10
  tito data scan User --where '{"city":"Oslo","age":{"gte":18}}' | jq .email`,
    )
    .action(async (model: string, options: QueryOptions) => {
      await withDatabase(terminal, options, async (database) => {
        const printer = new Printer(terminal, options);
        for await (const row of query(database, model, options)) printer.item(plain(database, row));
      });
    });
}

function count(terminal: Terminal): Command {
  return withQueryOptions(new Command('count'))
    .description('How many rows there are.')
    .argument('<model>', 'the name of a model')
    .action(async (model: string, options: QueryOptions) => {
      await withDatabase(terminal, options, async (database) => {
        const rows = await query(database, model, options).count();
        new Printer(terminal, options).one({ model, rows });
      });
    });
}

function put(terminal: Terminal): Command {
  return withConnectionOptions(new Command('put'))
    .description('Inserts a row, or changes the given fields of the one that has its id.')
    .argument('<model>', 'the name of a model')
    .argument('<json>', 'the row', jsonObject)
    .addHelpText(
      'after',
      `\nExamples:\n  tito data put User '{"id":"ann","name":"Ann","since":"2026-01-31T00:00:00Z"}'`,
    )
    .action(async (name: string, json: Record<string, unknown>, options: ConnectionOptions) => {
      await withDatabase(terminal, options, async (database) => {
        const row: unknown = database.orm.fromPlain<object>(database.model(name), json);
        const stored: unknown = await database.repository(name).upsert(row as never);
        new Printer(terminal, options).one(plain(database, stored as object));
      });
    });
}

function remove(terminal: Terminal): Command {
  return withConnectionOptions(new Command('delete'))
    .description('Deletes rows: one by its id, or all that conditions leave.')
    .argument('<model>', 'the name of a model')
    .argument('[id]', 'its id')
    .option('--where <json>', 'conditions, as find takes them', jsonObject)
    .option('--hard', 'remove them, also where the model only marks them', false)
    .requiredOption('--yes', 'say that this is meant')
    .action(
      async (
        model: string,
        id: string | undefined,
        options: ConnectionOptions & { where?: Record<string, unknown>; hard: boolean },
      ) => {
        await withDatabase(terminal, options, async (database) => {
          const deleted = await deleteRows(terminal, database, model, id, options);
          new Printer(terminal, options).one({ model, deleted });
        });
      },
    );
}

async function deleteRows(
  terminal: Terminal,
  database: Database,
  model: string,
  id: string | undefined,
  { where, hard }: { where?: Record<string, unknown>; hard: boolean },
): Promise<number> {
  const repository = database.repository(model);
  if (id !== undefined) return (await repository.delete(id, { hard })) ? 1 : 0;
  const rows = query(database, model, {
    ...(where === undefined ? {} : { where }),
    withDeleted: hard,
    reverse: false,
  });
  const progress = new Progress(terminal, 'rows');
  let deleted = 0;
  for await (const row of rows) {
    if (await repository.delete(idOf(database, model, row), { hard })) progress.update(++deleted);
  }
  return deleted;
}

/** Ids may be under another name than `id`; the repository of the past and of now agree on it. */
function idOf({ orm, model }: Database, name: string, row: object): string {
  return (row as Record<string, string>)[orm.idPropertyOf(model(name))] as string;
}

type Rows = ReadRepository<ModelClass>;

function reader(
  database: Database,
  model: string,
  { at, withDeleted }: Pick<ReadOptions, 'at' | 'withDeleted'>,
): Rows {
  const { db } = database;
  const past = at === undefined ? null : db.at(at).repository(database.model(model));
  const rows: Rows = past ?? database.repository(model);
  return withDeleted ? rows.withDeleted() : rows;
}

function query(
  database: Database,
  model: string,
  options: Pick<QueryOptions, 'at' | 'where' | 'limit' | 'reverse' | 'withDeleted'>,
): Query<object> {
  const rows = reader(database, model, options);
  const { where, limit, reverse } = options;
  let found = (
    where === undefined
      ? rows.all()
      : rows.find(reviveWhere(database.orm, database.model(model), where) as never)
  ) as Query<object>;
  if (limit !== undefined) found = found.limit(limit);
  if (reverse) found = found.reverse();
  return found.signal(database.signal);
}

function plain({ orm }: Database, row: object): object {
  return orm.toPlain(row, { hidden: true }) as object;
}
