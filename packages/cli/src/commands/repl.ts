/** `tito repl`: a JavaScript prompt on the project's database. */

import { once } from 'node:events';
import { start } from 'node:repl';
import { Command } from 'commander';
import { type ConnectionOptions, withConnectionOptions } from '../connection/connection-options';
import { withDatabase } from '../connection/with-database';
import { camelCase, plural } from '../generate/names';
import type { Terminal } from '../terminal';

const HELP = `
In scope: db, client, orm, every model by its name, and its repository by its name in small letters and the plural
(User: users). Await works at the top level. What is piped in is run line by line without a prompt.

Examples:
  tito repl
  echo 'await users.all().count()' | tito repl`;

export function replCommand(terminal: Terminal): Command {
  return withConnectionOptions(new Command('repl'))
    .description("A JavaScript prompt on the project's database.")
    .addHelpText('after', HELP)
    .action(async (options: ConnectionOptions) => {
      await withDatabase(terminal, options, async ({ db, client, orm, models }) => {
        const { isInteractive } = terminal;
        const scope: Record<string, unknown> = { db, client, orm };
        for (const model of models) {
          scope[model.name] = model;
          scope[plural(camelCase(model.name))] = db.repository(model);
        }
        if (isInteractive) terminal.err(`in scope: ${Object.keys(scope).join(', ')}`);
        const repl = start({
          prompt: isInteractive ? 'tito> ' : '',
          input: terminal.input,
          output: process.stdout,
          terminal: isInteractive,
        });
        Object.assign(repl.context, scope);
        const isClosed = once(repl, 'exit');
        await Promise.race([isClosed, terminal.interrupted]);
        repl.close();
      });
    });
}
