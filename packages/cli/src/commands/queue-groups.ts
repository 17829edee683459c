/** Groups: how far they are, and what they are told. */

import { Command, InvalidArgumentError } from 'commander';
import { type ConnectionOptions, withConnectionOptions } from '../connection/connection-options';
import { withQueue } from '../connection/with-queue';
import { UsageError } from '../errors';
import { Printer } from '../output/printer';
import type { Terminal } from '../terminal';
import { integer, moment } from './arguments';

export function groups(terminal: Terminal): Command {
  return withConnectionOptions(new Command('groups'))
    .description('Every group with every topic that it reads.')
    .action(async (options: ConnectionOptions) => {
      await withQueue(terminal, options, async ({ queue }) => {
        const columns = ['group', 'topic', 'partitions', 'members', 'paused', 'generation', 'start'];
        new Printer(terminal, options).list(await queue.groups(), columns, 'no groups');
      });
    });
}

export function lag(terminal: Terminal): Command {
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

export function seek(terminal: Terminal): Command {
  return withConnectionOptions(new Command('seek'))
    .description('Lets a group read a topic from another position; later events are handled again.')
    .argument('<group>', 'the group')
    .argument('<topic>', 'the topic')
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

export type Position = string | Date;

export function position(text: string): Position {
  if (text === 'earliest' || text === 'latest' || /^\d+\.\d+$/.test(text)) return text;
  const when = moment(text);
  if (when instanceof Date) return when;
  throw new InvalidArgumentError('It must be earliest, latest, an offset, a date, or an age such as 2h.');
}

export function pauseOrResume(verb: 'pause' | 'resume'): (terminal: Terminal) => Command {
  const what = verb === 'pause' ? 'Lets a group start no more handlers.' : 'Lets a paused group go on.';
  return (terminal) =>
    withConnectionOptions(new Command(verb))
      .description(what)
      .argument('<group>', 'the group')
      .argument('<topic>', 'the topic')
      .action(async (group: string, topic: string, options: ConnectionOptions) => {
        await withQueue(terminal, options, async ({ queue }) => {
          await queue[verb](group, topic);
          new Printer(terminal, options).one({ group, topic, paused: verb === 'pause' });
        });
      });
}

export function limit(terminal: Terminal): Command {
  return withConnectionOptions(new Command('limit'))
    .description('Limits how many handlers a group starts in each of its processes, or lifts the limits.')
    .argument('<group>', 'the group')
    .argument('<topic>', 'the topic')
    .option('--per-second <count>', 'of all keys together', integer(1, 1_000_000))
    .option('--per-key <count>', 'of each key, per second', integer(1, 1_000_000))
    .action(
      async (
        group: string,
        topic: string,
        options: ConnectionOptions & { perSecond?: number; perKey?: number },
      ) => {
        const { perSecond, perKey } = options;
        const limits =
          perSecond === undefined && perKey === undefined
            ? null
            : {
                ...(perSecond === undefined ? {} : { perSecond }),
                ...(perKey === undefined ? {} : { perKeyPerSecond: perKey }),
              };
        await withQueue(terminal, options, async ({ queue }) => {
          await queue.limit(group, topic, limits);
          new Printer(terminal, options).one({ group, topic, limits });
        });
      },
    );
}
