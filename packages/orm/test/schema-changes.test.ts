/** The stored schema beside the declared one, the lease that writes are fenced by, and the duties. */

import { describe, expect, test } from '@jest/globals';
import {
  type F,
  Field,
  Id,
  Index,
  IndexNotReadyError,
  Model,
  SchemaChangedError,
  SchemaMismatchError,
  key,
  inspectSchema,
} from '../src/index';
import { counted, useDatabases } from './support/database';

const databases = useDatabases();
const schema = { leaseMs: 300 };

@Model('part')
class Old {
  @Id() id!: string;
  @Field('string') name!: string;
  @Field('int') size!: number;
  @Index() static readonly byName = key((p: F<Old>) => [p.name]);
  @Index() static readonly bySize = key((p: F<Old>) => [p.size]);
}

@Model('part')
class New {
  @Id() id!: string;
  @Field('string') name!: string;
  @Field('int') size!: number;
  @Field('string') colour?: string;
  @Index() static readonly byName = key((p: F<New>) => [p.name.ci]);
  @Index<New>({ when: { size: { gte: 3 } } }) static readonly large = key((p: F<New>) => [p.size.desc]);
}

@Model('part')
class Unsafe {
  @Id({ of: (p: F<Unsafe>) => [p.name] }) id!: string;
  @Field('string') name!: string;
  @Field('string') size!: string;
}

async function parts(namespace: string) {
  const db = await databases.connect([Old], { namespace, schema });
  await db
    .repository(Old)
    .insertMany(Array.from({ length: 10 }, (_, i) => ({ id: `${i}`, name: `N${i}`, size: i })));
  return db;
}

describe('the stored schema beside the declared one', () => {
  test('is compared without changing anything, and becomes it by apply', async () => {
    const namespace = databases.namespace();
    await parts(namespace);
    const view = inspectSchema({ client: databases.client, namespace, models: [New] });
    const before = await view.stored();
    const about = ({ kind, name, safety }: Record<string, unknown>): unknown[] => [kind, name, safety];
    expect((await view.diff()).map((each) => about({ ...each }))).toEqual([
      ['new-column', 'colour', 'automatic'],
      ['changed-index', 'byName', 'build'],
      ['new-index', 'large', 'build'],
      ['unused-index', 'bySize', 'removal'],
    ]);
    expect(await view.stored()).toEqual(before);
    expect(view.print().models[0]!.indexes).toMatchObject([
      { name: 'byName', parts: 'name ci', when: null, state: 'absent' },
      { name: 'large', parts: 'size desc', when: '[{"column":"size","operator":"gte","operand":3}]' },
    ]);
    const db = await databases.connect([New], { namespace });
    expect(await db.schema.plan()).toEqual([
      { action: 'build-index', model: 'part', name: 'byName', safety: 'build' },
      { action: 'build-index', model: 'part', name: 'large', safety: 'build' },
      { action: 'remove-index', model: 'part', name: 'bySize', safety: 'removal' },
    ]);
    const applied = await db.schema.apply();
    expect(applied.done.map(({ action, name }) => [action, name])).toEqual([
      ['build-index', 'byName'],
      ['build-index', 'large'],
      ['remove-index', 'byName'],
    ]);
    expect(applied.left.map(({ name }) => name)).toEqual(['bySize']);
    expect((await db.schema.check()).differences.map(({ kind }) => kind)).toEqual(['unused-index']);
    expect((await db.schema.apply({ allowDataLoss: true })).done).toMatchObject([{ name: 'bySize' }]);
    expect(await db.schema.check()).toEqual({ isCurrent: true, differences: [] });
    expect((await db.repository(New).by('byName', 'n4').first())?.id).toBe('4');
    expect(await db.repository(New).by('large').count()).toBe(7);
    expect((await db.indexes.verify()).isRight).toBe(true);
    expect(JSON.parse(JSON.stringify(await db.schema.stored()))).toEqual(await db.schema.stored());
  });

  test('refuses what cannot be changed in place, and says the way out', async () => {
    const namespace = databases.namespace();
    await parts(namespace);
    const view = inspectSchema({ client: databases.client, namespace, models: [Unsafe] });
    const refused = (await view.diff()).filter(({ safety }) => safety === 'refused');
    expect(refused).toMatchObject([
      { kind: 'changed-id', stored: 'text', declared: 'name' },
      { kind: 'changed-column', name: 'size', stored: 'int', declared: 'string' },
    ]);
    for (const { remedy } of refused) expect(remedy).not.toBe('');
    await expect(databases.connect([Unsafe], { namespace })).rejects.toThrow(SchemaMismatchError);
    expect((await view.check()).isCurrent).toBe(false);
  });
});

describe('the lease of the schema', () => {
  test('costs writes nothing while it lasts, and one small read when it is over', async () => {
    let nowMs = 1000;
    const db = await databases.connect([Old], { schema: { leaseMs: 30_000, clock: () => nowMs } });
    const rows = db.repository(Old);
    await rows.insert({ id: 'a', name: 'a', size: 1 });
    const insert = (id: string) => () => rows.insert({ id, name: 'x', size: 1 });
    expect(await counted(databases.client, insert('b'))).toEqual({ timestamps: 1, KvPrewrite: 1 });
    nowMs += 29_000;
    expect(await counted(databases.client, insert('c'))).toEqual({ timestamps: 2, KvGet: 1, KvPrewrite: 1 });
    expect(await counted(databases.client, insert('d'))).toEqual({ timestamps: 1, KvPrewrite: 1 });
  });

  test('keeps a write that was planned before a change from committing after it', async () => {
    const namespace = databases.namespace();
    const old = await parts(namespace);
    const held = await old.begin();
    await held.repository(Old).insert({ id: 'late', name: 'late', size: 5 });
    const db = await databases.connect([New], { namespace });
    await db.indexes.build();
    const error = await held.commit().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(SchemaChangedError);
    expect(error).toMatchObject({ retryable: true });
    expect(await db.repository(New).get('late')).toBeNull();
    // Work that may be replayed is, by the new schema.
    await old.repository(Old).insert({ id: 'late', name: 'late', size: 5 });
    expect((await db.repository(New).by('large', 5).toArray()).map(({ id }) => id).sort()).toEqual([
      '5',
      'late',
    ]);
    expect((await db.indexes.verify()).isRight).toBe(true);
  });

  test('keeps a process from reading an index after others have stopped writing it', async () => {
    const namespace = databases.namespace();
    const old = await parts(namespace);
    const db = await databases.connect([New], { namespace });
    expect(await old.repository(Old).by('bySize', 5).count()).toBe(1);
    await db.schema.apply({ allowDataLoss: true });
    await db.repository(New).insert({ id: 'new', name: 'new', size: 5 });
    await expect(old.repository(Old).by('bySize', 5).count()).rejects.toThrow(IndexNotReadyError);
    expect(() => old.repository(Old).by('byName', 'N5')).toThrow(IndexNotReadyError);
  });
});

describe('the duties of a database', () => {
  @Model('visit')
  class Visit {
    @Id() id!: string;
    @Index({ ttl: '1m' }) @Field('date') at?: Date | null;
  }

  test('delete rows whose time is over, and no other', async () => {
    const db = await databases.connect([Visit], { schema });
    const visits = db.repository(Visit);
    const nowMs = Date.now();
    const at = (i: number): Date | null =>
      i % 3 === 0 ? new Date(nowMs - 3_600_000) : i % 3 === 1 ? new Date() : null;
    await visits.insertMany(Array.from({ length: 300 }, (_, i) => ({ id: `${i}`, at: at(i) })));
    await using maintenance = db.maintain({ ttl: { everyMs: 100 } });
    const deadlineMs = Date.now() + 15_000;
    while (maintenance.metrics.ttl.done < 100) {
      if (Date.now() > deadlineMs) throw new Error(JSON.stringify(maintenance.metrics));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(maintenance.metrics.ttl).toMatchObject({ done: 100, failures: 0 });
    expect(await db.indexes.verify()).toMatchObject({ isRight: true, rows: 200 });
  });

  test('end removals of indexes that were interrupted', async () => {
    const namespace = databases.namespace();
    await parts(namespace);
    const db = await databases.connect([New], { namespace });
    await db.indexes.build();
    const stop = new AbortController();
    const dropping = db.indexes.drop('part', 'bySize', { signal: stop.signal });
    setTimeout(() => stop.abort(), 100);
    await expect(dropping).rejects.toMatchObject({ code: 'TIKV_ABORTED' });
    await using maintenance = db.maintain({ indexes: { everyMs: 100 } });
    const deadlineMs = Date.now() + 15_000;
    while ((await db.indexes.list()).some(({ name }) => name === 'bySize')) {
      if (Date.now() > deadlineMs) throw new Error(JSON.stringify(maintenance.metrics));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(maintenance.metrics.indexes.failures).toBe(0);
  });

  test('are refused when they are asked for nonsense', async () => {
    const db = await databases.connect([Visit], { schema });
    expect(() => db.maintain({ ttl: { everyMs: 1 } })).toThrow(/everyMs/);
  });
});
