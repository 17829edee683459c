/** `tito data upgrade`: rows of older versions, written again. */

import { Command } from 'commander';
import { type ConnectionOptions, withConnectionOptions } from '../connection/connection-options';
import { withDatabase } from '../connection/with-database';
import { Printer } from '../output/printer';
import { Progress } from '../output/progress';
import type { Terminal } from '../terminal';
import { integer } from './arguments';

export function upgradeCommand(terminal: Terminal): Command {
  return withConnectionOptions(new Command('upgrade'))
    .description('Writes rows of older versions of their model again, as its @Upgrade functions say.')
    .argument('[model]', 'only this model')
    .option('--rate <rows>', 'rows per second, at most', integer(1, 10_000_000))
    .action(async (model: string | undefined, options: ConnectionOptions & { rate?: number }) => {
      await withDatabase(terminal, options, async ({ db, storedName, signal }) => {
        const progress = new Progress(terminal, 'rows');
        const report = await db.upgradeRows({
          ...(model === undefined ? {} : { model: storedName(model) }),
          ...(options.rate === undefined ? {} : { rowsPerSecond: options.rate }),
          signal,
          onProgress: ({ rows }) => progress.update(rows),
        });
        new Printer(terminal, options).one(report);
      });
    });
}
