/** `tito explain`: what a query would read. */

import { Command } from 'commander';
import { type ConnectionOptions, withConnectionOptions } from '../connection/connection-options';
import { withDatabase } from '../connection/with-database';
import { Printer } from '../output/printer';
import type { Terminal } from '../terminal';
import { integer, jsonObject } from './arguments';
import { reviveWhere } from './where';

const HELP = `
Nothing is read but the catalog. Dates in conditions are ISO 8601, bigints decimal text.

Examples:
  tito explain User --where '{"city":"Oslo","age":{"gte":18}}'
  tito explain User --where '{"email":"ann@example.com"}' --json`;

interface ExplainOptions extends ConnectionOptions {
  readonly where?: Record<string, unknown>;
  readonly limit?: number;
  readonly reverse: boolean;
}

export function explainCommand(terminal: Terminal): Command {
  return withConnectionOptions(new Command('explain'))
    .description('Which index answers a query, which ranges of keys it reads, how many requests it makes.')
    .argument('<model>', 'the name of a model')
    .option('--where <json>', 'conditions; without them, all rows', jsonObject)
    .option('--limit <count>', 'how many rows are wanted', integer(1, 1_000_000))
    .option('--reverse', 'from the end', false)
    .addHelpText('after', HELP)
    .action(async (name: string, options: ExplainOptions) => {
      await withDatabase(terminal, options, async ({ repository, model, orm }) => {
        const rows = repository(name);
        let query =
          options.where === undefined ? rows.all() : rows.find(reviveWhere(orm, model(name), options.where));
        if (options.limit !== undefined) query = query.limit(options.limit);
        if (options.reverse) query = query.reverse();
        const explanation = await query.explain();
        new Printer(terminal, options).one(explanation);
      });
    });
}
