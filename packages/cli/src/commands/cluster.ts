/** `tito cluster`: what a cluster consists of. */

import { Command } from 'commander';
import { type ConnectionOptions, withConnectionOptions } from '../connection/connection-options';
import { withClient } from '../connection/with-client';
import { Printer } from '../output/printer';
import type { Terminal } from '../terminal';
import { integer } from './arguments';

const MAX_REGIONS = 1_000_000;

export function clusterCommand(terminal: Terminal): Command {
  const command = new Command('cluster').description(
    'What a cluster consists of: members of PD, stores, regions.',
  );
  command.addCommand(info(terminal));
  command.addCommand(stores(terminal));
  command.addCommand(regions(terminal));
  return command;
}

function info(terminal: Terminal): Command {
  return withConnectionOptions(new Command('info'))
    .description('The cluster, its members of PD and its safe point.')
    .action(async (options: ConnectionOptions) => {
      await withClient(terminal, options, async ({ client, orm, signal }) => {
        const [members, stores, safePoint, timestamp] = await Promise.all([
          client.cluster.members({ signal }),
          client.cluster.stores({ signal }),
          client.cluster.safePoint({ signal }),
          client.timestamp({ signal }),
        ]);
        const leader = members.find(({ isLeader }) => isLeader);
        const result = {
          clusterId: client.clusterId,
          pdLeader: leader?.name ?? null,
          pdVersion: leader?.version ?? null,
          members: members.length,
          stores: stores.length,
          storeVersions: [...new Set(stores.map(({ version }) => version))].join(', '),
          clusterTime: new Date(orm.physicalMs(timestamp)),
          safePoint: safePoint === 0n ? null : new Date(orm.physicalMs(safePoint)),
        };
        new Printer(terminal, options).one(result);
      });
    });
}

function stores(terminal: Terminal): Command {
  return withConnectionOptions(new Command('stores'))
    .description('The stores: address, state, version, labels, regions.')
    .action(async (options: ConnectionOptions) => {
      await withClient(terminal, options, async ({ client, signal }) => {
        const columns = [
          'id',
          'address',
          'state',
          'version',
          'regionCount',
          'availableBytes',
          'capacityBytes',
        ];
        new Printer(terminal, options).list(await client.cluster.stores({ signal }), columns, 'no stores');
      });
    });
}

function regions(terminal: Terminal): Command {
  return withConnectionOptions(new Command('regions'))
    .description('The regions in the order of their keys, keys in hexadecimal.')
    .option('--limit <count>', 'at most so many', integer(1, MAX_REGIONS), 1_000)
    .action(async (options: ConnectionOptions & { limit: number }) => {
      await withClient(terminal, options, async ({ client, signal }) => {
        const rows: object[] = [];
        for await (const { id, start, end, epoch, leaderStoreId, peerStoreIds } of client.cluster.regions(
          undefined,
          { signal },
        )) {
          if (rows.length === options.limit) break;
          const hex = (key: Uint8Array): string => Buffer.from(key).toString('hex');
          rows.push({
            id,
            start: hex(start),
            end: hex(end),
            version: epoch.version,
            confVer: epoch.confVer,
            leader: leaderStoreId,
            stores: peerStoreIds.join(','),
          });
        }
        const columns = ['id', 'start', 'end', 'version', 'confVer', 'leader', 'stores'];
        new Printer(terminal, options).list(rows, columns, 'no regions');
      });
    });
}
