/** `tito doctor`: what stands between a project and its cluster. */

import { isTitoError } from '@tito/orm';
import { Command } from 'commander';
import { type ConnectionOptions, withConnectionOptions } from '../connection/connection-options';
import { withClient } from '../connection/with-client';
import { checkCluster } from '../doctor/check-cluster';
import { checkToolchain } from '../doctor/check-toolchain';
import { type Finding, finding } from '../doctor/finding';
import { EXIT, ExitWith } from '../exit';
import { cell } from '../output/plain';
import { Printer } from '../output/printer';
import type { Terminal } from '../terminal';

const HELP = `
Checks Node, the compiler's flags, the versions of packages; and of the cluster: PD, stores, versions, clock, the age of
the safe point, locks that were left behind. Exit code 2 when a check fails or warns.

Examples:
  tito doctor
  tito doctor --offline --json`;

export function doctorCommand(terminal: Terminal): Command {
  return withConnectionOptions(new Command('doctor'))
    .description('Checks the toolchain, and the cluster as seen from here.')
    .option('--offline', 'check the toolchain only', false)
    .addHelpText('after', HELP)
    .action(async (options: ConnectionOptions & { offline: boolean }) => {
      const findings = checkToolchain(terminal.cwd, process.version);
      if (!options.offline) findings.push(...(await reach(terminal, options)));
      new Printer(terminal, options).list(
        findings,
        ['check', 'verdict', 'seen', 'advice'],
        'nothing to check',
      );
      if (findings.some(({ verdict }) => verdict === 'failure' || verdict === 'warning')) {
        throw new ExitWith(EXIT.findings);
      }
    });
}

/** That it cannot be reached is a finding like others. */
async function reach(terminal: Terminal, options: ConnectionOptions): Promise<Finding[]> {
  try {
    return await withClient(terminal, options, async ({ client, orm, signal }) => [
      finding('cluster', 'ok', `id ${client.clusterId}`),
      ...(await checkCluster(client, orm.physicalMs, Date.now, signal)),
    ]);
  } catch (error) {
    if (!isTitoError(error) || error.code !== 'TIKV_CONNECT_FAILED') throw error;
    const endpoint = cell(error.details['endpoint']);
    return [
      finding(
        'cluster',
        'failure',
        `${error.message} ${endpoint}`.trim(),
        'start one: tito serve, or docker compose up',
      ),
    ];
  }
}
