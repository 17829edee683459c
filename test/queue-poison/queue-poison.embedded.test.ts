/**
 * Events that no consumer survives, among many that are good: the bad ones end as dead letters that say why, the good ones
 * are done. A supervisor starts consumers again that have ended, and ends those that show no sign of life.
 *
 * Time runs four times as fast for all.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Queue, topic } from '@tito/queue';
import { EmbeddedCluster } from '@tito/server';
import { TikvClient, concatBytes, prefixRange } from '@tito/tikv';
import { type Program, startNode } from '../support/program';
import type { Behaviour, PoisonTask } from './consumer';
import { clientClock, clusterClock, queueClock } from './faster-clock';

const PREFIX = '\x01poison\0';
const EVENTS = 500;
const CONSUMERS = 3;
const SILENT_MS = 1500;
/** A process gets so long until its first sign of life. */
const START_MS = 20_000;
const DEADLINE_MS = 120_000;
const POISON: Readonly<Record<number, Behaviour>> = {
  60: 'throws',
  120: 'undecodable',
  180: 'exits',
  240: 'loops',
  300: 'eats',
};

let cluster: EmbeddedCluster;
let client: TikvClient;
let queue: Queue;
beforeAll(async () => {
  cluster = await EmbeddedCluster.start({ clock: clusterClock });
  client = await TikvClient.connect({ endpoints: cluster.pdEndpoints, clock: clientClock });
  queue = await Queue.open({ client, prefix: Buffer.from(PREFIX), clock: queueClock });
});
afterAll(async () => {
  await queue.close();
  await client.close();
  await cluster.stop();
});

/** Keeps one consumer running. */
class Supervised {
  readonly #task: PoisonTask;
  #program: Program;
  #signOfLife = 0;
  #isEnding = false;
  deaths = 0;

  constructor(task: PoisonTask) {
    this.#task = task;
    this.#program = this.#start();
  }

  look(): void {
    if (Date.now() - this.#signOfLife > SILENT_MS) this.#program.process.kill('SIGKILL');
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    this.#program.process.kill('SIGTERM');
    await this.#program.ended(10_000).catch(() => null);
  }

  #start(): Program {
    const file = 'test/queue-poison/consumer.ts';
    const heap = '--max-old-space-size=96';
    const program = startNode([heap, '--import', 'jiti/register', file, JSON.stringify(this.#task)]);
    this.#signOfLife = Date.now() + START_MS;
    program.process.stdout!.on('data', () => (this.#signOfLife = Date.now()));
    program.process.once('close', () => {
      if (this.#isEnding) return;
      this.deaths++;
      this.#program = this.#start();
    });
    return program;
  }
}

/** Publishes the events; one of them becomes bytes that nobody can read. */
async function publish(): Promise<void> {
  const work = topic<Behaviour>('work', { partitions: 16 });
  for (let at = 0; at < EVENTS; at += 50) {
    await client.transaction((txn) => {
      for (let i = at; i < at + 50; i++) queue.publish(txn, work, `key${i}`, POISON[i] ?? 'good');
      return Promise.resolve();
    });
  }
  const events = prefixRange(concatBytes(Buffer.from(PREFIX), Buffer.from('qe')));
  for await (const { key, value } of client.snapshot().scan(events)) {
    if (!Buffer.from(value).includes('undecodable')) continue;
    await client.transaction((txn) =>
      Promise.resolve(txn.put(key, Buffer.from('\xff no envelope', 'latin1'))),
    );
  }
}

describe('five kinds of poison among 500 events', () => {
  test(
    'end as dead letters with their reasons, and all other events are done',
    async () => {
      await publish();
      const task: PoisonTask = { endpoint: cluster.pdEndpoints[0]!, prefix: PREFIX, group: 'g' };
      const consumers = Array.from({ length: CONSUMERS }, () => new Supervised(task));
      const good = EVENTS - Object.keys(POISON).length;
      const deadline = Date.now() + DEADLINE_MS;
      for (;;) {
        for (const consumer of consumers) consumer.look();
        const dead = await queue
          .deadLetters('g')
          .list()
          .catch(() => []);
        if (dead.length >= 5 && (await countDone()) >= good) break;
        if (Date.now() > deadline) throw new Error(`${dead.length} dead letters, ${await countDone()} done`);
        await sleep(100);
      }
      await Promise.all(consumers.map((consumer) => consumer.end()));

      expect(await countDone()).toBe(good);
      const dead = await queue.deadLetters('g').list();
      const reasons = dead.map(({ event, reason, attempts, failure }) => [
        event?.payload ?? null,
        reason,
        attempts,
        failure?.message ?? null,
      ]);
      expect(reasons.sort()).toEqual([
        ...[[null, 'malformed', 1, 'a stored record of the queue cannot be read']],
        ['eats', 'crashed', 0, null],
        ['exits', 'crashed', 0, null],
        ['loops', 'crashed', 0, null],
        ['throws', 'failed', 2, 'it cannot be done'],
      ]);
      console.log(`${consumers.reduce((sum, { deaths }) => sum + deaths, 0)} processes died`);
    },
    DEADLINE_MS + 30_000,
  );
});

async function countDone(): Promise<number> {
  let count = 0;
  for await (const { key } of client.snapshot().scan(prefixRange(Buffer.from('done/'))))
    count += key.length > 0 ? 1 : 0;
  return count;
}
