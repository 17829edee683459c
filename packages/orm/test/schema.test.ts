import { describe, expect, test } from '@jest/globals';
import {
  type F,
  Field,
  Id,
  Index,
  IndexNotReadyError,
  Model,
  type ModelClass,
  SchemaBehindError,
  SchemaMismatchError,
  type Tito,
  Unique,
  Version,
  key,
  uniqueKey,
} from '../src/index';
import { useDatabases } from './support/database';

const databases = useDatabases();

@Model('item')
class First {
  @Id() id!: string;
  @Field('string') name!: string;
  @Field('int') size!: number;
  @Version() rev!: number;
  @Index() static readonly byName = key((i: F<First>) => [i.name]);
}

@Model('item')
class Second {
  @Id() id!: string;
  @Field('string') name!: string;
  @Field('int') size!: number;
  @Field('string') colour?: string;
  @Version() rev!: number;
  @Index() static readonly byName = key((i: F<Second>) => [i.name.desc, i.size]);
  @Index() static readonly bySize = key((i: F<Second>) => [i.size]);
}

async function withRows(count: number, model: ModelClass = First) {
  const namespace = databases.namespace();
  const db = await databases.connect([model], { namespace, schema: { leaseMs: 200 } });
  await db.repository(First === model ? First : (model as typeof First)).insertMany(
    Array.from({ length: count }, (_, i) => ({
      id: String(i).padStart(4, '0'),
      name: `n${i}`,
      size: i % 7,
    })),
  );
  return { namespace, db };
}

async function keysIn(db: Tito, room: string): Promise<string[]> {
  const prefix = Buffer.concat([Uint8Array.of(1), Buffer.from(`${db.namespace}\0${room}`)]);
  const end = Buffer.from(prefix);
  end[end.length - 1]!++;
  const keys: string[] = [];
  for await (const pair of db.client.snapshot().scan({ start: prefix, end }))
    keys.push(Buffer.from(pair.key).toString('hex'));
  return keys;
}

describe('an index that is new, or changed, for a model with rows', () => {
  test('is not read before it is built, and complete afterwards', async () => {
    const { namespace } = await withRows(230);
    const db = await databases.connect([Second], { namespace });
    const items = db.repository(Second);
    expect(() => items.by('bySize', 3)).toThrow(IndexNotReadyError);
    expect(() => items.by('byName')).toThrow(IndexNotReadyError);
    expect(() => items.find({ size: 3 })).toThrow(/no index/);
    await items.insert({ id: 'new', name: 'new', size: 3 });
    await items.update('0000', { colour: 'red', size: 3 });
    expect(await db.indexes.build()).toEqual([
      { model: 'item', indexes: ['byName', 'bySize'], rows: 231, violations: [], isComplete: true },
    ]);
    const rows = await items.all().limit(1000).toArray();
    const ids = (all: readonly { id: string }[]): string[] => all.map(({ id }) => id).sort();
    expect(ids(await items.by('bySize', 3).toArray())).toEqual(ids(rows.filter(({ size }) => size === 3)));
    expect(await items.by('byName').count()).toBe(231);
    expect(rows.filter(({ rev }) => rev === 2).map(({ id }) => id)).toEqual(['0000']);
    expect((await db.indexes.verify()).isRight).toBe(true);
    const later = await databases.connect([Second], { namespace });
    expect(await later.indexes.build()).toEqual([]);
    expect(await later.repository(Second).by('bySize', 3).exists()).toBe(true);
  });

  test('leaves no entry of the definition before it', async () => {
    const { namespace } = await withRows(5);
    const db = await databases.connect([Second], { namespace });
    await db.schema.apply();
    for (let i = 0; i < 5; i++) await db.repository(Second).delete(`000${i}`);
    expect(await keysIn(db, 'i')).toEqual([]);
  });

  test('is complete at once in a model that nobody has stored before', async () => {
    const db = await databases.connect([Second]);
    expect(await db.repository(Second).by('bySize', 1).exists()).toBe(false);
  });

  test('is kept right by programs that do not declare it', async () => {
    const { namespace, db: older } = await withRows(20);
    const newer = await databases.connect([Second], { namespace });
    await newer.indexes.build();
    const items = older.repository(First);
    await items.update('0000', { size: 100 });
    await items.delete('0001');
    await items.insert({ id: 'x', name: 'x', size: 100 });
    const found = await newer.repository(Second).by('bySize', 100).toArray();
    expect(found.map(({ id }) => id).sort()).toEqual(['0000', 'x']);
    expect((await newer.indexes.verify()).isRight).toBe(true);
    expect((await items.by('byName', 'x').toArray()).map(({ id }) => id)).toEqual(['x']);
  });

  test('that a function decides makes programs that do not know it refuse to write', async () => {
    @Model('item')
    class Judged {
      @Id() id!: string;
      @Field('string') name!: string;
      @Field('int') size!: number;
      @Version() rev!: number;
      @Index() static readonly byName = key((i: F<Judged>) => [i.name]);
      @Index<Judged>({ when: (i) => i.size > 2 }) static readonly large = key((i: F<Judged>) => [i.size]);
    }
    const { namespace, db: older } = await withRows(9);
    const newer = await databases.connect([Judged], { namespace });
    await newer.indexes.build();
    const items = older.repository(First);
    await expect(items.update('0000', { name: 'x' })).rejects.toThrow(SchemaBehindError);
    await expect(items.insert({ name: 'x', size: 1 })).rejects.toThrow(SchemaBehindError);
    expect((await items.get('0000'))?.name).toBe('n0');
    expect((await newer.indexes.verify()).isRight).toBe(true);
  });

  test('is not seen by reads of a time before it was built', async () => {
    const { namespace, db: older } = await withRows(3);
    const before = await older.client.timestamp();
    const db = await databases.connect([Second], { namespace });
    await db.indexes.build();
    await expect(db.at(before).repository(Second).by('bySize', 1).toArray()).rejects.toThrow(
      IndexNotReadyError,
    );
    await db.transaction(async () => expect(await db.repository(Second).by('bySize', 1).count()).toBe(1));
  });

  test('is built on connect with synchronize', async () => {
    const { namespace } = await withRows(3);
    const db = await databases.connect([Second], { namespace, schema: { synchronize: true } });
    expect(await db.repository(Second).by('bySize', 1).count()).toBe(1);
  });

  test('can be dropped when no program declares it any more', async () => {
    const { namespace, db: first } = await withRows(3);
    @Model('item')
    class Third {
      @Id() id!: string;
      @Field('string') name!: string;
      @Field('int') size!: number;
      @Version() rev!: number;
    }
    const db = await databases.connect([Third], { namespace });
    await db.repository(Third).update('0000', { name: 'x' });
    expect((await first.repository(First).by('byName', 'x').first())?.id).toBe('0000');
    await expect(first.indexes.drop('item', 'byName')).rejects.toMatchObject({ code: 'ORM_INVALID_QUERY' });
    expect(await db.indexes.drop('item', 'byName')).toEqual({ entries: 3 });
    await expect(db.indexes.drop('item', 'byName')).rejects.toMatchObject({ code: 'ORM_UNKNOWN_INDEX' });
    expect(await keysIn(db, 'i')).toEqual([]);
    const again = await databases.connect([First], { namespace });
    expect(() => again.repository(First).by('byName')).toThrow(IndexNotReadyError);
    await again.indexes.build();
    expect((await again.repository(First).by('byName').limit(9).toArray()).map(({ name }) => name)).toEqual([
      'n1',
      'n2',
      'x',
    ]);
  });
});

describe('a column', () => {
  test('keeps its kind, and may be renamed when it keeps its column', async () => {
    const { namespace } = await withRows(1);
    @Model('item')
    class Changed {
      @Id() id!: string;
      @Field('int') name!: number;
    }
    @Model('item')
    class Renamed {
      @Id() id!: string;
      @Field('string', { column: 'name' }) title!: string;
      @Index({ name: 'byName' }) static readonly byTitle = key((r: F<Renamed>) => [r.title]);
    }
    const error = await databases.connect([Changed], { namespace }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(SchemaMismatchError);
    expect(error).toMatchObject({
      details: { model: 'item', column: 'name', stored: 'string', declared: 'int' },
    });
    const renamed = (await databases.connect([Renamed], { namespace })).repository(Renamed);
    expect((await renamed.get('0000'))?.title).toBe('n0');
    expect((await renamed.by('byTitle', 'n0').first())?.id).toBe('0000');
  });

  test('that a program does not know survives its writes', async () => {
    const namespace = databases.namespace();
    const newer = await databases.connect([Second], { namespace });
    await newer.repository(Second).insert({ id: 'x', name: 'a', size: 1, colour: 'red' });
    @Model('item')
    class Older {
      @Id() id!: string;
      @Field('string') name!: string;
      @Field('int') size!: number;
      @Index() static readonly byName = Second.byName;
      @Index() static readonly bySize = Second.bySize;
    }
    const older = await databases.connect([Older], { namespace });
    await older.repository(Older).update('x', { name: 'b' });
    expect(await newer.repository(Second).get('x')).toMatchObject({ name: 'b', colour: 'red' });
  });

  test('that two models have in common is of each its own', async () => {
    @Model('a')
    class A {
      @Id() id!: string;
      @Field('string') x!: string;
      @Unique() static readonly byX = uniqueKey((a: F<A>) => [a.x]);
    }
    @Model('b')
    class B {
      @Id() id!: string;
      @Field('int') x!: number;
      @Unique() static readonly byX = uniqueKey((b: F<B>) => [b.x]);
    }
    const db = await databases.connect([A, B]);
    await db.repository(A).insert({ id: '1', x: 'same' });
    await db.repository(B).insert({ id: '1', x: 5 });
    expect((await db.repository(A).by('byX', 'same').one())?.id).toBe('1');
    expect((await db.repository(B).by('byX', 5).one())?.x).toBe(5);
  });
});

describe('what is stored', () => {
  test('is never skipped when it cannot be read', async () => {
    const { namespace, db } = await withRows(3);
    const prefix = Buffer.concat([
      Uint8Array.of(1),
      Buffer.from(namespace),
      Uint8Array.of(0),
      Buffer.from('r'),
    ]);
    const end = Buffer.from(prefix);
    end[end.length - 1]!++;
    const keys: Uint8Array[] = [];
    for await (const { key: each } of db.client.snapshot().scan({ start: prefix, end })) keys.push(each);
    await db.client.transaction(async (txn) => txn.put(keys[1]!, Uint8Array.of(1, 1, 0, 99)));
    const items = db.repository(First);
    const corrupt = {
      code: 'ORM_CORRUPT_ROW',
      details: { key: Buffer.from(keys[1]!).toString('hex'), model: 'item' },
    };
    await expect(items.get('0001')).rejects.toMatchObject(corrupt);
    await expect(items.getMany(['0000', '0001'])).rejects.toMatchObject(corrupt);
    await expect(items.all().limit(5).toArray()).rejects.toMatchObject(corrupt);
    await expect(items.by('byName').limit(5).toArray()).rejects.toMatchObject(corrupt);
    await expect(items.update('0001', { size: 1 })).rejects.toMatchObject(corrupt);
    await expect(items.delete('0001')).rejects.toMatchObject(corrupt);
    await db.client.transaction(async (txn) => txn.delete(keys[1]!));
    await expect(items.by('byName').limit(5).toArray()).rejects.toMatchObject({
      code: 'ORM_INDEX_INTEGRITY',
    });
  });
});
