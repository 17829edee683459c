/**
 * `npm run test:cluster`: the behaviour suites of the packages against the cluster named by `TITO_PD`.
 *
 * The suites are the same files that `npm test` runs on the embedded server; `test/support` gives them the cluster of
 * `TITO_PD` when it is set. Left out is what only the embedded server can do, in files named `*.embedded.test.ts`.
 * One suite at a time: they share one cluster.
 */
import { buildArgv } from 'jest';
import { endWith, USAGE_EXIT_CODE } from './end-with';
import { runJestAndExit } from './run-jest';
import { WORKSPACE_ROOT } from './workspace-root';

const SUITES = ['packages/(tikv|queue|orm)/test/', String.raw`\.cluster\.test\.ts$`];
const EMBEDDED_ONLY = String.raw`\.embedded\.test\.ts$`;

async function main(args: readonly string[]): Promise<void> {
  if (!process.env.TITO_PD) {
    process.stderr.write(
      'npm run test:cluster needs a running cluster: TITO_PD=host:port[,host:port].\n' +
        'One for this machine: docker compose up --detach --wait, then TITO_PD=127.0.0.1:2379 npm run test:cluster\n',
    );
    process.exit(USAGE_EXIT_CODE);
  }
  const limits = [
    '--runInBand',
    `--testPathIgnorePatterns=${EMBEDDED_ONLY}`,
    '--testPathIgnorePatterns=/(node_modules|dist)/',
  ];
  const { _: paths } = await buildArgv([...args]);
  // The limits go last: jest takes every word after such a flag, up to the next flag, as one more pattern of it.
  await runJestAndExit(WORKSPACE_ROOT, [...(paths.length > 0 ? [] : SUITES), ...args, ...limits]);
}

main(process.argv.slice(2)).catch(endWith);
