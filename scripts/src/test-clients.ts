/**
 * `npm run test:clients`: TiKV's clients for Go and Rust against the embedded server, each driven by a small program under
 * `test/clients`. A toolchain that is not on the machine is said to be skipped.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import * as os from 'node:os';
import * as path from 'node:path';
import { endWith } from './end-with';
import { WORKSPACE_ROOT } from './workspace-root';

interface ForeignClient {
  readonly name: string;
  readonly tool: string;
  readonly build: readonly string[];
  /** The command that runs the built program, before the endpoint. */
  readonly run: readonly string[];
}

const target = path.join(os.tmpdir(), 'tito-test-clients');
const goProgram = path.join(target, 'go-client');

const clients: readonly ForeignClient[] = [
  { name: 'Go client', tool: 'go', build: ['go', 'build', '-o', goProgram, '.'], run: [goProgram] },
  {
    name: 'Rust client',
    tool: 'cargo',
    build: ['cargo', 'build', '--quiet', '--target-dir', target],
    run: [path.join(target, 'debug', 'tito-test-client')],
  },
];

async function main(): Promise<void> {
  let passed = 0;
  let failed = 0;
  for (const client of clients) {
    if (spawnSync(client.tool, ['version'], { stdio: 'ignore' }).error) {
      console.log(`${client.name}: skipped, ${client.tool} is not on this machine`);
      continue;
    }
    if (await works(client)) passed++;
    else failed++;
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

async function works({ name, tool, build, run }: ForeignClient): Promise<boolean> {
  const directory = path.join(WORKSPACE_ROOT, 'test/clients', tool === 'cargo' ? 'rust' : 'go');
  console.log(`${name}: building`);
  if (!succeeds(build, directory)) return false;
  const server = spawn(
    process.execPath,
    ['packages/cli/dist/main.js', 'serve', '--pd-port', '0', '--store-port', '0', '--json'],
    {
      cwd: WORKSPACE_ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    const [line] = (await once(server.stdout, 'data')) as [Buffer];
    const { pd } = JSON.parse(line.toString('utf8')) as { pd: string[] };
    return succeeds([...run, pd[0] ?? ''], directory);
  } finally {
    const closed = once(server, 'close');
    server.kill('SIGTERM');
    await closed;
  }
}

function succeeds([command = '', ...args]: readonly string[], directory: string): boolean {
  const { status, error } = spawnSync(command, args, {
    cwd: directory,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) console.error(error.message);
  return status === 0;
}

main().catch(endWith);
