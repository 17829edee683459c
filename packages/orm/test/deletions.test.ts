import { describe, expect, test } from '@jest/globals';
import { DeletedAt, Field, Id, Model, type Ref, Relation } from '../src/index';
import { useDatabases } from './support/database';

const databases = useDatabases();

@Model('root')
class Root {
  @Id() id!: string;
}

@Model('branch')
class Branch {
  @Id() id!: string;
  @Relation(() => Root, { onDelete: 'cascade' }) root?: Ref<Root> | null;
}

@Model('leaf')
class Leaf {
  @Id() id!: string;
  @Relation(() => Branch, { onDelete: 'cascade' }) branch?: Ref<Branch> | null;
}

@Model('memo')
class Memo {
  @Id() id!: string;
  @DeletedAt() deletedAt?: Date;
  @Relation(() => Root, { onDelete: 'cascade' }) root?: Ref<Root> | null;
}

@Model('link')
class Link {
  @Id() id!: string;
  @Field('int') n?: number;
  @Relation(() => Root, { onDelete: 'setNull' }) root?: Ref<Root> | null;
}

@Model('seal')
class Seal {
  @Id() id!: string;
  @Relation(() => Branch, { onDelete: 'restrict' }) branch?: Ref<Branch> | null;
}

async function grown() {
  const db = await databases.connect([Root, Branch, Leaf, Memo, Link, Seal]);
  const many = (count: number, make: (i: number) => object) =>
    Array.from({ length: count }, (_, i) => make(i));
  const options = { chunk: 2000 };
  await db.repository(Root).insertMany([{ id: 'r' }, { id: 'other' }]);
  await db.repository(Branch).insertMany(
    many(300, (i) => ({ id: `b${i}`, root: i < 290 ? 'r' : 'other' })),
    options,
  );
  await db.repository(Leaf).insertMany(
    many(1300, (i) => ({ branch: i < 1100 ? 'b0' : `b${i % 300}` })),
    options,
  );
  await db.repository(Memo).insertMany(
    many(100, () => ({ root: 'r' })),
    options,
  );
  await db.repository(Link).insertMany(
    many(500, () => ({ root: 'r' })),
    options,
  );
  return {
    db,
    counts: async () => ({
      roots: await db.repository(Root).all().count(),
      branches: await db.repository(Branch).all().count(),
      memos: await db.repository(Memo).all().count(),
      linked: await db.repository(Link).byIndex('root', 'r').count(),
      links: await db.repository(Link).all().count(),
    }),
  };
}

describe('a deletion that one transaction refuses', () => {
  test('goes from the outside inwards, may be stopped, and ends when it is run again', async () => {
    const { db, counts } = await grown();
    await expect(db.repository(Root).delete('r')).rejects.toMatchObject({ code: 'ORM_VALUE_TOO_LARGE' });
    const stop = new AbortController();
    await expect(
      db.deletions.run(Root, 'r', { signal: stop.signal, onProgress: (rows) => rows > 300 && stop.abort() }),
    ).rejects.toMatchObject({ code: 'TIKV_ABORTED' });
    expect((await counts()).roots).toBe(2);
    for (const branch of await db.repository(Branch).all().include({ root: true }).limit(1000).toArray())
      expect(branch.root).not.toBeNull();
    for (const leaf of await db.repository(Leaf).all().include({ branch: true }).limit(2000).toArray())
      expect(leaf.branch).not.toBeNull();
    const progress: number[] = [];
    expect(await db.deletions.run(Root, 'r', { onProgress: (rows) => progress.push(rows) })).toBeGreaterThan(
      1500,
    );
    expect(progress.length).toBeGreaterThan(3);
    expect(await counts()).toEqual({ roots: 1, branches: 10, memos: 0, linked: 0, links: 500 });
    expect(await db.repository(Memo).withDeleted().all().count()).toBe(100);
    const left = await db.repository(Leaf).all().include({ branch: true }).limit(2000).toArray();
    expect(left.every(({ branch }) => branch !== null)).toBe(true);
    expect(await db.deletions.run(Root, 'r')).toBe(0);
  });

  test('is left to the queue with the transaction that wants it', async () => {
    const { db, counts } = await grown();
    await expect(
      db.transaction(async () => {
        await db.deletions.request(Root, 'other');
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await db.transaction(async () => db.deletions.request(Root, 'r'));
    const consumer = db.deletions.consume();
    const deadline = Date.now() + 15_000;
    while ((await counts()).roots === 2 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await consumer.stop();
    expect(await counts()).toMatchObject({ roots: 1, branches: 10, linked: 0 });
    expect(await db.repository(Root).get('other')).not.toBeNull();
  });

  test('ends where a row forbids it, with nothing that points at nothing', async () => {
    const { db } = await grown();
    await db.repository(Seal).insert({ branch: 'b5' });
    await expect(db.deletions.run(Root, 'r')).rejects.toMatchObject({
      code: 'ORM_REFERENCED',
      details: { model: 'branch', id: 'b5', by: 'seal' },
    });
    expect(await db.repository(Root).get('r')).not.toBeNull();
    const branches = await db.repository(Branch).all().include({ root: true }).limit(1000).toArray();
    expect(branches.every(({ root }) => root !== null)).toBe(true);
  });
});
