/**
 * Producers and consumers in processes of their own, on a server with a data directory; everything dies. Every committed
 * event has exactly one effect in every group, others have none, in order for each key.
 *
 * Four producers give up 30 % of their transactions, are slow, stand still for seconds in the middle of a commit, die there.
 * Of three consumers one is killed every 2 s, and one is stopped for longer than its lease. The server is restarted every
 * 10 s, every second time by killing it.
 *
 * `TITO_SOAK_SECONDS` says how long (12 by default), `TITO_SEED` repeats a run as far as processes can.
 */

import * as fs from 'node:fs';
import * as net from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Queue } from '@tito/queue';
import { TikvClient } from '@tito/tikv';
import { type Program, startNode } from '../support/program';
import { type Effect, type SoakTask, TOPIC, readAll, seeded } from './ledger';

const SECONDS = Number(process.env['TITO_SOAK_SECONDS'] ?? 12);
const SEED = Number(process.env['TITO_SEED'] ?? Date.now() % 1_000_000);
const SESSION_TTL_MS = 3000;
const PREFIX = '\x01soak\0';
const KILL_EVERY_MS = 2000;
const RESTART_EVERY_MS = 10_000;
const STOPPED_MS = SESSION_TTL_MS + 2500;
const SETTLE_MS = 60_000;

const random = seeded(SEED);
const running = new Set<Program>();
let directory: string;
let ports: string[];
let isOver = false;
let server: Program;
let endpoint: string;

beforeAll(async () => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'tito-soak-'));
  // A server that comes back must be where it was.
  ports = ['--pd-port', await freePort(), '--store-port', await freePort()];
  await startServer();
});
afterAll(async () => {
  isOver = true;
  for (const program of running) program.process.kill('SIGKILL');
  await Promise.all([...running].map((program) => program.ended().catch(() => null)));
  fs.rmSync(directory, { recursive: true, force: true });
});

function start(args: readonly string[]): Program {
  const program = startNode(args);
  running.add(program);
  program.process.once('close', () => running.delete(program));
  return program;
}

async function startServer(): Promise<void> {
  server = start(['packages/cli/dist/main.js', 'serve', ...ports, '--data-dir', directory, '--json']);
  endpoint = (JSON.parse(await server.firstLine()) as { pd: string[] }).pd[0]!;
}

let processes = 0;

function startWorker(kind: 'producer' | 'consumer', name: string, group = ''): Program {
  const seed = SEED * 1000 + processes++;
  const task: SoakTask = { endpoint, prefix: PREFIX, name, seed, sessionTtlMs: SESSION_TTL_MS };
  const file = `test/queue-soak/${kind}.ts`;
  return start(['--import', 'jiti/register', file, JSON.stringify({ ...task, group })]);
}

function end(program: Program, signal: NodeJS.Signals): Promise<unknown> {
  const closed = new Promise((resolve) => program.process.once('close', resolve));
  program.process.kill(signal);
  return closed;
}

/** A process that is there again whenever it has ended. */
class Respawned {
  readonly #spawn: () => Program;
  program: Program;
  #isEnding = false;
  deaths = 0;

  constructor(spawn: () => Program) {
    this.#spawn = spawn;
    this.program = this.#watch(spawn());
  }

  #watch(program: Program): Program {
    program.process.once('close', (code, signal) => {
      if (this.#isEnding || isOver) return;
      // Whatever they go through, they end by being killed only.
      if (signal !== 'SIGKILL')
        void program.ended().then(({ stderr }) => failures.push(`${code}: ${stderr}`));
      this.deaths++;
      this.program = this.#watch(this.#spawn());
    });
    return program;
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    const timer = setTimeout(() => this.program.process.kill('SIGKILL'), 15_000);
    await end(this.program, 'SIGTERM');
    clearTimeout(timer);
  }
}

const failures: string[] = [];

/** Does something again and again until the end. */
async function every(ms: number, endAt: number, work: () => Promise<void> | void): Promise<void> {
  for (let next = Date.now() + ms; next < endAt; next += ms) {
    await sleep(Math.max(0, next - Date.now()));
    await work();
  }
}

describe('the queue, when everything dies', () => {
  test(
    `gives every committed event exactly one effect, in the order of its key (${SECONDS} s, seed ${SEED})`,
    async () => {
      const producers = [1, 2, 3, 4].map((i) => new Respawned(() => startWorker('producer', `p${i}`)));
      const consumers = [1, 2, 3].map((i) => new Respawned(() => startWorker('consumer', `c${i}`, 'first')));
      await Promise.all([...producers, ...consumers].map(({ program }) => program.firstLine()));
      const endAt = Date.now() + SECONDS * 1000;
      let stopped: Respawned | null = null;
      let [kills, stops, restarts] = [0, 0, 0];
      await Promise.all([
        every(KILL_EVERY_MS, endAt, () => {
          const victims = consumers.filter((consumer) => consumer !== stopped);
          victims[kills++ % victims.length]!.program.process.kill('SIGKILL');
        }),
        every(STOPPED_MS + 1000, endAt, async () => {
          stopped = consumers[Math.floor(random() * consumers.length)]!;
          const { process: child } = stopped.program;
          child.kill('SIGSTOP');
          stops++;
          await sleep(STOPPED_MS);
          child.kill('SIGCONT');
          stopped = null;
        }),
        every(RESTART_EVERY_MS, endAt, async () => {
          await end(server, restarts++ % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
          await startServer();
        }),
      ]);
      await Promise.all(producers.map((producer) => producer.end()));

      const client = await TikvClient.connect({ endpoints: [endpoint] });
      const committed = await readAll<string>(client, 'log/');
      console.log(`${committed.size} events committed`);
      await settled(client, 'first', committed);
      const late = new Respawned(() => startWorker('consumer', 'late', 'second'));
      await settled(client, 'second', committed);
      await Promise.all([...consumers, late].map((consumer) => consumer.end()));

      await check(client, 'first', committed);
      await check(client, 'second', committed);
      const queue = await Queue.open({ client, prefix: Buffer.from(PREFIX) });
      expect(await queue.deadLetters('first').list()).toEqual([]);
      await queue.close();
      await client.close();
      await end(server, 'SIGTERM');
      expect(failures).toEqual([]);
      expect(committed.size).toBeGreaterThan(SECONDS * 5);
      const deaths = producers.reduce((sum, producer) => sum + producer.deaths, 0);
      console.log(
        `${committed.size} events; ${deaths} producers died in a commit, ${kills} consumers were killed, ${stops} stopped, ` +
          `the server was restarted ${restarts} times`,
      );
    },
    SECONDS * 1000 + 2 * SETTLE_MS + 60_000,
  );
});

/** Waits until every event has an effect in the group; says which have not, and what the queue knows of them. */
async function settled(
  client: TikvClient,
  group: string,
  committed: ReadonlyMap<string, string>,
): Promise<void> {
  const deadline = Date.now() + SETTLE_MS;
  for (;;) {
    const found = await readAll(client, `effect/${group}/`);
    const events = new Set([...found.keys()].map((name) => name.slice(0, name.lastIndexOf('/'))));
    if (events.size >= committed.size) return;
    if (Date.now() > deadline) {
      const missing = [...committed.keys()].filter((event) => !events.has(event));
      const queue = await Queue.open({ client, prefix: Buffer.from(PREFIX) });
      const dead = await queue.deadLetters(group).list();
      const known = dead.map(({ event, reason }) => `${event?.key ?? '?'} ${reason}`);
      const lag = JSON.stringify(await queue.lag(group, TOPIC));
      await queue.close();
      throw new Error(
        `${group}: ${events.size} of ${committed.size} events have effects; without: ${missing.slice(0, 20).join(' ')}; ` +
          `dead letters: ${known.join(', ')}; lag ${lag}`,
      );
    }
    await sleep(500);
  }
}

async function check(
  client: TikvClient,
  group: string,
  committed: ReadonlyMap<string, string>,
): Promise<void> {
  const effects = await readAll<Effect>(client, `effect/${group}/`);
  const seen = new Map<string, Effect>();
  for (const [name, found] of effects) {
    const event = name.slice(0, name.lastIndexOf('/'));
    if (seen.has(event)) throw new Error(`${group}: ${event} has two effects`);
    if (committed.get(event) !== found.id)
      throw new Error(`${group}: ${event} has the effect of ${found.id}`);
    const n = Number(event.slice(event.lastIndexOf('/') + 1));
    if (found.before !== n - 1) throw new Error(`${group}: ${event} came after ${found.before}`);
    seen.set(event, found);
  }
  expect([...seen.keys()].sort()).toEqual([...committed.keys()].sort());
}

function freePort(): Promise<string> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(String(port)));
    });
  });
}
