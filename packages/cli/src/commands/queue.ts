/** `tito queue`: looking at the queue of a namespace, and telling it what to do. */

import { Command } from 'commander';
import type { Terminal } from '../terminal';
import { deadLetters, purge, redrive } from './queue-dead-letters';
import { groups, lag, limit, pauseOrResume, seek } from './queue-groups';
import { schedules, unschedule } from './queue-schedules';
import { members, tail, topics } from './queue-topics';

export function queueCommand(terminal: Terminal): Command {
  const command = new Command('queue').description(
    'Topics, groups, dead letters and schedules of a namespace.',
  );
  const ofTopics = [topics, tail, members];
  const ofGroups = [groups, lag, seek, pauseOrResume('pause'), pauseOrResume('resume'), limit];
  for (const make of [...ofTopics, ...ofGroups, deadLetters, redrive, purge, schedules, unschedule]) {
    command.addCommand(make(terminal));
  }
  return command;
}
