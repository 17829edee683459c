import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  InvalidCursorError,
  InvalidQueryError,
  NoIndexError,
  type Repository,
  ScanLimitError,
  type Tito,
  UnboundedQueryError,
  UnknownIndexError,
} from '../src/index';
import { counted, useDatabases } from './support/database';
import { Post, Tag, User } from './support/models';

const databases = useDatabases();
let db: Tito;
let users: Repository<typeof User>;

beforeAll(async () => {
  db = await databases.connect([User, Post, Tag]);
  users = db.repository(User);
  const cities = ['Oslo', 'Bergen', null];
  await users.insertMany(
    Array.from({ length: 30 }, (_, i) => ({
      id: `u${String(i).padStart(2, '0')}`,
      name: `name ${String.fromCharCode(97 + (i % 5))}${i}`,
      email: `user${i}@Example.com`,
      city: cities[i % 3]!,
      age: i === 29 ? null : i,
      active: i % 2 === 0,
    })),
  );
});

const ages = (items: readonly { age?: number | null }[]): unknown[] => items.map(({ age }) => age);

describe('queries by an index', () => {
  test('give rows in the order of the index, both ways', async () => {
    const down = await users.by('byActive', true).toArray();
    expect(ages(down)).toEqual([28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0]);
    expect(ages(await users.by('byActive', true).reverse().toArray())).toEqual(ages(down).reverse());
    expect(down[0]).toBeInstanceOf(User);
  });

  test('bound the next part, descending ones by value', async () => {
    const active = users.by('byActive', true);
    expect(ages(await active.range.gte(24).toArray())).toEqual([28, 26, 24]);
    expect(ages(await active.range.gt(24).toArray())).toEqual([28, 26]);
    expect(ages(await active.range.lt(4).toArray())).toEqual([2, 0]);
    expect(ages(await active.range.lte(4).toArray())).toEqual([4, 2, 0]);
    expect(ages(await active.range.between(4, 8).reverse().toArray())).toEqual([4, 6, 8]);
    expect(ages(await active.range.between(8, 4).toArray())).toEqual([]);
    expect(ages(await active.range.in([8, 4, 5, 8]).toArray())).toEqual([8, 4]);
    expect((await users.by('byName').range.startsWith('name a').toArray()).length).toBe(6);
    expect((await users.by('byEmail').range.startsWith('USER1').toArray()).length).toBe(11);
  });

  test('find unique rows whatever the case, and none where there is none', async () => {
    expect((await users.by('byEmail', 'USER7@example.COM').oneOrThrow()).age).toBe(7);
    expect(await users.by('byEmail', 'nobody').one()).toBeNull();
    expect(await users.by('byEmail', 'user7@example.com').exists()).toBe(true);
    await expect(users.by('byEmail', 'nobody').oneOrThrow()).rejects.toMatchObject({ code: 'ORM_NOT_FOUND' });
  });

  test('limit, count, filter and select', async () => {
    const active = users.by('byActive', true);
    expect(ages(await active.limit(2).toArray())).toEqual([28, 26]);
    expect(
      ages(
        await active
          .filter((u) => u.age! % 4 === 0)
          .limit(3)
          .toArray(),
      ),
    ).toEqual([28, 24, 20]);
    expect(await active.count()).toBe(15);
    expect(await active.limit(4).count()).toBe(4);
    expect(await active.filter((u) => u.age! < 10).count()).toBe(5);
    expect(await active.exists()).toBe(true);
    expect(await active.range.gt(100).exists()).toBe(false);
    expect((await active.first())?.age).toBe(28);
    expect(await active.select('id', 'age').first()).toEqual({ id: 'u28', age: 28 });
  });

  test('iterate chunk by chunk', async () => {
    const seen: unknown[] = [];
    for await (const user of users.by('byName')) {
      seen.push(user.id);
      if (seen.length === 25) break;
    }
    expect(seen.length).toBe(25);
    expect(new Set(seen).size).toBe(25);
  });

  test('read one moment, whatever is written meanwhile', async () => {
    const other = await databases.connect([Tag]);
    const tags = other.repository(Tag);
    await tags.insertMany(
      Array.from({ length: 600 }, (_, i) => ({ id: String(i).padStart(4, '0'), name: 'old' })),
    );
    const names = new Set<string>();
    let count = 0;
    for await (const tag of tags.all()) {
      if (count++ === 0) {
        await tags.update('0599', { name: 'new' });
        await tags.delete('0598');
        await tags.insert({ id: '9999', name: 'new' });
      }
      names.add(tag.name);
    }
    expect([count, [...names]]).toEqual([600, ['old']]);
  });

  test('refuse what cannot be meant, at once', () => {
    const untyped = users as unknown as { by(...args: unknown[]): unknown };
    expect(() => untyped.by('nope')).toThrow(UnknownIndexError);
    expect(() => untyped.by('toString')).toThrow(UnknownIndexError);
    expect(() => untyped.by(undefined)).toThrow(UnknownIndexError);
    expect(() => users.by('byName', undefined as never)).toThrow(InvalidQueryError);
    expect(() => users.by('byName', 5 as never)).toThrow(InvalidQueryError);
    expect(() => untyped.by('byName', 'a', 'b')).toThrow(InvalidQueryError);
    expect(() => users.by('byActive', true).range.gte(null as never)).toThrow(InvalidQueryError);
    expect(() => users.by('byActive', true).range.gte(undefined as never)).toThrow(InvalidQueryError);
    expect(() => users.by('byActive', true).range.in('x' as never)).toThrow(InvalidQueryError);
    expect(() => users.by('byEmail', null as never)).toThrow(InvalidQueryError);
    for (const limit of [0, -1, 1.5, NaN, '5']) {
      expect(() => users.all().limit(limit as never)).toThrow(InvalidQueryError);
    }
    expect(() => users.all().select('nope' as never)).toThrow(InvalidQueryError);
    try {
      users.by('byActive', 'yes' as never);
    } catch (error) {
      expect(error).toMatchObject({
        details: { model: 'user', index: 'byActive', field: 'active', expected: 'a boolean', got: 'string' },
      });
    }
  });

  test('refuse to collect a whole model by accident', async () => {
    await expect(users.all().toArray()).rejects.toThrow(UnboundedQueryError);
    await expect(users.by('byName').toArray()).rejects.toThrow(UnboundedQueryError);
    expect((await users.all().limit(Infinity).toArray()).length).toBe(30);
  });

  test('stop when a filter finds nothing for too long', async () => {
    const query = users.all().filter(() => false, { maxScan: 10 });
    await expect(query.first()).rejects.toThrow(ScanLimitError);
  });

  test('end with their signal', async () => {
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    await expect(users.all().signal(controller.signal).first()).rejects.toMatchObject({
      code: 'TIKV_ABORTED',
    });
  });
});

describe('pages', () => {
  test('follow each other in both directions, without gaps or repetitions', async () => {
    for (const query of [
      users.by('byActive', true),
      users.by('byActive', true).reverse(),
      users.by('byName'),
      users.all(),
    ]) {
      const all = (await query.limit(100).toArray()).map(({ id }) => id);
      const forward: string[][] = [];
      let page = await query.limit(4).page();
      expect(page.prev).toBeNull();
      for (;;) {
        forward.push(page.items.map(({ id }) => id));
        if (page.next === null) break;
        page = await query.limit(4).after(page.next).page();
      }
      expect(forward.flat()).toEqual(all);
      const backward: string[][] = [];
      while (page.prev !== null) {
        page = await query.limit(4).before(page.prev).page();
        backward.unshift(page.items.map(({ id }) => id));
      }
      expect([...backward, forward.at(-1)!]).toEqual(forward);
    }
  });

  test('stay in place when rows come and go', async () => {
    const tags = (await databases.connect([Tag])).repository(Tag);
    await tags.insertMany(['a', 'b', 'c', 'd'].map((id) => ({ id, name: id })));
    const first = await tags.all().limit(2).page();
    await tags.delete('b');
    await tags.insert({ id: 'bb', name: 'bb' });
    await tags.insert({ id: 'aa', name: 'aa' });
    const second = await tags.all().limit(2).after(first.next!).page();
    expect(second.items.map(({ id }) => id)).toEqual(['bb', 'c']);
    expect((await tags.all().before(second.prev!).page()).items.map(({ id }) => id)).toEqual(['a', 'aa']);
  });

  test('refuse cursors of other queries, changed ones and nonsense', async () => {
    const { next } = await users.by('byActive', true).limit(2).page();
    const cursor = next!;
    expect((await users.by('byActive', true).limit(5).after(cursor).page()).items[0]?.age).toBe(24);
    const others = [
      users.by('byActive', false),
      users.by('byActive', true).range.gt(0),
      users.by('byActive', true).reverse(),
      users.by('byName'),
      users.all(),
    ];
    for (const other of others) await expect(other.after(cursor).page()).rejects.toThrow(InvalidCursorError);
    for (const bad of [`${cursor}A`, cursor.slice(1), 'x']) {
      await expect(users.by('byActive', true).after(bad).page()).rejects.toThrow(InvalidCursorError);
    }
    for (const bad of ['', null, undefined, 5]) {
      expect(() => users.by('byActive', true).after(bad as never)).toThrow(InvalidCursorError);
    }
    const elsewhere = (await databases.connect([User, Post, Tag])).repository(User);
    await expect(elsewhere.by('byActive', true).after(cursor).page()).rejects.toThrow(InvalidCursorError);
  });

  test('refuse cursors of a find with other conditions, also those that no index answers', async () => {
    const { next } = await users.find({ city: 'Oslo', rev: 1 }).limit(2).page();
    expect((await users.find({ city: 'Oslo', rev: 1 }).limit(2).after(next!).page()).items.length).toBe(2);
    await expect(users.find({ city: 'Oslo', rev: 2 }).after(next!).page()).rejects.toThrow(
      InvalidCursorError,
    );
    await expect(users.find({ city: 'Oslo' }).after(next!).page()).rejects.toThrow(InvalidCursorError);
  });

  test('count items after a filter', async () => {
    const query = users.by('byName').filter((u) => u.active);
    const first = await query.limit(10).page();
    const second = await query.limit(10).after(first.next!).page();
    expect([first.items.length, second.items.length, second.next]).toEqual([10, 5, null]);
  });
});

describe('find', () => {
  const indexOf = async (where: Parameters<typeof users.find>[0]): Promise<unknown> => {
    const { index, residual } = await users.find(where).explain();
    return [index, residual];
  };

  test('picks the index that narrows most', async () => {
    expect(await indexOf({ city: 'Oslo' })).toEqual(['byCityAge', []]);
    expect(await indexOf({ city: 'Oslo', age: { gte: 3, lt: 9 } })).toEqual(['byCityAge', []]);
    expect(await indexOf({ city: 'Oslo', name: 'x' })).toEqual(['byName', ['city']]);
    expect(await indexOf({ email: 'a@b.c' })).toEqual(['byEmail', ['email']]);
    expect(await indexOf({ active: true, age: { gt: 3 } })).toEqual(['byActive', []]);
    expect(await indexOf({ active: true })).toEqual(['byActive', []]);
    expect(await indexOf({ active: true, email: 'a@b.c' })).toEqual(['byEmail', ['active', 'email']]);
    expect(await indexOf({ active: true, age: 3, email: 'a@b.c' })).toEqual([
      'byEmail',
      ['active', 'age', 'email'],
    ]);
    expect(await indexOf({ id: 'u01', city: 'Oslo' })).toEqual([null, ['city']]);
  });

  test('gives what the conditions say, null being null or absent', async () => {
    const all = await users.all().limit(100).toArray();
    const check = async (
      where: Parameters<typeof users.find>[0],
      accepts: (u: User) => boolean,
    ): Promise<void> => {
      const found = (await users.find(where).toArray()).map(({ id }) => id).sort();
      expect(found).toEqual(
        all
          .filter(accepts)
          .map(({ id }) => id)
          .sort(),
      );
    };
    await check(
      { city: 'Oslo', age: { gte: 6, lt: 20 } },
      (u) => u.city === 'Oslo' && u.age! >= 6 && u.age! < 20,
    );
    await check({ city: null }, (u) => u.city === null);
    await check({ city: { in: ['Oslo', 'Bergen'] }, active: true }, (u) => u.city !== null && u.active);
    await check({ city: 'Oslo', age: { ne: 3 } }, (u) => u.city === 'Oslo' && u.age !== 3);
    await check({ city: 'Bergen', email: { exists: false } }, () => false);
    await check({ id: { in: ['u01', 'u05', 'zz'] } }, (u) => ['u01', 'u05'].includes(u.id));
    await check({ email: 'user7@example.com' }, () => false);
    await check({ email: 'user7@Example.com' }, (u) => u.age === 7);
    await check({ active: true, age: { lt: 5 } }, (u) => u.active && u.age !== null && u.age! < 5);
  });

  test('says which index is missing', () => {
    try {
      users.find({ age: { gte: 3 }, rev: 1 });
      throw new Error('an index was found');
    } catch (error) {
      expect(error).toBeInstanceOf(NoIndexError);
      expect(error).toMatchObject({
        details: {
          model: 'user',
          suggestion: '@Index() static readonly byRevAge = key((f: F<User>) => [f.rev, f.age]);',
        },
      });
    }
    expect(() => users.find({ active: false, age: 3 })).toThrow(NoIndexError);
  });

  test('refuses undefined, nothing and unknown fields', () => {
    for (const where of [
      {},
      { city: undefined },
      { city: 'x', age: undefined },
      { nope: 1 },
      { tags: ['a'] },
      { age: 'x' },
      { age: { gt: null } },
      { age: { in: 5 } },
      null,
      undefined,
    ]) {
      expect(() => users.find(where as never)).toThrow(InvalidQueryError);
    }
  });
});

describe('the past', () => {
  test('is read with rows, indexes and relations of that moment, and cannot be written', async () => {
    const database = await databases.connect([User, Post, Tag]);
    const [people, posts] = [database.repository(User), database.repository(Post)];
    await people.insert({ id: 'u', name: 'before' });
    await posts.insert({ id: 'p', title: 'x', author: 'u' });
    const past = database.at(await databases.client.timestamp());
    await people.update('u', { name: 'after' });
    expect((await past.repository(User).get('u'))?.name).toBe('before');
    expect(await past.repository(User).by('byName', 'after').exists()).toBe(false);
    expect(
      (await past.repository(Post).by('byAuthor', 'u').include({ author: true }).first())?.author?.name,
    ).toBe('before');
    const post = await past.repository(Post).getOrThrow('p');
    expect((await post.author!.load()).name).toBe('before');
    const writable = past.repository(User) as unknown as Repository<typeof User>;
    await expect(writable.delete('u')).rejects.toMatchObject({ code: 'ORM_READ_ONLY' });
    expect(await counted(databases.client, () => past.repository(User).get('u'))).toEqual({
      timestamps: 0,
      KvGet: 1,
    });
    expect(() => database.at(-5n)).toThrow();
    expect(() => database.at(new Date(NaN))).toThrow();
    expect(() => database.at(new Date(Date.now() + 3_600_000))).toThrow();
  });
});
