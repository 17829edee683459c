/** The cluster to measure against: the one named by `--pd`, or an embedded one in a process of its own. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';

const main = path.resolve(__dirname, '../../packages/cli/dist/main.js');

export interface ServedCluster {
  readonly endpoints: readonly string[];
  /** Null when somebody else runs it. */
  readonly pid: number | null;
  stop(): Promise<void>;
}

export async function serveCluster(
  pd: string | undefined,
  ...options: readonly string[]
): Promise<ServedCluster> {
  if (pd !== undefined) return { endpoints: pd.split(','), pid: null, stop: () => Promise.resolve() };
  const args = [main, 'serve', '--pd-port', '0', '--store-port', '0', '--json', ...options];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const ready = JSON.parse(line.toString('utf8')) as { pd: string[] };
  return {
    endpoints: ready.pd,
    pid: child.pid ?? null,
    stop: async () => {
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
    },
  };
}
