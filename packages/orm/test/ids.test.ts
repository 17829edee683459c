/** Ids: made by the model, made of fields, spread over regions; and rows by many of them. */

import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  type F,
  Field,
  Id,
  Index,
  Model,
  type Ref,
  Relation,
  type Repository,
  type Tito,
  key,
} from '../src/index';
import { counted, useDatabases } from './support/database';

@Model('order')
class Order {
  @Id() id!: string;
  @Field('string') customer?: string;
}

@Model('line')
class Line {
  @Id({ of: (l: F<Line>) => [l.order, l.number] }) id!: string;
  @Relation(() => Order, { onDelete: 'cascade' }) order!: Ref<Order>;
  @Field('int') number!: number;
  @Field('string') article?: string;

  @Index() static readonly byArticle = key((l: F<Line>) => [l.article]);
}

@Model('reading')
class Reading {
  @Id({ shard: 16 }) id!: string;
  @Field('int') value!: number;
}

const databases = useDatabases();
let db: Tito;
let orders: Repository<typeof Order>;
let lines: Repository<typeof Line>;

beforeAll(async () => {
  db = await databases.connect([Order, Line, Reading]);
  orders = db.repository(Order);
  lines = db.repository(Line);
});

describe('an id that is made of fields', () => {
  test('is that of their values, which are required and stay', async () => {
    const order = await orders.insert({ id: 'o1' });
    const line = await lines.insert({ order, number: 3, article: 'pen' });
    expect(line.id).toBe('o1!a3');
    expect(lines.idOf({ order: 'o1', number: 3 })).toBe(line.id);
    expect(await lines.get(lines.idOf({ order, number: 3 }))).toMatchObject({ number: 3, article: 'pen' });

    const invalid = { code: 'ORM_INVALID_VALUE' };
    await expect(lines.insert({ order, number: 3 })).rejects.toMatchObject({ code: 'ORM_ALREADY_EXISTS' });
    await expect(lines.insert({ order })).rejects.toMatchObject(invalid);
    await expect(lines.insert({ order, number: 4, id: 'o1!a5' })).rejects.toMatchObject(invalid);
    await expect(lines.update(line.id, { number: 4 })).rejects.toMatchObject(invalid);
    await expect(lines.update(line.id, (l) => void (l.number = 4))).rejects.toMatchObject(invalid);
    expect(() => lines.idOf({ order })).toThrow(expect.objectContaining(invalid));
    expect(() => orders.idOf({ customer: 'x' })).toThrow(
      expect.objectContaining({ code: 'ORM_INVALID_QUERY' }),
    );
    expect((await lines.update(line.id, { article: 'ink', number: 3 })).article).toBe('ink');
    expect((await lines.upsert({ order: 'o1', number: 3, article: 'cap' })).id).toBe(line.id);
    expect(await lines.find({ order: 'o1' }).count()).toBe(1);
  });

  test('answers conditions on its first fields without an index, in their order', async () => {
    for (const id of ['p', 'p!', 'p"', 'q']) await orders.insert({ id });
    const numbers = [-20, -3, 0, 7, 10, 200];
    for (const order of ['p', 'p!', 'p"', 'q'])
      await lines.insertMany(numbers.map((number) => ({ order, number, article: `${order}${number}` })));
    const found = async (where: Parameters<typeof lines.find>[0]) =>
      (await lines.find(where).toArray()).map(({ order, number }) => [order.id, number]);
    for (const order of ['p', 'p!', 'p"', 'q']) {
      const of = (wanted: readonly number[]) => wanted.map((number) => [order, number]);
      expect(await found({ order })).toEqual(of(numbers));
      expect(await found({ order, number: { gte: -3, lt: 10 } })).toEqual(of([-3, 0, 7]));
      expect(await found({ order, number: { gt: -3, lte: 10 } })).toEqual(of([0, 7, 10]));
      expect(await found({ order, number: 7 })).toEqual(of([7]));
      expect(await found({ order, number: { gt: 10, lt: 10 } })).toEqual([]);
      expect(await found({ order, article: `${order}7` })).toEqual(of([7]));
    }
    expect((await lines.find({ order: { gt: 'p"' } }).explain()).index).toBeNull();
    expect((await found({ order: { gt: 'p"' } })).length).toBe(numbers.length);
    const page = await lines.find({ order: 'p' }).limit(4).page();
    expect((await lines.find({ order: 'p' }).limit(4).after(page.next!).page()).items.length).toBe(2);
    const cost = await counted(databases.client, () => lines.find({ order: 'p', number: 7 }).first());
    expect(cost).toEqual({ timestamps: 1, KvBatchGet: 1 });
    expect(() => lines.find({ number: 7 })).toThrow(expect.objectContaining({ code: 'ORM_NO_INDEX' }));
  });

  test('takes part in references and cascades', async () => {
    await orders.insert({ id: 'gone' });
    await lines.insertMany([1, 2].map((number) => ({ order: 'gone', number })));
    await orders.delete('gone');
    expect(await lines.find({ order: 'gone' }).count()).toBe(0);
  });

  test('is refused when its fields cannot be parts of it', () => {
    const declared = (of: (f: F<Line>) => readonly unknown[]) => {
      @Model('bad')
      class Bad {
        @Id({ of }) id!: string;
        @Field('int') number!: number;
        @Field('json') article!: string;
      }
      return databases.connect([Bad]);
    };
    const refused = { code: 'ORM_DEFINITION' };
    return Promise.all([
      expect(declared(() => [])).rejects.toMatchObject(refused),
      expect(declared((f) => [f.article])).rejects.toMatchObject(refused),
      expect(declared((f) => [f.number.desc])).rejects.toMatchObject(refused),
      expect(declared((f) => [f.number, f.number])).rejects.toMatchObject(refused),
      expect(declared((f) => [f.order])).rejects.toMatchObject(refused),
    ]);
  });
});

describe('generated ids', () => {
  test('are spread over as many beginnings as the model says', async () => {
    const readings = db.repository(Reading);
    await readings.insertMany(Array.from({ length: 400 }, (_, value) => ({ value })));
    const ids = (await readings.all().limit(1000).toArray()).map(({ id }) => id);
    const prefixes = new Set(ids.map((id) => id.slice(0, 3)));
    expect(prefixes.size).toBe(16);
    for (const id of ids) expect(id).toMatch(/^0[0-9a-f]-[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect((await readings.get(ids[0] as string))?.id).toBe(ids[0]);
  });
});

describe('many ids', () => {
  test('are read in one request, in the order of rows, absent ones left out', async () => {
    const ids = Array.from({ length: 40 }, (_, i) => `m${String(i).padStart(2, '0')}`);
    await orders.insertMany(ids.map((id) => ({ id, customer: id })));
    const query = orders.find({ id: { in: [...ids, 'absent', ...ids].reverse() } });
    let found: Order[] = [];
    const cost = await counted(databases.client, async () => (found = await query.toArray()));
    expect(cost).toEqual({ timestamps: 1, KvBatchGet: 1 });
    expect(found.map(({ id }) => id)).toEqual(ids);
    expect((await query.reverse().limit(3).toArray()).map(({ id }) => id)).toEqual(ids.slice(-3).reverse());
    expect(await query.count()).toBe(40);
    expect(await query.limit(7).count()).toBe(7);
    const page = await query.limit(15).page();
    const next = await query.limit(15).after(page.next!).page();
    expect([...page.items, ...next.items].map(({ id }) => id)).toEqual(ids.slice(0, 30));
    expect((await query.limit(15).before(next.prev!).page()).items.map(({ id }) => id)).toEqual(
      ids.slice(0, 15),
    );
    expect((await query.explain()).requests).toEqual({ timestamps: 1, scans: 0, batches: 1 });
  });
});
