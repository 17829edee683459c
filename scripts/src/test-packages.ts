/**
 * `npm run test:packages`: packs the packages and uses them in new applications in an empty folder, as their users do.
 * Needs a registry for what the applications install besides. `npm run test:packages -- nest` runs one of them.
 */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { endWith } from './end-with';
import { EXPRESS_5, EXPRESS_MAIN, type Files, NEST_11, plainProgram } from './fresh-applications';
import { type PackedPackage, packPackages } from './pack-packages';
import { WORKSPACE_ROOT } from './workspace-root';

const RESOURCE = ['generate', 'resource', 'product', 'name:string', 'price:decimal', 'sku:string:unique'];

interface Application {
  readonly name: string;
  readonly packages: readonly string[];
  readonly files: Files;
  /** Works in the installed application; throws when something is not as it should be. */
  readonly tryOut: (folder: string) => Promise<void> | void;
}

async function main(chosen: readonly string[]): Promise<void> {
  const workshop = mkdtempSync(join(tmpdir(), 'tito-packages-'));
  let passed = 0;
  let failed = 0;
  try {
    const packed = packPackages(WORKSPACE_ROOT, join(workshop, 'tarballs'));
    for (const application of applications()) {
      if (chosen.length > 0 && !chosen.some((name) => application.name.includes(name))) continue;
      const folder = join(workshop, application.name);
      try {
        writeFiles(folder, application.files);
        install(folder, application.packages, packed);
        await application.tryOut(folder);
        passed++;
        console.log(`ok      ${application.name}`);
      } catch (error) {
        failed++;
        console.log(`FAILED  ${application.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function applications(): Application[] {
  const program = readmeProgram();
  const versions = ['~5.9.0', '~6.0.0', '~7.0.0'];
  return [
    { name: 'nest-11', packages: ['nestjs', 'orm', 'server', 'cli'], files: NEST_11, tryOut: tryNest },
    {
      name: 'express-5',
      packages: ['express', 'orm', 'server', 'cli'],
      files: EXPRESS_5,
      tryOut: tryExpress,
    },
    ...(['commonjs', 'module'] as const).flatMap((type) =>
      versions.map((version) => ({
        name: `${type}-typescript-${version.slice(1, 4)}`,
        packages: ['orm', 'server'],
        files: plainProgram(type, program, version),
        tryOut: tryProgram,
      })),
    ),
  ];
}

function readmeProgram(): string {
  const readme = readFileSync(join(WORKSPACE_ROOT, 'README.md'), 'utf8');
  return /^```ts\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? '';
}

async function tryNest(folder: string): Promise<void> {
  tito(folder, 'init');
  tito(folder, ...RESOURCE);
  tito(folder, ...RESOURCE);
  run(folder, 'npx', 'nest', 'build');
  run(folder, 'npx', 'jest');
  await serveShop(folder, ['node', 'dist/main.js']);
}

async function tryExpress(folder: string): Promise<void> {
  tito(folder, 'init');
  tito(folder, ...RESOURCE);
  writeFiles(folder, { 'src/main.ts': EXPRESS_MAIN });
  run(folder, 'npm', 'install', '--no-audit', '--no-fund', '--loglevel=error');
  run(folder, 'npm', 'run', 'build');
  run(folder, 'npm', 'test');
  await serveShop(folder, ['node', 'dist/main.js']);
}

function tryProgram(folder: string): void {
  run(folder, 'npx', 'tsc');
  const printed = run(folder, 'node', 'dist/main.js');
  expect('prints what the README says', printed.startsWith('John Doe is 41\nactive: Jane Roe, 36'));
}

/** The generated resource over HTTP, with the application and the cluster in processes of their own. */
async function serveShop(folder: string, command: readonly string[]): Promise<void> {
  const cluster = spawn('npx', ['tito', 'serve', '--pd-port', '0', '--store-port', '0', '--json'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let shop: ChildProcess | null = null;
  try {
    const [line] = (await once(cluster.stdout, 'data')) as [Buffer];
    const { pd } = JSON.parse(line.toString('utf8')) as { pd: string[] };
    const port = await freePort();
    const [program = '', ...args] = command;
    const env = { ...process.env, TITO_PD: pd.join(','), PORT: String(port) };
    shop = spawn(program, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
    await useShop(`http://127.0.0.1:${port}/products`);
  } finally {
    for (const child of [shop, cluster]) if (child) await end(child);
  }
}

async function useShop(url: string): Promise<void> {
  const send = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(url + path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  await answers(() => send('GET', ''));
  const ids: string[] = [];
  for (const n of [1, 2, 3]) {
    const created = await send('POST', '', { name: `Pen ${n}`, price: '1.50', sku: `P${n}`, revision: 7 });
    expect('creates', created.status === 201);
    const product = (await created.json()) as { id: string; price: string; revision: number };
    expect(
      'keeps decimals exact and its own fields its own',
      product.price === '1.5' && product.revision === 1,
    );
    ids.push(product.id);
  }
  const first = (await (await send('GET', '?limit=2')).json()) as { items: { id: string }[]; next: string };
  const second = (await (await send('GET', `?limit=2&after=${encodeURIComponent(first.next)}`)).json()) as {
    items: { id: string }[];
    next: null;
  };
  const listed = [...first.items, ...second.items].map(({ id }) => id);
  expect('pages by cursors', JSON.stringify(listed) === JSON.stringify(ids) && second.next === null);
  const changed = await send('PATCH', `/${ids[0]}`, { price: '2' });
  expect('changes', ((await changed.json()) as { price: string }).price === '2');
  expect('refuses a value that is taken', (await send('PATCH', `/${ids[0]}`, { sku: 'P2' })).status === 409);
  expect(
    'refuses a wrong value',
    (await send('POST', '', { name: 5, price: 'x', sku: 'P9' })).status === 422,
  );
  expect('refuses a cursor of nobody', (await send('GET', '?after=nonsense')).status === 400);
  expect('deletes', (await send('DELETE', `/${ids[0]}`)).status === 204);
  expect('has deleted', (await send('GET', `/${ids[0]}`)).status === 404);
}

async function answers(request: () => Promise<Response>): Promise<void> {
  for (const deadline = Date.now() + 20_000; ;) {
    try {
      if ((await request()).ok) return;
    } catch {
      // Not listening yet.
    }
    if (Date.now() > deadline) throw new Error('the application does not answer');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const closed = once(child, 'close');
  // npx does not pass signals on; a process group does.
  try {
    process.kill(child.spawnargs[0] === 'npx' ? -child.pid : child.pid, 'SIGTERM');
  } catch {
    return;
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await closed;
  clearTimeout(timer);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

function writeFiles(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** Installs what the application names, and our tarballs: those named, and those that they need among themselves. */
function install(folder: string, packages: readonly string[], packed: readonly PackedPackage[]): void {
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
  const tarballs = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
  const wanted = packages.map((name) => [`@tito/${name}`, tarballs[`@tito/${name}`] ?? ''] as const);
  manifest['dependencies'] = { ...manifest['dependencies'], ...Object.fromEntries(wanted) };
  manifest['overrides'] = Object.fromEntries(
    Object.entries(tarballs).filter(([name]) => !packages.includes(name.replace('@tito/', ''))),
  );
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
  run(folder, 'npm', 'install', '--no-audit', '--no-fund', '--loglevel=error');
}

function tito(folder: string, ...args: readonly string[]): void {
  run(folder, 'npx', 'tito', ...args);
}

function run(folder: string, command: string, ...args: readonly string[]): string {
  try {
    return execFileSync(command, args, {
      cwd: folder,
      encoding: 'utf8',
      timeout: 300_000,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(
      `${command} ${args.join(' ')}\n${`${stdout}${stderr}`.trim().split('\n').slice(-40).join('\n')}`,
      { cause: error },
    );
  }
}

function expect(what: string, isSo: boolean): void {
  if (!isSo) throw new Error(`it should be that it ${what}`);
}

main(process.argv.slice(2)).catch(endWith);
