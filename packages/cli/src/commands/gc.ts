/** `tito gc`: lets the cluster forget old versions. */

import { Command } from 'commander';
import { type ConnectionOptions, withConnectionOptions } from '../connection/connection-options';
import { withClient } from '../connection/with-client';
import { Printer } from '../output/printer';
import type { Terminal } from '../terminal';
import { duration } from './arguments';

const HELP = `
The safe point moves to --keep ago, unless a service or a running transaction holds it back; locks older than it are
resolved first. What was overwritten or deleted before it can no longer be read, also not by db.at().

Examples:
  tito gc --keep 1h
  tito gc --json`;

export function gcCommand(terminal: Terminal): Command {
  return withConnectionOptions(new Command('gc'))
    .description('Moves the safe point, so that stores drop versions that nobody reads any more.')
    .option('--keep <duration>', 'how long old versions stay readable: 1m to 365d', duration, 600_000)
    .addHelpText('after', HELP)
    .action(async (options: ConnectionOptions & { keep: number }) => {
      await withClient(terminal, options, async ({ client, orm, signal }) => {
        const report = await client.gc.run({ lifetimeMs: options.keep, signal });
        new Printer(terminal, options).one({
          ...report,
          safePointTime: new Date(orm.physicalMs(report.safePoint)),
        });
      });
    });
}
