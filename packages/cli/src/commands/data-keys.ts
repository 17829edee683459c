/** `tito data keys`: what is stored under which key. */

import { Command, InvalidArgumentError } from 'commander';
import { type ConnectionOptions, withConnectionOptions } from '../connection/connection-options';
import { withClient } from '../connection/with-client';
import { Printer } from '../output/printer';
import type { Terminal } from '../terminal';
import { integer, moment } from './arguments';

const ROOMS = ['catalog', 'row', 'index', 'unique', 'queue', 'other'];

interface KeysOptions extends ConnectionOptions {
  readonly limit: number;
  readonly room?: string;
  readonly at?: bigint | Date;
}

export function keysCommand(terminal: Terminal): Command {
  return withConnectionOptions(new Command('keys'))
    .description('The stored keys of a namespace with what they are, as lines of JSON; needs no models.')
    .option('--room <room>', `only ${ROOMS.join(', ')}`, room)
    .option('--limit <count>', 'at most so many', integer(1, 1_000_000_000), 1_000)
    .option('--at <moment>', 'as it was: a timestamp, a date, or an age such as 5m', moment)
    .addHelpText(
      'after',
      '\nNumbers of models and indexes are those of tito schema print.\n\nExamples:\n  tito data keys --room unique',
    )
    .action(async (options: KeysOptions) => {
      await withClient(terminal, options, async ({ client, orm, namespace, signal }) => {
        const printer = new Printer(terminal, options);
        const { at } = options;
        const ts = at instanceof Date ? orm.composeTimestamp(at.getTime(), 0) : at;
        let printed = 0;
        for await (const { key } of client
          .snapshot(ts)
          .scan(orm.namespaceRange(namespace), { keyOnly: true, signal })) {
          const described = orm.describeKey(namespace, key);
          if (options.room !== undefined && described.room !== options.room) continue;
          printer.item({ ...described, key: Buffer.from(key).toString('hex') });
          if (++printed === options.limit) break;
        }
      });
    });
}

function room(text: string): string {
  if (ROOMS.includes(text)) return text;
  throw new InvalidArgumentError(`It must be one of ${ROOMS.join(', ')}.`);
}
