/** `tito queue`: looking at groups and topics, and telling them what to do. */

import { Command, InvalidArgumentError } from 'commander';
import { type ConnectionOptions, withConnectionOptions } from '../connection/connection-options';
import { withQueue } from '../connection/with-queue';
import { UsageError } from '../errors';
import { Printer } from '../output/printer';
import type { Terminal } from '../terminal';
import { integer, moment } from './arguments';

const MAX_LISTED = 100_000;

export function queueCommand(terminal: Terminal): Command {
  const command = new Command('queue').description(
    'Groups, topics, dead letters and schedules of a namespace.',
  );
  const all = [groups, lag, seek, pauseOrResume('pause'), pauseOrResume('resume')];
  const failures = [deadLetters, redrive, purge];
  for (const make of [...all, ...failures, schedules, unschedule]) command.addCommand(make(terminal));
  return command;
}

function groups(terminal: Terminal): Command {
  return withConnectionOptions(new Command('groups'))
    .description('Every group with every topic that it reads.')
    .action(async (options: ConnectionOptions) => {
      await withQueue(terminal, options, async ({ queue }) => {
        const columns = ['group', 'topic', 'partitions', 'members', 'paused', 'generation', 'start'];
        new Printer(terminal, options).list(await queue.groups(), columns, 'no groups');
      });
    });
}

function lag(terminal: Terminal): Command {
  return withConnectionOptions(new Command('lag'))
    .description('How far groups are behind: of all groups and topics, or of those that are named.')
    .argument('[group]', 'only this group')
    .argument('[topic]', 'only this topic')
    .action(async (group: string | undefined, topic: string | undefined, options: ConnectionOptions) => {
      await withQueue(terminal, options, async ({ queue }) => {
        const known = await queue.groups();
        const chosen = known.filter(
          (each) => (group ?? each.group) === each.group && (topic ?? each.topic) === each.topic,
        );
        if (chosen.length === 0 && group !== undefined) {
          throw new UsageError('no such group reads such a topic', { group, topic: topic ?? '*' });
        }
        const rows = await Promise.all(
          chosen.map(async (each) => ({
            group: each.group,
            topic: each.topic,
            ...(await queue.lag(each.group, each.topic)),
          })),
        );
        const columns = ['group', 'topic', 'events', 'isExact', 'parked', 'oldestMs'];
        new Printer(terminal, options).list(rows, columns, 'no groups');
      });
    });
}

function seek(terminal: Terminal): Command {
  return withConnectionOptions(new Command('seek'))
    .description('Lets a group read a topic from another position; later events are handled again.')
    .argument('<group>')
    .argument('<topic>')
    .argument('<position>', 'earliest, latest, an offset, a date, or an age such as 2h', position)
    .addHelpText(
      'after',
      '\nExamples:\n  tito queue seek billing order.paid 2026-01-31T00:00:00Z\n  tito queue seek billing order.paid 2h',
    )
    .action(async (group: string, topic: string, to: Position, options: ConnectionOptions) => {
      await withQueue(terminal, options, async ({ queue }) => {
        await queue.seek(group, topic, to as never);
        new Printer(terminal, options).one({ group, topic, position: to });
      });
    });
}

type Position = string | Date;

function position(text: string): Position {
  if (text === 'earliest' || text === 'latest' || /^\d+\.\d+$/.test(text)) return text;
  const when = moment(text);
  if (when instanceof Date) return when;
  throw new InvalidArgumentError('It must be earliest, latest, an offset, a date, or an age such as 2h.');
}

function pauseOrResume(verb: 'pause' | 'resume'): (terminal: Terminal) => Command {
  const what = verb === 'pause' ? 'Lets a group start no more handlers.' : 'Lets a paused group go on.';
  return (terminal) =>
    withConnectionOptions(new Command(verb))
      .description(what)
      .argument('<group>')
      .argument('<topic>')
      .action(async (group: string, topic: string, options: ConnectionOptions) => {
        await withQueue(terminal, options, async ({ queue }) => {
          await queue[verb](group, topic);
          new Printer(terminal, options).one({ group, topic, paused: verb === 'pause' });
        });
      });
}

interface SelectionOptions extends ConnectionOptions {
  readonly topic?: string;
  readonly offset?: string[];
  readonly limit?: number;
}

function withSelection(command: Command): Command {
  return withConnectionOptions(command)
    .argument('<group>')
    .option('--topic <name>', 'only of this topic')
    .option('--offset <offsets...>', 'only these')
    .option('--limit <count>', 'at most so many', integer(1, MAX_LISTED));
}

function deadLetters(terminal: Terminal): Command {
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

function redrive(terminal: Terminal): Command {
  return withSelection(new Command('redrive'))
    .description('Gives dead letters back to their group.')
    .action(async (group: string, options: SelectionOptions) => {
      await withQueue(terminal, options, async ({ queue }) => {
        const redriven = await queue.deadLetters(group).redrive(selectionOf(options));
        new Printer(terminal, options).one({ group, redriven });
      });
    });
}

function purge(terminal: Terminal): Command {
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

function schedules(terminal: Terminal): Command {
  return withConnectionOptions(new Command('schedules'))
    .description('The schedules of the namespace.')
    .action(async (options: ConnectionOptions) => {
      await withQueue(terminal, options, async ({ queue }) => {
        const columns = ['name', 'topic', 'cron', 'timeZone', 'nextAt', 'lastAt'];
        new Printer(terminal, options).list(await queue.schedules(), columns, 'no schedules');
      });
    });
}

function unschedule(terminal: Terminal): Command {
  return withConnectionOptions(new Command('unschedule'))
    .description('Removes a schedule.')
    .argument('<name>')
    .action(async (name: string, options: ConnectionOptions) => {
      await withQueue(terminal, options, async ({ queue }) => {
        await queue.unschedule(name);
        new Printer(terminal, options).one({ name, removed: true });
      });
    });
}
