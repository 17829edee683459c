/** `tito queue`: looking at the queue of a namespace, and telling it what to do. */

import { Command } from 'commander';
import type { Terminal } from '../terminal';
import { deadLetters, purge, redrive } from './queue-dead-letters';
import { groups, lag, pauseOrResume, seek } from './queue-groups';
import { schedules, unschedule } from './queue-schedules';

export function queueCommand(terminal: Terminal): Command {
  const command = new Command('queue').description(
    'Topics, groups, dead letters and schedules of a namespace.',
  );
  const ofGroups = [groups, lag, seek, pauseOrResume('pause'), pauseOrResume('resume')];
  for (const make of [...ofGroups, deadLetters, redrive, purge, schedules, unschedule]) {
    command.addCommand(make(terminal));
  }
  return command;
}
