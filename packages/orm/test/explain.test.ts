/** What a query would read, and what one execution did. */

import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Repository, type Tito } from '../src/index';
import { useDatabases } from './support/database';
import { Post, Tag, User } from './support/models';

const databases = useDatabases();
let db: Tito;
let users: Repository<typeof User>;

beforeAll(async () => {
  db = await databases.connect([User, Post, Tag]);
  users = db.repository(User);
  await users.insertMany(
    Array.from({ length: 40 }, (_, i) => ({
      id: `u${String(i).padStart(2, '0')}`,
      name: `name ${i}`,
      city: i < 30 ? 'Oslo' : 'Bergen',
      age: i,
    })),
  );
  await db
    .repository(Post)
    .insertMany(['a', 'b', 'c'].map((id) => ({ id, title: id, author: 'u01', tags: [] })));
});

const ends = async (query: { explain(): Promise<{ ranges: readonly { from: unknown; to: unknown }[] }> }) =>
  (await query.explain()).ranges.map(({ from, to }) => [from, to]);

describe('explain', () => {
  test('shows ranges of keys by the values at their ends', async () => {
    const oslo = ['Oslo'];
    expect(await ends(users.find({ city: 'Oslo' }))).toEqual([[oslo, oslo]]);
    expect(await ends(users.find({ city: 'Oslo', age: { gte: 3, lte: 5 } }))).toEqual([
      [
        ['Oslo', 3],
        ['Oslo', 5],
      ],
    ]);
    expect(await ends(users.find({ city: { in: ['Oslo', 'Bergen'] } }))).toEqual([
      [['Bergen'], ['Bergen']],
      [oslo, oslo],
    ]);
    expect(await ends(users.by('byActive', true).range.gte(7))).toEqual([[[true], [true, 7]]]);
    expect(await ends(users.find({ id: 'u01' }))).toEqual([[['u01'], ['u01']]]);
    expect(await ends(users.all())).toEqual([[[], []]]);
  });

  test('reads nothing, unless it is told to run', async () => {
    const query = users.find({ city: 'Oslo', age: { gte: 3 } }).limit(10);
    expect((await query.explain()).run).toBeNull();
    expect((await query.explain({ run: true })).run).toEqual({
      requests: { scans: 1, batches: 1 },
      entriesRead: 10,
      rowsRead: 10,
      rowsReturned: 10,
      regions: 1,
    });
  });

  test('tells rows that were read and refused from those that were returned', async () => {
    const filtered = users.by('byName').filter((u) => u.age === 39);
    expect((await filtered.limit(5).explain({ run: true })).run).toMatchObject({
      entriesRead: 40,
      rowsRead: 40,
      rowsReturned: 1,
    });
    const { run, warnings } = await users.find({ city: 'Oslo', rev: 2 }).explain({ run: true });
    expect(run).toMatchObject({ entriesRead: 30, rowsRead: 30, rowsReturned: 0 });
    expect(warnings).toEqual(['rows are read and then refused: an index could answer more']);
    expect((await users.all().limit(7).explain({ run: true })).run).toMatchObject({
      requests: { scans: 1, batches: 0 },
      entriesRead: 0,
      rowsRead: 7,
      rowsReturned: 7,
    });
  });

  test('counts what relations read as well', async () => {
    const { run, includeLevels } = await users
      .find({ id: 'u01' })
      .include({ posts: true })
      .explain({ run: true });
    expect(includeLevels).toBe(1);
    expect(run).toEqual({
      requests: { scans: 1, batches: 2 },
      entriesRead: 0,
      rowsRead: 7,
      rowsReturned: 1,
      regions: 1,
    });
  });
});
