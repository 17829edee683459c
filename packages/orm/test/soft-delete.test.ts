import { describe, expect, test } from '@jest/globals';
import {
  DeletedAt,
  Event,
  type F,
  Field,
  Id,
  Index,
  Model,
  type Ref,
  Relation,
  Unique,
  Version,
  key,
  uniqueKey,
} from '../src/index';
import { useDatabases } from './support/database';

const databases = useDatabases();

@Model('member')
@Event<Member, unknown>('member.changed', {
  payload: (c) => ({ before: c.before?.name, after: c.after?.name }),
})
class Member {
  @Id() id!: string;
  @Field('string') name!: string;
  @DeletedAt() deletedAt?: Date;
  @Version() rev!: number;
  @Relation(() => Member) friend?: Ref<Member> | null;
  @Unique() static readonly byName = uniqueKey((m: F<Member>) => [m.name]);
  @Index() static readonly byAny = key((m: F<Member>) => [m.name, m.rev]);
}

describe('a model with @DeletedAt', () => {
  test('hides deleted rows from every read, and shows them when asked', async () => {
    const members = (await databases.connect([Member])).repository(Member);
    await members.insert({ id: 'a', name: 'Ann' });
    await members.insert({ id: 'b', name: 'Bob', friend: 'a' });
    expect(await members.delete('a')).toBe(true);
    expect(await members.delete('a')).toBe(false);
    expect(await members.get('a')).toBeNull();
    expect(await members.getMany(['a', 'b'])).toMatchObject([null, { id: 'b' }]);
    expect((await members.all().limit(9).toArray()).map(({ id }) => id)).toEqual(['b']);
    expect(await members.all().count()).toBe(1);
    expect(await members.find({ id: 'a' }).first()).toBeNull();
    expect(await members.by('byName', 'Ann').one()).toBeNull();
    expect(await members.by('byAny').count()).toBe(1);
    const bob = await members.all().include({ friend: true }).first();
    expect(bob?.friend).toBeNull();
    expect(await (await members.getOrThrow('b')).friend!.loadOrNull()).toBeNull();
    const all = members.withDeleted();
    expect((await all.get('a'))?.deletedAt).toBeInstanceOf(Date);
    expect(await all.all().count()).toBe(2);
    expect((await all.find({ id: 'a' }).first())?.name).toBe('Ann');
  });

  test('refuses changes of deleted rows', async () => {
    const members = (await databases.connect([Member])).repository(Member);
    const ann = await members.insert({ id: 'a', name: 'Ann' });
    await members.delete('a');
    await expect(members.update('a', { name: 'x' })).rejects.toMatchObject({ code: 'ORM_NOT_FOUND' });
    await expect(members.save(ann)).rejects.toMatchObject({ code: 'ORM_NOT_FOUND' });
    await expect(members.insert({ id: 'a', name: 'x' })).rejects.toMatchObject({
      code: 'ORM_ALREADY_EXISTS',
    });
  });

  test('frees unique values, and checks them again when the row is restored', async () => {
    const members = (await databases.connect([Member])).repository(Member);
    await members.insert({ id: 'a', name: 'Ann' });
    await members.delete('a');
    await members.insert({ id: 'b', name: 'Ann' });
    await expect(members.restore('a')).rejects.toMatchObject({ code: 'ORM_UNIQUE_VIOLATION' });
    await members.delete('b');
    const restored = await members.restore('a');
    expect(restored).toMatchObject({ id: 'a', rev: 3 });
    expect(restored.deletedAt).toBeUndefined();
    expect((await members.by('byName', 'Ann').one())?.id).toBe('a');
    await expect(members.restore('a')).rejects.toMatchObject({ code: 'ORM_NOT_FOUND' });
    expect((await members.upsert({ id: 'b', name: 'Bob' })).deletedAt).toBeUndefined();
    expect((await members.get('b'))?.name).toBe('Bob');
  });

  test('removes a row for good when told to', async () => {
    const members = (await databases.connect([Member])).repository(Member);
    await members.insert({ id: 'a', name: 'Ann' });
    await members.delete('a');
    expect(await members.delete('a', { hard: true })).toBe(true);
    expect(await members.withDeleted().get('a')).toBeNull();
    await members.insert({ id: 'a', name: 'new' });
  });

  test('tells events of the deletion as of any other', async () => {
    const db = await databases.connect([Member]);
    await db.repository(Member).insert({ id: 'a', name: 'Ann' });
    await db.repository(Member).delete('a');
    const seen: unknown[] = [];
    let done: () => void = () => undefined;
    const complete = new Promise<void>((resolve) => (done = resolve));
    const consumer = db.consume(
      'member.changed',
      async ({ op, payload }) => {
        if (seen.push([op, payload]) === 2) done();
      },
      { group: 'g', from: 'earliest' },
    );
    await complete;
    await consumer.stop();
    expect(seen).toEqual([
      ['insert', { after: 'Ann' }],
      ['delete', { before: 'Ann' }],
    ]);
  });
});
