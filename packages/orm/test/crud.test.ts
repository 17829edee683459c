import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import {
  AlreadyExistsError,
  EmptyPatchError,
  Field,
  Id,
  InvalidValueError,
  Model,
  NotFoundError,
  UniqueViolationError,
  UnknownModelError,
  ValueTooLargeError,
  VersionConflictError,
} from '../src/index';
import { Post, Tag, User } from './support/models';
import { counted, useDatabases } from './support/database';

const databases = useDatabases();
const MODELS = [User, Post, Tag];

describe('a repository', () => {
  test('gives back what was inserted, as an instance of the class, with defaults', async () => {
    const users = (await databases.connect(MODELS)).repository(User);
    const input = Object.freeze({ name: 'Ann', email: 'Ann@example.com', age: 41 });
    const inserted = await users.insert(input);
    expect(inserted).toBeInstanceOf(User);
    expect(inserted).toMatchObject({
      name: 'Ann',
      email: 'Ann@example.com',
      age: 41,
      active: true,
      tags: [],
      rev: 1,
    });
    expect(inserted.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(inserted.createdAt).toBeInstanceOf(Date);
    const found = await users.get(inserted.id);
    expect(found).toBeInstanceOf(User);
    expect({ ...found }).toEqual({ ...inserted });
    expect(await users.get('nobody')).toBeNull();
    await expect(users.getOrThrow('nobody')).rejects.toThrow(NotFoundError);
  });

  test('keeps an id that is given, and any text is one', async () => {
    const tags = (await databases.connect(MODELS)).repository(Tag);
    for (const id of ['a', 'a\0', 'a\0b', 'ü:/', '😀']) await tags.insert({ id, name: `tag ${id}` });
    const found = await tags.getMany(['😀', 'a\0b', 'missing', 'a', 'a\0', 'ü:/', 'a']);
    expect(found.map((tag) => tag?.id ?? null)).toEqual(['😀', 'a\0b', null, 'a', 'a\0', 'ü:/', 'a']);
    expect((await tags.all().limit(10).toArray()).map(({ id }) => id)).toEqual([
      'a',
      'a\0',
      'a\0b',
      'ü:/',
      '😀',
    ]);
  });

  test('refuses a second row with the same id, and changes nothing', async () => {
    const users = (await databases.connect(MODELS)).repository(User);
    await users.insert({ id: 'u', name: 'Ann' });
    const error = await users.insert({ id: 'u', name: 'Bob' }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(AlreadyExistsError);
    expect(error).toMatchObject({
      code: 'ORM_ALREADY_EXISTS',
      retryable: false,
      details: { model: 'user', id: 'u' },
    });
    expect((await users.get('u'))?.name).toBe('Ann');
    expect(await users.by('byName', 'Bob').count()).toBe(0);
  });

  test('refuses a second owner of a unique value, naming the index, and the value only when asked', async () => {
    const users = (await databases.connect(MODELS)).repository(User);
    await users.insert({ id: 'ann', name: 'Ann', email: 'ann@example.com' });
    const error = await users
      .insert({ id: 'bob', name: 'Bob', email: 'ANN@example.com' })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(UniqueViolationError);
    expect(error).toMatchObject({ details: { model: 'user', index: 'byEmail', fields: ['email'] } });
    expect((error as UniqueViolationError).values).toEqual(['ann@example.com']);
    expect(JSON.stringify([error, (error as Error).message]) + inspect(error)).not.toMatch(/example/i);
    expect(await users.get('bob')).toBeNull();
    const changing = users.update('ann', { email: 'x' });
    await changing;
    await users.insert({ id: 'bob', name: 'Bob', email: 'Ann@example.com' });
    await expect(users.update('ann', { email: 'ann@EXAMPLE.com' })).rejects.toThrow(UniqueViolationError);
    expect((await users.get('ann'))?.email).toBe('x');
  });

  test('lets many rows have no value in a unique index', async () => {
    const users = (await databases.connect(MODELS)).repository(User);
    await users.insert({ name: 'a' });
    await users.insert({ name: 'b', email: null });
    await users.insert({ name: 'c', email: null });
    expect(await users.all().count()).toBe(3);
  });

  test('updates by a patch and by a function, and says what is stored', async () => {
    const users = (await databases.connect(MODELS)).repository(User);
    const ann = await users.insert({ name: 'Ann', age: 40, city: 'Oslo' });
    const older = await users.update(ann.id, { age: 41, city: undefined });
    expect(older).toMatchObject({ name: 'Ann', age: 41, city: 'Oslo', rev: 2 });
    const moved = await users.update(ann.id, (user) => {
      user.city = 'Bergen';
      user.tags.push('new');
      delete user.age;
    });
    expect(moved).toMatchObject({ name: 'Ann', city: 'Bergen', tags: ['new'], rev: 3 });
    expect(moved.age).toBeUndefined();
    expect({ ...(await users.get(ann.id)) }).toEqual({ ...moved });
    expect(moved.createdAt).toEqual(ann.createdAt);
    await expect(users.update('nobody', { age: 1 })).rejects.toThrow(NotFoundError);
  });

  test('saves an entity whole, if nobody else did since it was read', async () => {
    const users = (await databases.connect(MODELS)).repository(User);
    const ann = await users.insert({ name: 'Ann', age: 40 });
    const saved = await users.save(Object.assign(ann, { age: 41, city: 'Oslo' }));
    expect(saved).toMatchObject({ age: 41, city: 'Oslo', rev: 2 });
    expect(ann.rev).toBe(1);
    const error = await users.save(ann).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(VersionConflictError);
    expect(error).toMatchObject({ details: { model: 'user', expected: 1, actual: 2 } });
    await expect(users.update(ann.id, { age: 50, rev: 1 })).rejects.toThrow(VersionConflictError);
    await expect(users.delete(ann.id, { version: 1 })).rejects.toThrow(VersionConflictError);
    expect((await users.get(ann.id))?.age).toBe(41);
    await users.delete(ann.id, { hard: false }); // there is no other way to delete in this model
    await expect(users.save(saved)).rejects.toThrow(NotFoundError);
  });

  test('upserts: inserts what is new, changes what is there', async () => {
    const users = (await databases.connect(MODELS)).repository(User);
    expect(await users.upsert({ id: 'u', name: 'Ann', age: 1 })).toMatchObject({
      name: 'Ann',
      age: 1,
      rev: 1,
    });
    expect(await users.upsert({ id: 'u', name: 'Anna' })).toMatchObject({ name: 'Anna', age: 1, rev: 2 });
    expect(await users.by('byName', 'Ann').count()).toBe(0);
    expect(await users.by('byName', 'Anna').count()).toBe(1);
    expect(await users.upsert({ id: 'u' })).toMatchObject({ name: 'Anna', age: 1, rev: 3 }); // to make sure that it is there
  });

  test('deletes rows with their entries, and says whether there was one', async () => {
    const db = await databases.connect(MODELS);
    const users = db.repository(User);
    await users.insert({ id: 'u', name: 'Ann', email: 'a@b.c', tags: ['x', 'y'] });
    expect(await users.delete('u')).toBe(true);
    expect(await users.delete('u')).toBe(false);
    expect(await users.by('byEmail', 'a@b.c').exists()).toBe(false);
    expect(await users.by('byTag', 'x').exists()).toBe(false);
    expect(await users.by('byName').count()).toBe(0);
    await users.insert({ id: 'v', name: 'Ann', email: 'a@b.c' });
  });

  test('inserts many in chunks', async () => {
    const tags = (await databases.connect(MODELS)).repository(Tag);
    const progress: number[] = [];
    async function* source(): AsyncGenerator<{ id: string; name: string }> {
      for (let i = 0; i < 25; i++) yield { id: `t${i}`, name: `tag ${i}` };
    }
    expect(await tags.insertMany(source(), { chunk: 10, onChunk: (n) => progress.push(n) })).toEqual({
      inserted: 25,
    });
    expect(progress).toEqual([10, 20, 25]);
    expect(await tags.all().count()).toBe(25);
  });
});

describe('bad input', () => {
  const write = async (
    work: (users: Awaited<ReturnType<typeof repositories>>) => Promise<unknown>,
  ): Promise<unknown> => {
    const users = await repositories();
    await users.insert({ id: 'u', name: 'Ann', age: 1 });
    const error = await work(users).then(
      () => 'nothing was refused',
      (e: unknown) => e,
    );
    expect({ ...(await users.all().limit(9).toArray())[0] }).toMatchObject({
      id: 'u',
      name: 'Ann',
      age: 1,
      rev: 1,
    });
    expect(await users.all().count()).toBe(1);
    return error;
  };
  async function repositories() {
    return (await databases.connect(MODELS)).repository(User);
  }

  test.each([
    ['a number as text', { name: 5 }, { field: 'name', expected: 'a well-formed string', got: 'number' }],
    [
      'a fraction as int',
      { name: 'x', age: 1.5 },
      { field: 'age', got: 'a number that is not a safe whole number' },
    ],
    ['half of a surrogate pair', { name: '\ud800' }, { field: 'name' }],
    ['a Date inside json', { name: 'x', tags: [new Date()] }, { field: 'tags', expected: 'a JSON value' }],
    ['an unknown property', { name: 'x', nope: 1 }, { field: 'nope' }],
    ['an empty id', { id: '', name: 'x' }, { field: 'id', got: 'an empty string' }],
    ['a number as id', { id: 5, name: 'x' }, { field: 'id', got: 'number' }],
  ])('refuses %s in an insert and in a patch', async (_, input, details) => {
    const error = await write((users) => users.insert(input as never));
    expect(error).toBeInstanceOf(InvalidValueError);
    expect(error).toMatchObject({ code: 'ORM_INVALID_VALUE', details: { model: 'user', ...details } });
    if (!('id' in input))
      expect(await write((users) => users.update('u', input as never))).toBeInstanceOf(InvalidValueError);
  });

  test('refuses what is no entity, an empty patch, another id, and a function that is async', async () => {
    for (const input of [null, undefined, 5, 'x', []]) {
      expect(await write((users) => users.insert(input as never))).toBeInstanceOf(InvalidValueError);
    }
    expect(await write((users) => users.update('u', {}))).toBeInstanceOf(EmptyPatchError);
    expect(await write((users) => users.update('u', { name: undefined }))).toBeInstanceOf(EmptyPatchError);
    expect(await write((users) => users.update('u', { id: 'v', age: 5 }))).toBeInstanceOf(InvalidValueError);
    const late = (user: User): unknown => Promise.resolve().then(() => (user.age = 9));
    expect(await write((users) => users.update('u', late))).toBeInstanceOf(InvalidValueError);
  });

  test('refuses undefined, null and empty text as ids everywhere', async () => {
    for (const id of [undefined, null, '', 5, {}]) {
      for (const method of ['get', 'getOrThrow', 'delete', 'update'] as const) {
        const error = await write((users) => users[method](id as never, { name: 'x' }));
        expect(error).toMatchObject({ code: 'ORM_INVALID_VALUE' });
      }
      expect(await write((users) => users.getMany([id as never]))).toMatchObject({
        code: 'ORM_INVALID_VALUE',
      });
    }
  });

  test('refuses ids, index values and rows that are too large', async () => {
    expect(await write((users) => users.insert({ id: 'x'.repeat(1025), name: 'x' }))).toBeInstanceOf(
      ValueTooLargeError,
    );
    const indexed = await write((users) => users.insert({ name: 'x'.repeat(5000) }));
    expect(indexed).toMatchObject({
      code: 'ORM_VALUE_TOO_LARGE',
      details: { model: 'user', index: 'byName' },
    });
    const row = await write((users) =>
      users.insert({ name: 'x', tags: { big: 'x'.repeat(7_000_000) } as never }),
    );
    expect(row).toMatchObject({ code: 'ORM_VALUE_TOO_LARGE', details: { model: 'user' } });
    const entries = await write((users) =>
      users.insert({ name: 'x', tags: Array.from({ length: 300 }, (_, i) => `t${i}`) }),
    );
    expect(entries).toMatchObject({ code: 'ORM_VALUE_TOO_LARGE', details: { index: 'byTag', limit: 256 } });
  });

  test('refuses a model that the database was not connected with', async () => {
    @Model('other')
    class Other {
      @Id() id!: string;
      @Field('string') name!: string;
    }
    const db = await databases.connect(MODELS);
    expect(() => db.repository(Other)).toThrow(UnknownModelError);
  });
});

describe('round trips', () => {
  test('are what the design says', async () => {
    const db = await databases.connect(MODELS);
    const users = db.repository(User);
    for (let i = 0; i < 5; i++) await users.insert({ id: `u${i}`, name: `n${i}`, email: `${i}@b.c`, age: i });
    const { client } = databases;
    expect(await counted(client, () => users.get('u1'))).toEqual({ timestamps: 0, KvGet: 1 });
    expect(await counted(client, () => users.getMany(['u1', 'u2', 'u3']))).toEqual({
      timestamps: 1,
      KvBatchGet: 1,
    });
    expect(await counted(client, () => users.by('byActive', true).limit(3).page())).toEqual({
      timestamps: 1,
      KvScan: 1,
      KvBatchGet: 1,
    });
    expect(await counted(client, () => users.by('byEmail', '1@b.c').one())).toEqual({
      timestamps: 0,
      KvGet: 2,
    });
    expect(await counted(client, () => users.insert({ name: 'x', email: 'x@b.c', age: 5 }))).toEqual({
      timestamps: 1,
      KvPrewrite: 1,
    });
    expect(await counted(client, () => users.update('u1', { age: 9, email: 'new@b.c' }))).toEqual({
      timestamps: 2,
      KvGet: 1,
      KvPrewrite: 1,
    });
    expect(await counted(client, () => users.delete('u1'))).toEqual({
      timestamps: 2,
      KvGet: 1,
      KvPrewrite: 1,
    });
  });
});
