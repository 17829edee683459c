import { beforeAll, describe, expect, test } from '@jest/globals';
import { InvalidQueryError, InvalidValueError, NotFoundError, type Tito } from '../src/index';
import { counted, useDatabases } from './support/database';
import { Post, Tag, User } from './support/models';

const databases = useDatabases();
let db: Tito;

beforeAll(async () => {
  db = await databases.connect([User, Post, Tag]);
  const [users, posts, tags] = [db.repository(User), db.repository(Post), db.repository(Tag)];
  for (const id of ['t1', 't2', 't3']) await tags.insert({ id, name: `tag ${id}` });
  const ann = await users.insert({ id: 'ann', name: 'Ann' });
  await users.insert({ id: 'bob', name: 'Bob' });
  const first = await tags.getOrThrow('t3');
  await posts.insert({ id: 'p1', title: 'One', author: ann, tags: [first, 't1'] });
  await posts.insert({ id: 'p2', title: 'Two', author: 'ann', tags: ['t1', 't2', 't1'] });
  await posts.insert({ id: 'p3', title: 'Three', author: 'bob' });
  await posts.insert({ id: 'p4', title: 'Four', author: 'ghost', tags: ['gone', 't2'] });
});

describe('references', () => {
  test('are stored as ids, loaded on demand, and serialise as ids', async () => {
    const post = await db.repository(Post).getOrThrow('p1');
    expect(post.author?.id).toBe('ann');
    expect((await post.author!.load()).name).toBe('Ann');
    expect(post.tags.map(({ id }) => id)).toEqual(['t3', 't1']);
    expect(JSON.parse(JSON.stringify(post))).toEqual({
      id: 'p1',
      title: 'One',
      author: 'ann',
      tags: ['t3', 't1'],
    });
    const orphan = await db.repository(Post).getOrThrow('p4');
    expect(await orphan.author!.loadOrNull()).toBeNull();
    await expect(orphan.author!.load()).rejects.toThrow(NotFoundError);
    const none = await db.repository(Post).insert({ title: 'x', author: null });
    expect(none.author).toBeNull();
    expect(none.tags).toEqual([]);
    await db.repository(Post).delete(none.id);
  });

  test('that are loaded in one tick share one request', async () => {
    const posts = await db.repository(Post).getMany(['p1', 'p2', 'p3']);
    const calls = await counted(databases.client, async () => {
      const authors = await Promise.all(posts.map((post) => post!.author!.load()));
      expect(authors.map(({ name }) => name)).toEqual(['Ann', 'Ann', 'Bob']);
    });
    expect(calls).toEqual({ timestamps: 1, KvBatchGet: 1 });
  });

  test('take ids, references and entities, and nothing else', async () => {
    const posts = db.repository(Post);
    for (const author of [5, '', { name: 'x' }, ['ann'], {}]) {
      await expect(posts.insert({ title: 'x', author: author as never })).rejects.toThrow(InvalidValueError);
    }
    for (const tags of ['t1', [5], [''], {}]) {
      await expect(posts.insert({ title: 'x', tags: tags as never })).rejects.toThrow(InvalidValueError);
    }
  });
});

describe('include', () => {
  test('loads references and lists in stored order, level by level, of one moment', async () => {
    let found: unknown[] = [];
    const calls = await counted(databases.client, async () => {
      const posts = await db
        .repository(Post)
        .by('byAuthor', 'ann')
        .include({ author: true, tags: true })
        .toArray();
      found = posts.map((post) => [post.title, post.author?.name, post.tags.map(({ name }) => name)]);
    });
    expect(found).toEqual([
      ['One', 'Ann', ['tag t3', 'tag t1']],
      ['Two', 'Ann', ['tag t1', 'tag t2', 'tag t1']],
    ]);
    expect(calls).toEqual({ timestamps: 1, KvScan: 1, KvBatchGet: 2 });
  });

  test('loads what points back, and what that points at', async () => {
    let names: unknown;
    const calls = await counted(databases.client, async () => {
      const users = await db
        .repository(User)
        .by('byName')
        .include({ posts: { author: true, tags: true } })
        .limit(10)
        .toArray();
      names = users.map((user) => [
        user.name,
        user.posts.map((p) => [p.title, p.author?.name, p.tags.length]),
      ]);
      expect(() => JSON.stringify(users)).not.toThrow();
      expect(users[0]!.posts[0]!.author).toBeInstanceOf(User);
    });
    expect(names).toEqual([
      [
        'Ann',
        [
          ['One', 'Ann', 2],
          ['Two', 'Ann', 3],
        ],
      ],
      ['Bob', [['Three', 'Bob', 0]]],
    ]);
    // One scan of the index, two of the inverse relation in parallel; rows, posts, then authors and tags.
    expect(calls).toEqual({ timestamps: 1, KvScan: 3, KvBatchGet: 3 });
  });

  test('gives null for a reference to nothing, and leaves holes out of lists', async () => {
    const post = await db
      .repository(Post)
      .by('byAuthor', 'ghost')
      .include({ author: true, tags: true })
      .first();
    expect(post?.author).toBeNull();
    expect(post?.tags.map(({ id }) => id)).toEqual(['t2']);
  });

  test('never goes into the row: saving what was loaded stores ids', async () => {
    const posts = db.repository(Post);
    const loaded = await posts.by('byAuthor', 'bob').include({ author: true }).first();
    const saved = await posts.save({ ...loaded!, title: 'Three!' } as never);
    expect(saved.author).toMatchObject({ id: 'bob' });
    expect(JSON.parse(JSON.stringify(await posts.get('p3')))).toEqual({
      id: 'p3',
      title: 'Three!',
      author: 'bob',
      tags: [],
    });
    const users = db.repository(User);
    const ann = await users.by('byName', 'Ann').include({ posts: true }).first();
    await users.update('ann', { ...ann!, age: 5, rev: undefined });
    expect((await users.by('byName', 'Ann').include({ posts: true }).first())?.posts.length).toBe(2);
  });

  test('works for unique rows, and filters see what was loaded', async () => {
    const users = db.repository(User);
    await users.update('bob', { email: 'bob@b.c' });
    expect((await users.by('byEmail', 'bob@b.c').include({ posts: true }).one())?.posts.length).toBe(1);
    const posts = db.repository(Post);
    const byAnn = await posts
      .all()
      .include({ author: true })
      .filter((p) => p.author?.name === 'Ann')
      .limit(5)
      .toArray();
    expect(byAnn.map(({ id }) => id)).toEqual(['p1', 'p2']);
  });

  test('refuses what is no relation', async () => {
    await expect(
      db
        .repository(Post)
        .all()
        .include({ title: true } as never)
        .first(),
    ).rejects.toThrow(InvalidQueryError);
  });
});

describe('collections', () => {
  test('are read when asked', async () => {
    const ann = await db.repository(User).getOrThrow('ann');
    expect((await ann.posts.load()).map(({ title }) => title)).toEqual(['One', 'Two']);
    expect((await ann.posts.load({ limit: 1 })).length).toBe(1);
    expect(await ann.posts.count()).toBe(2);
    const titles: string[] = [];
    for await (const post of ann.posts) titles.push(post.title);
    expect(titles).toEqual(['One', 'Two']);
    expect(JSON.parse(JSON.stringify(ann))).not.toHaveProperty('posts');
  });
});
