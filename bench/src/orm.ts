/**
 * What the ORM adds to the client: reads and writes with one and with 16 callers beside the client's own get of the same key
 * in the same round, rows made of bytes, bytes that an insert writes, and memory while rows are streamed.
 */

import * as path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type ModelClass, Tito, type TikvClient } from '@tito/orm';
import { plainToInstance } from 'class-transformer';
import { type LoopFigures, type Operation, closedLoop } from './closed-loop';
import { median } from './measure';
import { Indexed, Plain, User, rowOf } from './orm-models';
import { serveCluster } from './served-cluster';

const ROWS = 10_000;
const HYDRATED = 100_000;
const CALLERS = [1, 16];
const WARM_UP_MS = 300;
/** Rows that were inserted so far: their numbers make their ids. */
let inserted = ROWS;

export interface OrmRow {
  readonly what: string;
  readonly callers: number | null;
  readonly perSecond: number | null;
  readonly p50Us: number | null;
  readonly p99Us: number | null;
  /** Processor time of this process. */
  readonly cpuUs: number | null;
  readonly figure: number | null;
  readonly unit: string;
  readonly goal: number | null;
}

/** The parts of a repository that make entities of bytes: not public, for applications have no use for them. */
interface Internals {
  repositoryParts(
    db: Tito,
    model: ModelClass,
  ): [
    {
      readonly hydration: unknown;
      rowKey(id: string): Uint8Array;
      readonly codec: { hydrate(key: Uint8Array, id: string, bytes: Uint8Array, hydration: unknown): object };
    },
  ];
}

export async function benchOrm(
  pd: string | undefined,
  { rounds, roundMs }: { readonly rounds: number; readonly roundMs: number },
): Promise<OrmRow[]> {
  const cluster = await serveCluster(pd);
  const namespace = `bench ${process.pid} ${Date.now()}`;
  const models = [User, Indexed, Plain];
  const db = await Tito.connect({ endpoints: cluster.endpoints, models, namespace });
  try {
    const users = db.repository(User);
    await users.insertMany(
      Array.from({ length: ROWS }, (_, i) => rowOf(i)),
      { chunk: 500 },
    );
    const rows: OrmRow[] = [];
    for (const callers of CALLERS) rows.push(...(await loops(db, callers, rounds, roundMs)));
    rows.push(...(await hydration(db, rounds)));
    for (const model of [Plain, Indexed, User]) rows.push(await bytesOfInsert(cluster.endpoints, model));
    rows.push(...(await heapOfStream(db)));
    return rows;
  } finally {
    await db.close();
    await cluster.stop();
  }
}

function operationsOf(db: Tito): Map<string, Operation> {
  const users = db.repository(User);
  const { client } = db;
  const [{ rowKey }] = [bound(db)];
  const id = (i: number): string => rowOf((i * 7919) % ROWS).id;
  return new Map<string, Operation>([
    ["the client's get", (i) => client.getLatest(rowKey(id(i)))],
    ['get', (i) => users.get(id(i))],
    ['insert, no index', () => db.repository(Plain).insert(rowOf(inserted++))],
    ['insert, 5 indexes', () => users.insert(rowOf(inserted++))],
    ['update of an indexed field', (i) => users.update(id(i), { score: i + 0.5 })],
    ['update of another field', (i) => users.update(id(i), { balance: BigInt(i) })],
    [
      'page of 10',
      (i) =>
        users
          .by('byCity', `city ${i % 1000}`)
          .limit(10)
          .page(),
    ],
    ['page of 10, covered', () => users.by('byScore').select('id', 'name').limit(10).page()],
    ['1000 rows of an index', () => users.by('byName').limit(1000).toArray()],
  ]);
}

async function loops(db: Tito, callers: number, rounds: number, roundMs: number): Promise<OrmRow[]> {
  const operations = operationsOf(db);
  const names = [...operations.keys()];
  const figures = new Map<string, LoopFigures[]>(names.map((name) => [name, []]));
  for (const operation of operations.values()) await closedLoop(operation, callers, WARM_UP_MS);
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length] as string;
      figures.get(name)?.push(await closedLoop(operations.get(name) as Operation, callers, roundMs));
    }
  }
  const middle = (name: string, of: (one: LoopFigures) => number): number =>
    median((figures.get(name) ?? []).map(of));
  const rows = names.map((what): OrmRow => ({
    ...plainRow(what, null, '', null),
    callers,
    perSecond: middle(what, (one) => one.perSecond),
    p50Us: middle(what, (one) => one.p50Us),
    p99Us: middle(what, (one) => one.p99Us),
    cpuUs: middle(what, (one) => one.cpuUs),
  }));
  const [own = [], bare = []] = [figures.get('get'), figures.get("the client's get")];
  const above = median(own.map(({ cpuUs }, round) => cpuUs - (bare[round]?.cpuUs ?? NaN)));
  return [...rows, { ...plainRow("get, above the client's", above, 'us of cpu', 5), callers }];
}

/** Entities of bytes in memory; beside them what class-transformer makes of plain objects with the same fields. */
async function hydration(db: Tito, rounds: number): Promise<OrmRow[]> {
  const { codec, hydration: how, rowKey } = bound(db);
  const stored: { key: Uint8Array; id: string; bytes: Uint8Array }[] = [];
  for (let i = 0; i < 1000; i++) {
    const { id } = rowOf(i);
    const bytes = await db.client.getLatest(rowKey(id));
    if (bytes !== null) stored.push({ key: rowKey(id), id, bytes });
  }
  const one = (i: number): object => {
    const { key, id, bytes } = stored[i % stored.length] as (typeof stored)[number];
    return codec.hydrate(key, id, bytes, how);
  };
  const plain = { ...rowOf(1), balance: 1, createdAt: new Date(0), rev: 1 };
  // Processor time: what else runs on the machine does not count.
  const timed = (work: (i: number) => object, count: number): number => {
    const start = process.cpuUsage();
    for (let i = 0; i < count; i++) work(i);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  timed(one, HYDRATED);
  const ours = Array.from({ length: rounds }, () => timed(one, HYDRATED));
  const theirs = Array.from(
    { length: 3 },
    () => timed(() => plainToInstance(Plain, plain), HYDRATED / 20) * 20,
  );
  return [
    plainRow('100,000 rows made of bytes, median', median(ours), 'ms of cpu', 150),
    plainRow('100,000 rows made of bytes, best', Math.min(...ours), 'ms of cpu', 150),
    plainRow('the same by plainToInstance of objects', median(theirs), 'ms of cpu', null),
  ];
}

/** Keys and values that one inserted row adds to the namespace. */
async function bytesOfInsert(endpoints: readonly string[], model: ModelClass): Promise<OrmRow> {
  const namespace = `bytes ${process.pid} ${Date.now()}`;
  const db = await Tito.connect({ endpoints, models: [model], namespace });
  try {
    const before = await bytesIn(db.client, namespace);
    const count = 100;
    for (let i = 0; i < count; i++) await db.repository(model).insert(rowOf(i) as never);
    const after = await bytesIn(db.client, namespace);
    const { length: indexes } = Object.getOwnPropertyNames(model).filter((name) => name.startsWith('by'));
    return plainRow(`an insert with ${indexes} indexes writes`, (after - before) / count, 'bytes', null);
  } finally {
    await db.close();
  }
}

async function bytesIn(client: TikvClient, namespace: string): Promise<number> {
  const start = Buffer.concat([Uint8Array.of(1), Buffer.from(namespace), Uint8Array.of(0)]);
  const end = Buffer.concat([start.subarray(0, -1), Uint8Array.of(1)]);
  let bytes = 0;
  for await (const { key, value } of client.snapshot().scan({ start, end }))
    bytes += key.length + value.length;
  return bytes;
}

/** Memory that is still in use, measured while rows go by and nobody keeps them; and when they are kept. */
async function heapOfStream(db: Tito): Promise<OrmRow[]> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = (): number => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const users = db.repository(User);
  for await (const _ of users.all().limit(2000)); // what is made once
  const start = used();
  let [most, seen] = [0, 0];
  for await (const _ of users.all().limit(ROWS)) {
    if (++seen % 1000 === 0) most = Math.max(most, used() - start);
  }
  const before = used();
  const kept = await users.all().limit(ROWS).toArray();
  const held = used() - before;
  return [
    plainRow(`heap while ${seen} rows are streamed`, most / 1024, 'KiB', null),
    plainRow(`heap that ${kept.length} rows take when they are kept`, held / 1024, 'KiB', null),
  ];
}

function bound(db: Tito) {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the package does not export it
  const internals = require(path.resolve(__dirname, '../../packages/orm/dist/database.js')) as Internals;
  const [model] = internals.repositoryParts(db, User);
  return { codec: model.codec, hydration: model.hydration, rowKey: (id: string) => model.rowKey(id) };
}

function plainRow(what: string, figure: number | null, unit: string, goal: number | null): OrmRow {
  return { what, callers: null, perSecond: null, p50Us: null, p99Us: null, cpuUs: null, figure, unit, goal };
}
