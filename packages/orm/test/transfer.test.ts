import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  type ExportPosition,
  type F,
  Field,
  Id,
  Index,
  Model,
  type Ref,
  Relation,
  type Tito,
  Unique,
  Version,
  key,
  uniqueKey,
} from '../src/index';
import { KeyLayout } from '../src/keys/key-layout';
import { counted, useDatabases } from './support/database';

const databases = useDatabases();
const ROWS = Number(process.env['TITO_EXPORT_ROWS'] ?? 3000);

@Model('every')
class Every {
  @Id() id!: string;
  @Field('string') text?: string | null;
  @Field('int') int?: number | null;
  @Field('double') double?: number | null;
  @Field('bigint') big?: bigint | null;
  @Field('boolean') flag?: boolean | null;
  @Field('date') date?: Date | null;
  @Field('bytes') bytes?: Uint8Array | null;
  @Field('decimal') decimal?: string | null;
  @Field('uuid') uuid?: string | null;
  @Field('json') json?: unknown;
  @Field('string', { column: 'stored_name', hidden: true }) secret?: string | null;
  @Relation(() => Every) one?: Ref<Every> | null;
  @Relation(() => Every, { kind: 'list' }) list!: Ref<Every>[];
  @Unique() static readonly byText = uniqueKey((e: F<Every>) => [e.text]);
}

@Model('item')
class Item {
  @Id() id!: string;
  @Field('string') name!: string;
  @Field('int') n!: number;
  @Version() rev!: number;
  @Unique() static readonly byName = uniqueKey((i: F<Item>) => [i.name]);
  @Index() static readonly byNumber = key((i: F<Item>) => [i.n.desc]);
}

const FULL = {
  id: 'full \0 ü',
  text: 'a "quoted"\nline \u2028',
  int: -5,
  double: 0.1,
  big: -(10n ** 40n),
  flag: false,
  date: new Date(-8.64e15),
  bytes: Uint8Array.of(0, 255, 7),
  decimal: '12.5',
  uuid: '0190a6e4-7c3b-7000-8000-000000000001',
  json: { a: [1, null, { b: '' }], __proto__x: 1 },
  secret: 'hidden',
  one: 'nowhere',
  list: ['x', 'full \0 ü'],
};

describe('an export', () => {
  test('of values of every kind gives the same rows in another namespace', async () => {
    const [from, to] = [await databases.connect([Every]), await databases.connect([Every])];
    const nulls = Object.fromEntries(Object.keys(FULL).map((name) => [name, null]));
    await from.repository(Every).insert(FULL);
    await from.repository(Every).insert({ ...nulls, id: 'nulls', list: [] });
    await from.repository(Every).insert({ id: 'absent' });
    const report = await to.import(from.export(Every));
    expect(report).toMatchObject({ rows: 3, written: 3, skipped: 0, models: { every: 3 } });
    for (const id of [FULL.id, 'nulls', 'absent']) {
      const [a, b] = [await from.repository(Every).get(id), await to.repository(Every).get(id)];
      expect(b).not.toBeNull();
      expect(plain(b!)).toEqual(plain(a!));
    }
    expect((await to.repository(Every).by('byText', FULL.text).one())?.id).toBe(FULL.id);
  });

  test('is of one moment while others write, also when it is interrupted', async () => {
    const [from, to] = [await databases.connect([Item]), await databases.connect([Item])];
    const items = from.repository(Item);
    await items.insertMany(
      (function* () {
        for (let i = 0; i < ROWS; i++) yield { id: `${i}`, name: `name ${i}`, n: i % 100 };
      })(),
      { chunk: 1000 },
    );
    let isWriting = true;
    let writes = 0;
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let i = writer; isWriting; i += 4, writes++) {
        await items.update(`${(i * 7) % ROWS}`, { n: 1000 + i }).catch(() => undefined);
        await items.insert({ id: `new ${i}`, name: `new ${i}`, n: i });
        await items.delete(`${(i * 13) % ROWS}`);
      }
    });
    while (writes < 20) await new Promise((resolve) => setImmediate(resolve));
    const ts = await from.client.timestamp();
    const lines: string[] = [];
    let position: ExportPosition | undefined;
    let kept = 0;
    let isInterrupted = false;
    const onProgress = (at: ExportPosition): void => {
      position = JSON.parse(JSON.stringify(at)) as ExportPosition;
      kept = lines.length;
    };
    const heap = heapUse();
    for await (const line of from.export([Item], { at: ts, onProgress })) {
      lines.push(line);
      if (lines.length > ROWS / 2) {
        isInterrupted = true;
        break;
      }
    }
    expect(isInterrupted).toBe(true);
    lines.length = kept;
    for await (const line of from.export([Item], { resume: position!, onProgress })) lines.push(line);
    isWriting = false;
    await Promise.all(writers);
    if (process.env['TITO_EXPORT_ROWS'] !== undefined)
      console.info({ lines: lines.length, writes, ...heap() });
    let most = 0;
    const importing = heapUse();
    const report = await to.import(lines, { onProgress: () => (most = Math.max(most, importing().heapMiB)) });
    if (process.env['TITO_EXPORT_ROWS'] !== undefined) console.info({ report, mostHeapMiB: most });
    await expectSame(from, to, ts);
    expect(report.rows).toBe(lines.length - 2);
  });

  test('ends when its signal fires, and tells of a model or a position that it does not have', async () => {
    const db = await databases.connect([Item, Every]);
    await db.repository(Item).insert({ name: 'x', n: 1 });
    await expect(collect(db.export(Item, { signal: AbortSignal.abort() }))).rejects.toMatchObject({
      code: 'TIKV_ABORTED',
    });
    expect(() => db.export(class Unknown {})).toThrow(/not one of the models/);
    const position = { at: '1', model: 'other', after: null, rows: 0 };
    await expect(collect(db.export(Item, { resume: position }))).rejects.toMatchObject({
      code: 'ORM_INVALID_QUERY',
    });
    await expect(collect(db.export(Item, { at: new Date(Date.now() + 60_000) }))).rejects.toMatchObject({
      code: 'PROTOCOL_INVALID_ARGUMENT',
    });
  });
});

describe('an import', () => {
  let lines: string[];
  beforeAll(async () => {
    const db = await databases.connect([Item]);
    await db.repository(Item).insertMany(['a', 'b', 'c'].map((id) => ({ id, name: id, n: 1 })));
    lines = await collect(db.export(Item));
  });

  test('leaves, replaces or refuses rows that exist, and can be run again', async () => {
    const db = await databases.connect([Item]);
    const items = db.repository(Item);
    await items.insert({ id: 'b', name: 'mine', n: 9 });
    await expect(db.import(lines)).rejects.toMatchObject({ code: 'ORM_ALREADY_EXISTS' });
    expect(await items.all().count()).toBe(1);
    expect(await db.import(lines, { existing: 'skip' })).toMatchObject({ written: 2, skipped: 1 });
    expect((await items.get('b'))?.name).toBe('mine');
    expect(await db.import(lines, { existing: 'replace' })).toMatchObject({ written: 1, skipped: 2 });
    expect(await items.get('b')).toMatchObject({ name: 'b', n: 1, rev: 1 });
    expect(await items.by('byName', 'mine').one()).toBeNull();
    expect((await items.by('byName', 'b').one())?.id).toBe('b');
    expect(
      await db.import(
        lines.map((line) => `${line}\n`),
        { existing: 'replace' },
      ),
    ).toMatchObject({
      written: 0,
      skipped: 3,
    });
  });

  test('writes in transactions of some rows, and tells how far it is', async () => {
    const db = await databases.connect([Item]);
    const seen: number[] = [];
    const calls = await counted(databases.client, () =>
      db.import(lines, { chunk: 2, onProgress: ({ rows }) => seen.push(rows) }),
    );
    expect(calls).toEqual({ timestamps: 2, KvPrewrite: 2 });
    expect(seen.at(-1)).toBe(3);
    expect(seen.length).toBe(2);
  });

  test('refuses what is no complete export, with the line', async () => {
    const db = await databases.connect([Item]);
    const [header, row] = lines as [string, string];
    const end = lines.at(-1)!;
    const refused: [readonly string[], Record<string, unknown>][] = [
      [lines.slice(0, -1), { reason: 'its end is missing: it was cut off', rows: 3 }],
      [[header, row, end], { expected: 3, rows: 1, line: 3 }],
      [[row], { line: 1 }],
      [[header, header], { line: 2 }],
      [[header, '{"model":'], { line: 2 }],
      [[header, '[]'], { line: 2 }],
      [[header, '{"model":"other","id":"x","values":{}}'], { line: 2 }],
      [[header, '{"model":"item","id":"x","values":{"n":"one"}}'], { line: 2, column: 'n' }],
      [[header, '{"model":"item","id":"x","values":{"none":1}}'], { line: 2, column: 'none' }],
      [[...lines, row], { line: 6 }],
      [[header.replace('"version":1', '"version":2')], { line: 1 }],
    ];
    for (const [given, details] of refused) {
      await expect(db.import(given, { existing: 'replace' })).rejects.toMatchObject({
        code: 'ORM_IMPORT',
        details,
      });
    }
    const other = await databases.connect([Every]);
    await expect(other.import(lines)).rejects.toMatchObject({ code: 'ORM_SCHEMA_MISMATCH' });
    await expect(db.import([header.replace('"n":"int"', '"n":"string"')])).rejects.toMatchObject({
      code: 'ORM_SCHEMA_MISMATCH',
      details: { column: 'n', exported: 'string', declared: 'int' },
    });
    await expect(db.import(lines, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'TIKV_ABORTED',
    });
  });
});

/** The rows at a moment and those that were imported, with all entries of their indexes. */
async function expectSame(from: Tito, to: Tito, ts: bigint): Promise<void> {
  const [then, now] = [from.at(ts).repository(Item), to.repository(Item)];
  const wanted = await collect(then.all());
  const found = await collect(now.all());
  expect(found.length).toBe(wanted.length);
  expect(found.every((row, i) => JSON.stringify(row) === JSON.stringify(wanted[i]))).toBe(true);
  for (const name of ['byName', 'byNumber'] as const) {
    const [a, b] = [await collect(then.byIndex(name)), await collect(now.byIndex(name))];
    expect(b.map(({ id }) => id)).toEqual(a.map(({ id }) => id));
  }
  const layout = new KeyLayout(to.namespace);
  let entries = 0;
  for await (const { key: each } of to.client.snapshot().scan(layout.everything(), { keyOnly: true })) {
    const room = layout.parse(each)?.room;
    if (room === 'index' || room === 'unique') entries++;
  }
  expect(entries).toBe(2 * wanted.length);
}

/** Properties as comparable values: references by their ids. */
function plain(entity: object): unknown {
  return Object.entries(entity).map(([name, value]) => [
    name,
    value instanceof Date ? value.getTime() : typeof value === 'bigint' ? `${value}` : JSON.stringify(value),
  ]);
}

function heapUse(): () => { heapMiB: number } {
  const before = process.memoryUsage().heapUsed;
  return () => ({ heapMiB: Math.round((process.memoryUsage().heapUsed - before) / 2 ** 20) });
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
