import { describe, expect, test } from '@jest/globals';
import { TransactionClosedError, UnawaitedWorkError, UniqueViolationError } from '../src/index';
import { counted, useDatabases } from './support/database';
import { Post, Tag, User } from './support/models';

const databases = useDatabases();
const MODELS = [User, Post, Tag];

describe('a transaction', () => {
  test('is joined by repositories that are called inside it', async () => {
    const db = await databases.connect(MODELS);
    const tags = db.repository(Tag);
    const result = await db.transaction(async () => {
      await tags.insert({ id: 'a', name: 'x' });
      expect((await tags.get('a'))?.name).toBe('x');
      expect(await tags.all().count()).toBe(1);
      return 'done';
    });
    expect(result).toBe('done');
    await expect(
      db.transaction(async () => {
        await tags.update('a', { name: 'y' });
        await tags.insert({ id: 'b', name: 'z' });
        throw new Error('stop');
      }),
    ).rejects.toThrow('stop');
    expect((await tags.get('a'))?.name).toBe('x');
    expect(await tags.get('b')).toBeNull();
  });

  test('sees its own index entries, and hides deleted ones', async () => {
    const db = await databases.connect(MODELS);
    const users = db.repository(User);
    await users.insert({ id: 'a', name: 'Ann', email: 'a@b.c' });
    await db.transaction(async () => {
      await users.update('a', { name: 'Anna' });
      await users.insert({ id: 'b', name: 'Ann', email: 'b@b.c' });
      expect((await users.by('byName', 'Ann').toArray()).map(({ id }) => id)).toEqual(['b']);
      expect((await users.by('byName', 'Anna').toArray()).map(({ id }) => id)).toEqual(['a']);
      expect((await users.by('byEmail', 'b@b.c').one())?.id).toBe('b');
      await users.delete('b');
      expect(await users.by('byName', 'Ann').exists()).toBe(false);
    });
    expect((await users.all().limit(5).toArray()).map(({ id, name }) => [id, name])).toEqual([['a', 'Anna']]);
  });

  test('loses no update when many run at once', async () => {
    const db = await databases.connect(MODELS);
    const users = db.repository(User);
    await users.insert({ id: 'u', name: 'Ann', age: 0 });
    await Promise.all(
      Array.from({ length: 10 }, () =>
        db.transaction(
          async () => {
            const user = await users.getOrThrow('u');
            await users.update('u', { age: user.age! + 1 });
          },
          { attempts: 100 },
        ),
      ),
    );
    expect(await users.get('u')).toMatchObject({ age: 10, rev: 11 });
  });

  test('loses none either when it locks what it writes', async () => {
    const db = await databases.connect(MODELS);
    const users = db.repository(User);
    await users.insert({ id: 'u', name: 'Ann', age: 0 });
    await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        db.transaction(
          async () => {
            const user = await users.getForUpdate('u');
            await users.update('u', { age: user!.age! + 1, email: `${i}@b.c` });
          },
          { mode: 'pessimistic', attempts: 20 },
        ),
      ),
    );
    const user = await users.getOrThrow('u');
    expect(user).toMatchObject({ age: 8, rev: 9 });
    expect((await users.by('byEmail', user.email!).one())?.id).toBe('u');
    expect(await users.by('byEmail').count()).toBe(1);
  });

  test('has one winner when many claim a unique value at once', async () => {
    const db = await databases.connect(MODELS);
    const users = db.repository(User);
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) => users.insert({ id: `u${i}`, name: 'x', email: 'Same@b.c' })),
    );
    const won = results.filter(({ status }) => status === 'fulfilled');
    expect(won.length).toBe(1);
    for (const result of results) {
      if (result.status === 'fulfilled') continue;
      expect(result.reason).toBeInstanceOf(UniqueViolationError);
      expect(result.reason).toMatchObject({
        details: { model: 'user', index: 'byEmail', fields: ['email'] },
      });
      expect((result.reason as UniqueViolationError).values).toEqual(['same@b.c']);
    }
    expect(await users.all().count()).toBe(1);
    expect(await users.by('byName').count()).toBe(1);
  });

  test('lets a unique value go from one row to another, in that order', async () => {
    const db = await databases.connect(MODELS);
    const users = db.repository(User);
    await users.insert({ id: 'a', name: 'a', email: 'x@b.c' });
    await users.insert({ id: 'b', name: 'b', email: 'y@b.c' });
    await db.transaction(async () => {
      await users.update('a', { email: null });
      await users.update('b', { email: 'x@b.c' });
      await users.update('a', { email: 'y@b.c' });
    });
    expect((await users.by('byEmail', 'x@b.c').one())?.id).toBe('b');
    expect((await users.by('byEmail', 'y@b.c').one())?.id).toBe('a');
    const wrongOrder = db.transaction(async () => {
      await users.insert({ id: 'c', name: 'c', email: 'x@b.c' });
      await users.delete('b');
    });
    await expect(wrongOrder).rejects.toThrow(UniqueViolationError);
    await db
      .transaction(async () => {
        await users.insert({ id: 'd', name: 'd', email: 'z@b.c' });
        await users.insert({ id: 'e', name: 'e', email: 'x@b.c' });
        await expect(users.delete('b')).rejects.toThrow(/unique|exists/);
        await users.delete('e');
      })
      .catch((error: unknown) => expect(error).toBeInstanceOf(UniqueViolationError));
    expect((await users.by('byEmail', 'x@b.c').one())?.id).toBe('b');
  });

  test('is never seen half by a read of a unique value', async () => {
    const db = await databases.connect(MODELS);
    const users = db.repository(User);
    await users.insert({ id: 'a', name: 'a', email: 'x' });
    await users.insert({ id: 'b', name: 'b' });
    let isMoving = true;
    const moving = (async () => {
      for (let i = 0; i < 40; i++) {
        const [from, to] = i % 2 === 0 ? ['a', 'b'] : ['b', 'a'];
        await db.transaction(async () => {
          await users.update(from, { email: null });
          await users.update(to, { email: 'x' });
        });
      }
      isMoving = false;
    })();
    const seen = new Set<string>();
    while (isMoving) {
      const found = await users.by('byEmail', 'x').oneOrThrow();
      expect(found.email).toBe('x');
      seen.add(found.id);
    }
    await moving;
    expect([...seen].sort()).toEqual(['a', 'b']);
  });

  test('goes on after a violation that its work handles, without half of the row', async () => {
    const db = await databases.connect(MODELS);
    const users = db.repository(User);
    await db.transaction(async () => {
      await users.insert({ id: 'a', name: 'a', email: 'x@b.c' });
      await users.insert({ id: 'b', name: 'b', email: 'x@b.c' }).catch(() => undefined);
      await users.insert({ id: 'a', name: 'again' }).catch(() => undefined);
    });
    expect((await users.all().limit(5).toArray()).map(({ id, name }) => [id, name])).toEqual([['a', 'a']]);
    expect(await users.by('byName').count()).toBe(1);
  });

  test('refuses work that comes after its end', async () => {
    const db = await databases.connect(MODELS);
    const tags = db.repository(Tag);
    let late: Promise<unknown> = Promise.resolve();
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    let kept: { insert: (tag: { name: string }) => Promise<unknown> } | null = null;
    await db.transaction(async (tx) => {
      kept = tx.repository(Tag);
      late = gate.then(() => tags.insert({ name: 'late' }));
      late.catch(() => undefined);
    });
    release();
    await expect(late).rejects.toThrow(TransactionClosedError);
    await expect(kept!.insert({ name: 'late' })).rejects.toThrow(TransactionClosedError);
    expect(await tags.all().count()).toBe(0);
    await tags.insert({ name: 'by itself' });
  });

  test('fails when its function does not wait for what it writes, and nothing of it is written', async () => {
    const db = await databases.connect(MODELS);
    const tags = db.repository(Tag);
    let forgotten: Promise<unknown> = Promise.resolve();
    const failed = db.transaction(async (tx) => {
      await tags.insert({ id: 'a', name: 'awaited' });
      await tags.insert({ id: 'c', name: 'x' });
      forgotten = Promise.all([
        tags.update('c', { name: 'y' }),
        tx.repository(Tag).update('a', { name: 'z' }),
        db.transaction(async () => tags.get('a')),
      ]);
    });
    await expect(failed).rejects.toThrow(UnawaitedWorkError);
    await expect(failed).rejects.toMatchObject({ retryable: false, details: { operations: 3 } });
    await expect(forgotten).resolves.toBeDefined();
    expect(await tags.all().count()).toBe(0);
    await using held = await db.begin();
    held.run(() => tags.insert({ id: 'b', name: 'forgotten' })).catch(() => undefined);
    await expect(held.commit()).rejects.toThrow(UnawaitedWorkError);
    expect(await tags.get('b')).toBeNull();
  });

  test('reads a row once, and sees what it wrote since', async () => {
    const db = await databases.connect(MODELS);
    const [tags, users] = [db.repository(Tag), db.repository(User)];
    await tags.insertMany([
      { id: 'a', name: 'a' },
      { id: 'b', name: 'b' },
    ]);
    await db.transaction(async () => {
      await tags.getMany(['a', 'b', 'none']);
      const calls = await counted(databases.client, async () => {
        expect((await tags.get('a'))?.name).toBe('a');
        expect((await tags.getMany(['b', 'none', 'a'])).map((tag) => tag?.name)).toEqual([
          'b',
          undefined,
          'a',
        ]);
        await tags.update('a', { name: 'changed' });
        await tags.delete('b');
        await tags.insert({ id: 'none', name: 'new' });
        const names = (await tags.getMany(['a', 'b', 'none'])).map((tag) => tag?.name);
        expect(names).toEqual(['changed', undefined, 'new']);
      });
      expect(calls).toEqual({ timestamps: 0 });
      expect(await users.by('byEmail', 'x@b.c').exists()).toBe(false);
      await users.insert({ name: 'x', email: 'x@b.c' });
      expect(await users.by('byEmail', 'x@b.c').exists()).toBe(true);
    });
  });

  test('runs onRollback functions after each attempt that is rolled back', async () => {
    const db = await databases.connect(MODELS);
    const tags = db.repository(Tag);
    const seen: string[] = [];
    let attempt = 0;
    await tags.insert({ id: 'a', name: 'x' });
    await db.transaction(async (tx) => {
      const name = `attempt ${++attempt}`;
      tx.onRollback(() => seen.push(name));
      await tags.update('a', { name });
      await tx
        .savepoint(async () => {
          tx.onRollback(() => seen.push(`savepoint of ${name}`));
          throw new Error('undo');
        })
        .catch(() => undefined);
      if (attempt === 1)
        await db.transaction(() => tags.update('a', { name: 'meanwhile' }), { propagation: 'requiresNew' });
    });
    expect(seen).toEqual(['attempt 1', 'savepoint of attempt 1']);
    await expect(
      db.transaction(async (tx) => {
        tx.onRollback(() => seen.push('failed'));
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    const held = await db.begin();
    held.onRollback(() => seen.push('held'));
    await held.rollback();
    await held.rollback();
    expect(seen.slice(2)).toEqual(['failed', 'held']);
  });

  test('runs onCommit functions once, after the commit, and not when it fails', async () => {
    const failures: unknown[] = [];
    const db = await databases.connect(MODELS, { onError: (error) => failures.push(error) });
    const tags = db.repository(Tag);
    const seen: unknown[] = [];
    let reading: Promise<unknown> = Promise.resolve('not called');
    await db.transaction(async (tx) => {
      await tags.insert({ id: 'a', name: 'x' });
      tx.onCommit(() => {
        throw new Error('mine');
      });
      tx.onCommit(() => {
        reading = tags.get('a').then((tag) => tag?.name);
      });
    });
    await db
      .transaction(async (tx) => {
        tx.onCommit(() => void seen.push('never'));
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(await reading).toBe('x');
    expect(seen).toEqual([]);
    expect(failures).toMatchObject([{ message: 'mine' }]);
  });

  test('joins, nests or refuses another as its propagation says', async () => {
    const db = await databases.connect(MODELS);
    const tags = db.repository(Tag);
    await db
      .transaction(async () => {
        await tags.insert({ id: 'outer', name: 'x' });
        await db.transaction(async () => tags.insert({ id: 'joined', name: 'x' }));
        await db.transaction(async () => tags.insert({ id: 'own', name: 'x' }), {
          propagation: 'requiresNew',
        });
        await db.transaction(async () => tags.get('outer'), { propagation: 'mandatory' });
        await expect(db.transaction(async () => 1, { propagation: 'never' })).rejects.toMatchObject({
          code: 'ORM_TRANSACTION_PROPAGATION',
        });
        throw new Error('roll back');
      })
      .catch(() => undefined);
    expect((await tags.all().limit(5).toArray()).map(({ id }) => id)).toEqual(['own']);
    await expect(db.transaction(async () => 1, { propagation: 'mandatory' })).rejects.toMatchObject({
      code: 'ORM_TRANSACTION_PROPAGATION',
    });
  });

  test('protects what it read for update', async () => {
    const db = await databases.connect(MODELS);
    const tags = db.repository(Tag);
    await tags.insert({ id: 'limit', name: '1' });
    let attempts = 0;
    await db.transaction(async () => {
      attempts++;
      const limit = await tags.getForUpdate('limit');
      if (attempts === 1) {
        await db.transaction(async () => tags.update('limit', { name: '2' }), { propagation: 'requiresNew' });
      }
      await tags.upsert({ id: 'result', name: limit!.name });
    });
    expect(attempts).toBe(2);
    expect((await tags.get('result'))?.name).toBe('2');
    await expect(tags.getForUpdate('limit')).rejects.toMatchObject({ code: 'ORM_TRANSACTION_PROPAGATION' });
  });
});

describe('databases that start at once', () => {
  test('agree on all numbers', async () => {
    const namespace = databases.namespace();
    const all = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        databases.connect(i % 2 === 0 ? [User, Post, Tag] : [Tag, Post, User], { namespace }),
      ),
    );
    for (const [i, db] of all.entries()) {
      await db.repository(User).insert({ id: `u${i}`, name: 'same', email: `${i}@b.c` });
      await db.repository(Tag).insert({ id: `t${i}`, name: 'tag' });
    }
    for (const db of all) {
      expect((await db.repository(User).by('byName', 'same').toArray()).length).toBe(6);
      expect(await db.repository(Tag).all().count()).toBe(6);
      expect((await db.repository(User).by('byEmail', '3@b.c').one())?.id).toBe('u3');
    }
  });

  test('share nothing when their namespaces differ', async () => {
    const [a, b] = [await databases.connect(MODELS), await databases.connect(MODELS)];
    await a.repository(Tag).insert({ id: 't', name: 'a' });
    expect(await b.repository(Tag).get('t')).toBeNull();
    await b.repository(Tag).insert({ id: 't', name: 'b' });
    expect((await a.repository(Tag).get('t'))?.name).toBe('a');
  });
});
