/**
 * A server on disk that is killed in the middle of its work: what it had acknowledged is there when it comes back, and no
 * transaction is there by half.
 *
 * `TITO_CRASH_RUNS` says how often (3 by default), `TITO_SEED` repeats a run.
 */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { TikvClient, physicalMs, prefixRange } from '@tito/tikv';
import { type Program, startNode } from '../support/program';

const RUNS = Number(process.env['TITO_CRASH_RUNS'] ?? 3);
const WRITERS = 8;
/** What older runs wrote is read again every so many runs, and after the last. */
const READ_ALL_EVERY = 10;

let directory: string;
beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'tito-crash-'));
});
afterEach(() => {
  fs.rmSync(directory, { recursive: true, force: true });
});

interface Server {
  readonly program: Program;
  readonly endpoint: string;
}

async function serveDirectory(): Promise<Server> {
  const ports = ['--pd-port', '0', '--store-port', '0'];
  const program = startNode([
    'packages/cli/dist/main.js',
    'serve',
    ...ports,
    '--json',
    '--data-dir',
    directory,
  ]);
  const ready = JSON.parse(await program.firstLine()) as { pd: string[]; dataDir: string };
  expect(ready.dataDir).toBe(directory);
  return { program, endpoint: ready.pd[0]! };
}

async function kill({ program }: Server): Promise<void> {
  const closed = new Promise((resolve) => program.process.once('close', resolve));
  program.process.kill('SIGKILL');
  await closed;
}

/** Each transaction writes the same number under two keys; a small and a large value, so that both commit forms are met. */
async function write(
  client: TikvClient,
  writer: number,
  acknowledged: Map<string, string>,
  run: number,
): Promise<void> {
  for (let i = 0; ; i++) {
    const name = `${run}-${writer}-${i}`;
    const value = i % 5 === 0 ? `${name}:${'x'.repeat(40_000)}` : name;
    await client.transaction(
      (txn) => {
        for (const side of ['a', 'b']) txn.put(Buffer.from(`crash/${side}/${name}`), Buffer.from(value));
        return Promise.resolve();
      },
      { timeoutMs: 2000, attempts: 1 },
    );
    acknowledged.set(name, value);
  }
}

/** @param names what the names of the transactions begin with */
async function readSide(client: TikvClient, side: 'a' | 'b', names: string): Promise<Map<string, string>> {
  const prefix = `crash/${side}/`;
  const found = new Map<string, string>();
  for await (const pair of client.snapshot().scan(prefixRange(Buffer.from(prefix + names)))) {
    found.set(Buffer.from(pair.key).toString().slice(prefix.length), Buffer.from(pair.value).toString());
  }
  return found;
}

/** Both sides of the transactions whose names begin so are there, with what was acknowledged. */
async function checkNothingLost(
  client: TikvClient,
  names: string,
  acknowledged: ReadonlyMap<string, string>,
): Promise<void> {
  const [a, b] = [await readSide(client, 'a', names), await readSide(client, 'b', names)];
  expect([...b.keys()]).toEqual([...a.keys()]);
  for (const [name, value] of acknowledged) {
    if (!name.startsWith(names)) continue;
    if (a.get(name) !== value || b.get(name) !== value) throw new Error(`${name} was lost`);
  }
}

describe('a server on disk', () => {
  test(
    `that is killed ${RUNS} times loses nothing that it acknowledged`,
    async () => {
      const seed = Number(process.env['TITO_SEED'] ?? Date.now() % 1_000_000);
      console.log(`seed ${seed}`);
      let state = seed;
      const random = (): number => (state = (state * 16807 + 1) % 2147483647) / 2147483647;
      const acknowledged = new Map<string, string>();
      let newest = 0n;
      for (let run = 0; run < RUNS; run++) {
        const server = await serveDirectory();
        const client = await TikvClient.connect({ endpoints: [server.endpoint] });
        expect(await client.timestamp()).toBeGreaterThan(newest);
        const writers = Array.from({ length: WRITERS }, (_, i) => write(client, i, acknowledged, run));
        const settled = Promise.allSettled(writers);
        const before = acknowledged.size;
        while (acknowledged.size === before) await sleep(5);
        await sleep(20 + random() * 300);
        newest = await client.timestamp();
        await kill(server);
        await settled;
        void client.close();

        const reopened = await serveDirectory();
        const reader = await TikvClient.connect({ endpoints: [reopened.endpoint] });
        expect(await reader.timestamp()).toBeGreaterThan(newest);
        const isWhole = run % READ_ALL_EVERY === READ_ALL_EVERY - 1 || run === RUNS - 1;
        await checkNothingLost(reader, isWhole ? '' : `${run}-`, acknowledged);
        await reader.close();
        reopened.program.process.kill('SIGTERM');
        expect((await reopened.program.ended(10_000)).code).toBe(0);
      }
      console.log(`${acknowledged.size} transactions acknowledged, none lost`);
    },
    30_000 + RUNS * 20_000,
  );

  test('keeps its identity, its regions and its clock over a restart', async () => {
    const first = await serveDirectory();
    const client = await TikvClient.connect({ endpoints: [first.endpoint] });
    const { clusterId } = client;
    const before = await client.timestamp();
    await client.transaction((txn) => Promise.resolve(txn.put(Buffer.from('k'), Buffer.from('v'))));
    await client.close();
    first.program.process.kill('SIGTERM');
    await first.program.ended(10_000);

    const second = await serveDirectory();
    const again = await TikvClient.connect({ endpoints: [second.endpoint] });
    expect(again.clusterId).toBe(clusterId);
    const after = await again.timestamp();
    expect(after).toBeGreaterThan(before);
    expect(physicalMs(after) - physicalMs(before)).toBeLessThan(60_000);
    expect(await again.getLatest(Buffer.from('k'))).toEqual(new Uint8Array(Buffer.from('v')));
    await again.close();
    await kill(second);
  });

  test('refuses a second process, which says who has the directory', async () => {
    const first = await serveDirectory();
    const second = await startNode([
      'packages/cli/dist/main.js',
      'serve',
      ...['--pd-port', '0', '--store-port', '0', '--data-dir', directory],
    ]).ended(10_000);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('SERVER_DIRECTORY_IN_USE');
    expect(second.stderr).toContain(String(first.program.process.pid));
    await kill(first);
  });

  test('refuses a key that its disk does not take, and serves on', async () => {
    const server = await serveDirectory();
    const client = await TikvClient.connect({ endpoints: [server.endpoint] });
    const long = client.transaction((txn) =>
      Promise.resolve(txn.put(new Uint8Array(5000).fill(1), Buffer.from('v'))),
    );
    await expect(long).rejects.toMatchObject({ code: 'TIKV_SERVER_ERROR' });
    await client.transaction((txn) => Promise.resolve(txn.put(Buffer.from('short'), Buffer.from('v'))));
    await client.close();
    await kill(server);
  });
});
