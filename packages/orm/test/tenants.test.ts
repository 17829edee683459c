import { describe, expect, test } from '@jest/globals';
import {
  Event,
  type F,
  Field,
  Id,
  Index,
  Model,
  type Tito,
  Unique,
  UniqueViolationError,
  key,
  uniqueKey,
} from '../src/index';
import { KeyLayout } from '../src/keys/key-layout';
import { useDatabases } from './support/database';

const databases = useDatabases();
const OPERATIONS = Number(process.env['TITO_TENANT_OPS'] ?? 150);
const SEED = Number(process.env['TITO_SEED'] ?? Date.now() % 1_000_000);

@Model('thing')
@Event<Thing>('thing.changed', { on: ['insert'], key: (t) => t.id })
class Thing {
  @Id() id!: string;
  @Field('string') owner!: string;
  @Field('string') code?: string | null;
  @Field('int') n!: number;
  @Unique() static readonly byCode = uniqueKey((t: F<Thing>) => [t.code]);
  @Index() static readonly byNumber = key((t: F<Thing>) => [t.n]);
}

const NAMES = ['a', 'a\0', 'a:', 'ab'];

describe('tenants', () => {
  test(`whose names nearly meet never do, whatever happens in them (seed ${SEED})`, async () => {
    const db = await databases.connect([Thing]);
    const random = numbers(SEED);
    await Promise.all(NAMES.map(async (name) => live(await db.withTenant(name), name, random)));
    expect(await db.repository(Thing).all().count()).toBe(0);
  });

  test('are dropped one at a time, and nothing else is touched', async () => {
    const db = await databases.connect([Thing]);
    await db.repository(Thing).insert({ id: 'x', owner: 'none', n: 0 });
    for (const name of NAMES) {
      const things = (await db.withTenant(name)).repository(Thing);
      await things.insertMany(
        Array.from({ length: 700 }, (_, n) => ({ id: `${n}`, owner: name, n, code: `${n}` })),
        { chunk: 700 },
      );
    }
    expect(await collect(db.tenants())).toEqual(NAMES);
    const before = await keysOf(db, null);
    const others = await Promise.all(NAMES.slice(1).map((name) => keysOf(db, name)));
    const progress: number[] = [];
    const dropped = await db.dropTenant('a', { onProgress: (keys) => progress.push(keys) });
    expect(dropped.keys).toBeGreaterThan(700 * 4);
    expect(progress.length).toBeGreaterThan(2);
    expect(await keysOf(db, 'a')).toEqual([]);
    expect(await Promise.all(NAMES.slice(1).map((name) => keysOf(db, name)))).toEqual(others);
    expect(await keysOf(db, null)).toEqual(before);
    expect(await collect(db.tenants())).toEqual(NAMES.slice(1));
    const again = (await db.withTenant('a')).repository(Thing);
    expect(await again.all().count()).toBe(0);
    await again.insert({ id: '1', owner: 'a', n: 1, code: '1' });
    expect((await again.by('byCode', '1').one())?.id).toBe('1');
  });

  test('that are half dropped are refused until the rest is gone too', async () => {
    const db = await databases.connect([Thing]);
    const things = (await db.withTenant('t')).repository(Thing);
    await things.insertMany(Array.from({ length: 900 }, (_, n) => ({ owner: 't', n })));
    const stop = new AbortController();
    await expect(
      db.dropTenant('t', { signal: stop.signal, onProgress: () => stop.abort() }),
    ).rejects.toMatchObject({ code: 'TIKV_ABORTED' });
    await expect(db.withTenant('t')).rejects.toMatchObject({ code: 'ORM_TENANT_DROPPING' });
    await expect(things.get('x')).rejects.toMatchObject({ code: 'ORM_CLOSED' });
    await db.dropTenant('t');
    expect(await (await db.withTenant('t')).repository(Thing).all().count()).toBe(0);
  });

  test('have unique values and events of their own', async () => {
    const db = await databases.connect([Thing]);
    const [a, b] = [await db.withTenant('a'), await db.withTenant('b')];
    expect(await db.withTenant('a')).toBe(a);
    expect([a.tenant, b.tenant, db.tenant]).toEqual(['a', 'b', null]);
    await a.repository(Thing).insert({ id: '1', owner: 'a', n: 1, code: 'same' });
    await b.repository(Thing).insert({ id: '2', owner: 'b', n: 1, code: 'same' });
    await expect(a.repository(Thing).insert({ owner: 'a', n: 1, code: 'same' })).rejects.toThrow(
      UniqueViolationError,
    );
    const seen: string[] = [];
    let done: () => void = () => undefined;
    const two = new Promise<void>((resolve) => (done = resolve));
    for (const tenant of [a, b]) {
      tenant.consume<unknown>(
        'thing.changed',
        async ({ key }) => {
          if (seen.push(`${tenant.tenant} ${key}`) === 2) done();
        },
        { group: 'g', from: 'earliest' },
      );
    }
    await two;
    expect(seen.sort()).toEqual(['a 1', 'b 2']);
  });

  test('do not join transactions of each other, and do not end them either', async () => {
    const db = await databases.connect([Thing]);
    const [a, b] = [await db.withTenant('a'), await db.withTenant('b')];
    const [inA, inB] = [a.repository(Thing), b.repository(Thing)];
    await expect(
      a.transaction(async () => {
        await inA.insert({ id: '1', owner: 'a', n: 1 });
        await b.transaction(async () => {
          await inB.insert({ id: '1', owner: 'b', n: 1 });
          expect((await inA.get('1'))?.owner).toBe('a');
        });
        await inB.insert({ id: '2', owner: 'b', n: 1 });
        await inA.insert({ id: '2', owner: 'a', n: 1 });
        throw new Error('roll back');
      }),
    ).rejects.toThrow('roll back');
    expect(await inA.all().count()).toBe(0);
    expect(await inB.all().count()).toBe(2);
  });

  test('have names of 1 to 200 bytes, and no tenants', async () => {
    const db = await databases.connect([Thing]);
    for (const name of ['', 'x'.repeat(201), '\ud800', 5 as never]) {
      await expect(db.withTenant(name)).rejects.toMatchObject({ code: 'ORM_INVALID_QUERY' });
      await expect(db.dropTenant(name)).rejects.toMatchObject({ code: 'ORM_INVALID_QUERY' });
    }
    const tenant = await db.withTenant('\0'.repeat(200));
    await tenant.repository(Thing).insert({ id: 'x'.repeat(1024), owner: 'o', n: 1, code: 'c'.repeat(2000) });
    expect(await collect(db.tenants())).toEqual(['\0'.repeat(200)]);
    await expect(tenant.withTenant('x')).rejects.toMatchObject({ code: 'PROTOCOL_INVALID_ARGUMENT' });
  });
});

/** Random writes and reads of one tenant, against a list of what it must have. */
async function live(tenant: Tito, owner: string, random: () => number): Promise<void> {
  const things = tenant.repository(Thing);
  const expected = new Map<string, { n: number; code: string | null }>();
  const pick = (below: number): number => Math.floor(random() * below);
  for (let i = 0; i < OPERATIONS; i++) {
    const id = `${pick(30)}`;
    const row = { n: pick(10), code: random() < 0.5 ? `c${id}` : null };
    const kind = pick(6);
    if (kind === 0) {
      if (await things.delete(id)) expect(expected.delete(id)).toBe(true);
      else expect(expected.has(id)).toBe(false);
    } else if (kind === 1) {
      const found = await things.by('byNumber', row.n).toArray();
      const wanted = [...expected].filter(([, { n }]) => n === row.n).map(([each]) => each);
      expect(found.map((thing) => thing.id).sort()).toEqual(wanted.sort());
      for (const thing of found) expect(thing.owner).toBe(owner);
    } else if (kind === 2) {
      const found = await things.by('byCode', `c${id}`).one();
      expect(found?.id ?? null).toBe((expected.get(id)?.code ?? null) === null ? null : id);
    } else if (kind === 3) {
      const found = await things.get(id);
      expect(found === null ? null : { n: found.n, code: found.code }).toEqual(expected.get(id) ?? null);
    } else {
      await things.upsert({ id, owner, ...row });
      expected.set(id, row);
    }
  }
  expect(await things.all().count()).toBe(expected.size);
  for await (const thing of things.all()) expect(thing.owner).toBe(owner);
}

/** Every key of a tenant, or of the namespace without its tenants, in hexadecimal. */
async function keysOf(db: Tito, tenant: string | null): Promise<string[]> {
  const layout = new KeyLayout(db.namespace, tenant);
  const tenants = layout.tenants();
  const keys: string[] = [];
  for await (const { key: each } of db.client.snapshot().scan(layout.everything(), { keyOnly: true })) {
    if (tenant === null && Buffer.compare(each, tenants.start) >= 0 && Buffer.compare(each, tenants.end) < 0)
      continue;
    keys.push(Buffer.from(each).toString('hex'));
  }
  return keys;
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** A generator of numbers from 0 to 1 (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
