import { describe, expect, test } from '@jest/globals';
import {
  DefinitionError,
  Field,
  Id,
  Model,
  type StandardSchema,
  ValidationError,
  toPlain,
  type F,
  Index,
  key,
} from '../src/index';
import { counted, useDatabases } from './support/database';
import { Post, Tag, User } from './support/models';

const databases = useDatabases();

enum Size {
  Small = 'S',
  Large = 'L',
}

@Model('thing')
class Thing {
  @Id({ generate: 'ulid' }) id!: string;
  @Field('bigint') big?: bigint;
  @Field('decimal') price?: string;
  @Field('bytes') bytes?: Uint8Array | null;
  @Field('date') when?: Date;
  @Field('double') ratio?: number;
  @Field('uuid') uuid?: string;
  @Field('string', { enum: Size }) size?: Size;
  @Field('string', { hidden: true }) secret?: string;
  @Field('string', { required: true, default: () => 'made' }) note!: string;
  @Field('string', {
    transform: { to: (v: string) => v.trim().toLowerCase(), from: (v) => `<${v as string}>` },
  })
  label?: string;
  @Index() static readonly byPrice = key((t: F<Thing>) => [t.price]);
  @Index() static readonly byBig = key((t: F<Thing>) => [t.big.desc]);
  @Index() static readonly byLabel = key((t: F<Thing>) => [t.label]);
}

describe('values', () => {
  test('of every kind come back exactly', async () => {
    const things = (await databases.connect([Thing])).repository(Thing);
    const given = {
      big: -(2n ** 100n),
      price: '-00012.500',
      bytes: Buffer.from([0, 255, 1]),
      when: new Date(-1),
      ratio: 0.1,
      uuid: '017F22E2-79B0-7000-8000-000000000000',
      size: Size.Large,
    };
    const thing = await things.insert(given);
    expect(thing).toMatchObject({
      ...given,
      price: '-12.5',
      uuid: given.uuid.toLowerCase(),
      bytes: Uint8Array.of(0, 255, 1),
      note: 'made',
    });
    expect(thing.bytes).not.toBe(given.bytes);
    expect({ ...(await things.get(thing.id)) }).toEqual({ ...thing });
    expect(thing.id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect((await things.update(thing.id, { bytes: null })).bytes).toBeNull();
  });

  test('sort by what they are', async () => {
    const things = (await databases.connect([Thing])).repository(Thing);
    const prices = ['10', '-3.5', '9.99', '0', '100.1', '-20'];
    for (const [i, price] of prices.entries())
      await things.insert({ id: price, price, big: BigInt(i) ** 70n });
    expect((await things.by('byPrice').limit(9).toArray()).map(({ price }) => price)).toEqual([
      '-20',
      '-3.5',
      '0',
      '9.99',
      '10',
      '100.1',
    ]);
    expect((await things.by('byPrice').range.gt('9.990').toArray()).map(({ price }) => price)).toEqual([
      '10',
      '100.1',
    ]);
    expect(
      (await things.find({ price: { gte: '09.99', lt: '100' } }).toArray()).map(({ price }) => price),
    ).toEqual(['9.99', '10']);
    expect((await things.by('byBig').limit(2).toArray()).map(({ id }) => id)).toEqual(['-20', '100.1']);
  });

  test('are refused when they are not of the enum, and when they are required and missing', async () => {
    const things = (await databases.connect([Thing])).repository(Thing);
    await expect(things.insert({ size: 'M' as never })).rejects.toMatchObject({
      details: { field: 'size', expected: 'a value of its enum' },
    });
    const { id } = await things.insert({ note: 'x' });
    await expect(things.update(id, { note: null })).rejects.toMatchObject({
      code: 'ORM_INVALID_VALUE',
      details: { field: 'note' },
    });
    await expect(things.update(id, (t) => void delete (t as { note?: string }).note)).rejects.toMatchObject({
      details: { field: 'note' },
    });
  });

  test('pass their transform on the way in, in queries too, and on the way out', async () => {
    const things = (await databases.connect([Thing])).repository(Thing);
    const thing = await things.insert({ id: 'x', label: '  Big ' });
    expect(thing.label).toBe('<big>');
    expect((await things.by('byLabel', ' BIG').first())?.id).toBe('x');
    expect((await things.find({ label: 'Big' }).first())?.id).toBe('x');
    await things.update('x', { note: 'changed' });
    expect((await things.get('x'))?.label).toBe('<big>');
  });
});

describe('validation', () => {
  /** What zod, valibot and others offer, by hand. */
  const schema: StandardSchema = {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: async (value) => {
        const { name, active } = value as { name: string; active: boolean };
        return name.length < 3
          ? { issues: [{ message: 'too short', path: ['name', { key: 0 }] }] }
          : active
            ? {}
            : { issues: [{ message: 'not active' }] };
      },
    },
  };
  @Model('checked', { validate: schema })
  class Checked {
    @Id() id!: string;
    @Field('string') name!: string;
    @Field('boolean') active: boolean = true;
  }

  test('looks at the row as it will be, on every write, and refuses it with what is wrong', async () => {
    const checked = (await databases.connect([Checked])).repository(Checked);
    const error = await checked.insert({ name: 'x' }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ValidationError);
    expect((error as ValidationError).issues).toEqual([{ message: 'too short', path: ['name', 0] }]);
    const row = await checked.insert({ name: 'long enough' });
    await expect(checked.update(row.id, { active: false })).rejects.toMatchObject({
      code: 'ORM_VALIDATION',
      issues: [{ message: 'not active', path: [] }],
    });
    await expect(checked.upsert({ id: row.id, name: '' })).rejects.toThrow(ValidationError);
    await expect(checked.save(Object.assign(row, { name: '' }))).rejects.toThrow(ValidationError);
    await expect(checked.insertMany([{ name: 'fine' }, { name: '' }])).rejects.toThrow(ValidationError);
    expect((await checked.all().limit(9).toArray()).map(({ name }) => name)).toEqual(['long enough']);
  });

  test('by a package that is not installed is refused when the database connects', async () => {
    @Model('x', { validate: 'class-validator' })
    class X {
      @Id() id!: string;
    }
    let isInstalled = true;
    try {
      require.resolve('class-validator');
    } catch {
      isInstalled = false;
    }
    const connecting = databases.connect([X]);
    if (isInstalled) await connecting;
    else await expect(connecting).rejects.toThrow(DefinitionError);
  });
});

describe('toPlain', () => {
  test('gives what JSON can hold, without hidden fields', async () => {
    const db = await databases.connect([Thing, User, Post, Tag]);
    const thing = await db
      .repository(Thing)
      .insert({ id: 'x', big: 5n, bytes: Uint8Array.of(1), when: new Date(0), secret: 's' });
    expect(toPlain([thing])).toEqual([
      { id: 'x', big: '5', bytes: 'AQ==', when: '1970-01-01T00:00:00.000Z', note: 'made' },
    ]);
    expect(toPlain(thing, { hidden: true })).toMatchObject({ secret: 's' });
    await db.repository(User).insert({ id: 'u', name: 'Ann' });
    await db.repository(Post).insert({ id: 'p', title: 'One', author: 'u', tags: ['t'] });
    const page = await db.repository(User).by('byName').include({ posts: true }).page();
    expect(toPlain(page)).toMatchObject({
      items: [{ name: 'Ann', posts: [{ title: 'One', author: 'u', tags: ['t'] }] }],
      next: null,
    });
    expect(toPlain(await db.repository(User).get('u'))).not.toHaveProperty('posts');
  });
});

describe('a held transaction', () => {
  test('is committed by its holder', async () => {
    const db = await databases.connect([Tag]);
    const tx = await db.begin();
    const seen: string[] = [];
    tx.onCommit(() => seen.push('committed'));
    await tx.repository(Tag).insert({ id: 'a', name: 'x' });
    await tx.run(() => db.repository(Tag).insert({ id: 'b', name: 'x' }));
    expect(await db.repository(Tag).get('a')).toBeNull();
    await tx.commit();
    expect(seen).toEqual(['committed']);
    expect(await db.repository(Tag).all().count()).toBe(2);
    await expect(tx.commit()).rejects.toMatchObject({ code: 'TIKV_TRANSACTION_CLOSED' });
    await expect(tx.repository(Tag).insert({ name: 'late' })).rejects.toMatchObject({
      code: 'TIKV_TRANSACTION_CLOSED',
    });
    await tx.rollback();
  });

  test('writes nothing when its scope is left, and tells what a commit refused', async () => {
    const db = await databases.connect([Tag]);
    await db.repository(Tag).insert({ id: 'a', name: 'x' });
    {
      await using tx = await db.begin();
      await tx.repository(Tag).insert({ id: 'b', name: 'x' });
    }
    await using tx = await db.begin();
    await tx.repository(Tag).insert({ id: 'a', name: 'y' });
    await expect(tx.commit()).rejects.toMatchObject({ code: 'ORM_ALREADY_EXISTS' });
    expect((await db.repository(Tag).all().limit(5).toArray()).map(({ id, name }) => [id, name])).toEqual([
      ['a', 'x'],
    ]);
  });
});

describe('a row that a transaction has read', () => {
  test('is not read again for its update', async () => {
    const db = await databases.connect([Tag]);
    const tags = db.repository(Tag);
    await tags.insert({ id: 'a', name: '1' });
    const calls = await counted(databases.client, () =>
      db.transaction(async () => {
        const tag = await tags.getOrThrow('a');
        const updated = await tags.update('a', { name: `${tag.name}2` });
        expect((await tags.get('a'))?.name).toBe(updated.name);
        await tags.update('a', { name: `${updated.name}3` });
        await tags.delete('a');
        expect(await tags.get('a')).toBeNull();
        await tags.insert({ id: 'a', name: 'again' });
        expect((await tags.get('a'))?.name).toBe('again');
      }),
    );
    expect(calls).toEqual({ timestamps: 2, KvGet: 1, KvPrewrite: 1 });
    expect((await tags.get('a'))?.name).toBe('again');
  });
});
