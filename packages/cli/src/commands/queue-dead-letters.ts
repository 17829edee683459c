/** Events that a group has given up. */

import { Command } from 'commander';
import { type ConnectionOptions, withConnectionOptions } from '../connection/connection-options';
import { withQueue } from '../connection/with-queue';
import { Printer } from '../output/printer';
import type { Terminal } from '../terminal';
import { integer } from './arguments';

const MAX_LISTED = 100_000;

interface SelectionOptions extends ConnectionOptions {
  readonly topic?: string;
  readonly offset?: string[];
  readonly limit?: number;
}

function withSelection(command: Command): Command {
  return withConnectionOptions(command)
    .argument('<group>', 'the group')
    .option('--topic <name>', 'only of this topic')
    .option('--offset <offsets...>', 'only these')
    .option('--limit <count>', 'at most so many', integer(1, MAX_LISTED));
}

export function deadLetters(terminal: Terminal): Command {
  return withSelection(new Command('dead-letters'))
    .description('Events that a group has given up: the oldest first, without their payloads.')
    .option('--payload', 'with their payloads', false)
    .action(async (group: string, options: SelectionOptions & { payload: boolean }) => {
      await withQueue(terminal, options, async ({ queue }) => {
        const found = await queue.deadLetters(group).list(selectionOf(options));
        const rows = found.map(({ event, failure, ...rest }) => ({
          ...rest,
          key: event?.key ?? null,
          failure: failure === null ? null : `${failure.name}: ${failure.message}`,
          ...(options.payload ? { payload: event?.payload ?? null } : {}),
        }));
        const columns = ['topic', 'offset', 'key', 'attempts', 'reason', 'diedAt', 'failure'];
        if (options.payload) columns.push('payload');
        new Printer(terminal, options).list(rows, columns, 'none');
      });
    });
}

export function redrive(terminal: Terminal): Command {
  return withSelection(new Command('redrive'))
    .description('Gives dead letters back to their group.')
    .action(async (group: string, options: SelectionOptions) => {
      await withQueue(terminal, options, async ({ queue }) => {
        const redriven = await queue.deadLetters(group).redrive(selectionOf(options));
        new Printer(terminal, options).one({ group, redriven });
      });
    });
}

export function purge(terminal: Terminal): Command {
  return withSelection(new Command('purge'))
    .description('Deletes dead letters for good.')
    .requiredOption('--yes', 'say that this is meant')
    .action(async (group: string, options: SelectionOptions) => {
      await withQueue(terminal, options, async ({ queue }) => {
        const purged = await queue.deadLetters(group).purge(selectionOf(options));
        new Printer(terminal, options).one({ group, purged });
      });
    });
}

function selectionOf({ topic, offset, limit }: SelectionOptions) {
  return { topic, offsets: offset, limit };
}
