/** Two processes do the crud example at once, again and again: no update is lost, no index entry outlives its row. */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Field, Id, Model, TikvClient, Tito } from '@tito/orm';
import { prefixRange } from '@tito/tikv';
import { type Served, serve, startNode } from '../support/program';

const ROUNDS = 100;

@Model('two.counter')
class Counter {
  @Id() id!: string;
  @Field('int') value!: number;
}

/** Runs in each process: the example, and between its steps a change of a row that both share. */
const worker = `
  const { Field, Id, Model, Tito } = require('@tito/orm');
  const { User } = require('./examples/dist/crud/user');
  const { crud } = require('./examples/dist/crud/crud');
  class Counter {}
  Id()(Counter.prototype, 'id');
  Field('int')(Counter.prototype, 'value');
  Model('two.counter')(Counter);
  (async () => {
    const db = await Tito.connect({ endpoints: [process.env.TITO_PD], models: [User, Counter] });
    const lines = [];
    for (let i = 0; i < ${ROUNDS}; i++) {
      await crud(db, (line) => lines.push(line));
      await db.transaction(async (tx) => {
        const counters = tx.repository(Counter);
        const { value } = await counters.getOrThrow('shared');
        await counters.update('shared', { value: value + 1 });
      }, { attempts: 1000 });
    }
    await db.close();
    console.log(lines.length);
  })().catch((error) => { console.error(error); process.exitCode = 1; });
`;

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(async () => {
  await served.stop();
});

test('two processes at once, a hundred times over', async () => {
  const db = await Tito.connect({ endpoints: [served.endpoint], models: [Counter] });
  await db.repository(Counter).insert({ id: 'shared', value: 0 });

  const env = { TITO_PD: served.endpoint };
  const programs = [startNode(['-e', worker], env), startNode(['-e', worker], env)];
  for (const program of programs) {
    expect(await program.ended(120_000)).toMatchObject({ code: 0, stdout: `${4 * ROUNDS}\n`, stderr: '' });
  }

  expect(await db.repository(Counter).getOrThrow('shared')).toMatchObject({ value: 2 * ROUNDS });
  await db.close();
  expect(await keysByRoom()).toEqual({ rows: 1, indexEntries: 0, uniqueEntries: 0 });
}, 150_000);

/** Behind the namespace, the room of a key is one byte: `r` rows, `i` index entries, `u` unique entries. */
async function keysByRoom(): Promise<Record<string, number>> {
  const client = await TikvClient.connect({ endpoints: [served.endpoint] });
  const namespace = Buffer.from('\x01default\x00', 'latin1');
  const counts = { rows: 0, indexEntries: 0, uniqueEntries: 0 };
  for await (const { key } of client.snapshot().scan(prefixRange(namespace), { keyOnly: true })) {
    const room = String.fromCharCode(key[namespace.length] ?? 0);
    if (room === 'r') counts.rows++;
    if (room === 'i') counts.indexEntries++;
    if (room === 'u') counts.uniqueEntries++;
  }
  await client.close();
  return counts;
}
