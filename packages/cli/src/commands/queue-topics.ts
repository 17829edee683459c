/** Topics, the processes that work on them, and what goes through them. */

import { Command } from 'commander';
import { type ConnectionOptions, withConnectionOptions } from '../connection/connection-options';
import { withQueue } from '../connection/with-queue';
import { Printer } from '../output/printer';
import type { Terminal } from '../terminal';
import { integer } from './arguments';
import { type Position, position } from './queue-groups';

export function topics(terminal: Terminal): Command {
  return withConnectionOptions(new Command('topics'))
    .description('The topics, and the groups that read them.')
    .action(async (options: ConnectionOptions) => {
      await withQueue(terminal, options, async ({ queue }) => {
        const columns = ['topic', 'partitions', 'retentionMs', 'requireAck', 'groups'];
        new Printer(terminal, options).list(await queue.topics(), columns, 'no topics');
      });
    });
}

export function members(terminal: Terminal): Command {
  return withConnectionOptions(new Command('members'))
    .description('The processes that consume, and how many partitions each has.')
    .action(async (options: ConnectionOptions) => {
      await withQueue(terminal, options, async ({ queue }) => {
        const columns = ['session', 'isLive', 'expiresAt', 'group', 'topic', 'partitions'];
        new Printer(terminal, options).list(await queue.members(), columns, 'none');
      });
    });
}

interface TailOptions extends ConnectionOptions {
  readonly from: Position;
  readonly limit?: number;
  readonly payload: boolean;
}

export function tail(terminal: Terminal): Command {
  return withConnectionOptions(new Command('tail'))
    .description('Events as they come, as lines of JSON, until it is ended. Acknowledges nothing.')
    .argument('<topic>', 'the topic')
    .option(
      '--from <position>',
      'earliest, latest, an offset, a date, or an age such as 2h',
      position,
      'latest',
    )
    .option('--limit <count>', 'end after so many', integer(1, 1_000_000_000))
    .option('--payload', 'with their payloads', false)
    .action(async (topic: string, options: TailOptions) => {
      await withQueue(terminal, options, async ({ queue, signal }) => {
        const printer = new Printer(terminal, options);
        let printed = 0;
        try {
          for await (const event of queue.tail(topic, { from: options.from as 'latest', signal })) {
            const { payload, ...rest } = event;
            printer.item(options.payload ? { ...rest, payload } : rest);
            if (++printed === options.limit) break;
          }
        } catch (error) {
          if (!signal.aborted) throw error;
        }
      });
    });
}
