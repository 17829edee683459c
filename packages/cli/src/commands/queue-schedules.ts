/** Schedules. */

import { Command } from 'commander';
import { type ConnectionOptions, withConnectionOptions } from '../connection/connection-options';
import { withQueue } from '../connection/with-queue';
import { Printer } from '../output/printer';
import type { Terminal } from '../terminal';

export function schedules(terminal: Terminal): Command {
  return withConnectionOptions(new Command('schedules'))
    .description('The schedules of the namespace.')
    .action(async (options: ConnectionOptions) => {
      await withQueue(terminal, options, async ({ queue }) => {
        const columns = ['name', 'topic', 'cron', 'timeZone', 'nextAt', 'lastAt'];
        new Printer(terminal, options).list(await queue.schedules(), columns, 'no schedules');
      });
    });
}

export function unschedule(terminal: Terminal): Command {
  return withConnectionOptions(new Command('unschedule'))
    .description('Removes a schedule.')
    .argument('<name>', 'its name')
    .action(async (name: string, options: ConnectionOptions) => {
      await withQueue(terminal, options, async ({ queue }) => {
        await queue.unschedule(name);
        new Printer(terminal, options).one({ name, removed: true });
      });
    });
}
