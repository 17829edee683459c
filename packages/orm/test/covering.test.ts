import { describe, expect, test } from '@jest/globals';
import { Computed, type F, Field, Id, Index, Model, Unique, key, uniqueKey } from '../src/index';
import { counted, useDatabases } from './support/database';

const databases = useDatabases();

@Model('account')
class Account {
  @Id() id!: string;
  @Field('string') email!: string;
  @Field('string') name?: string | null;
  @Field('date') since?: Date;
  @Field('json') data?: { n: number };
  @Computed('string') get domain(): string {
    return this.email.split('@')[1] ?? '';
  }
  @Computed('boolean') get isStaff(): boolean {
    return this.domain === 'tito.dev';
  }
  @Index<Account>({ covering: ['name', 'since'] }) static readonly byDomain = key((a: F<Account>) => [
    a.domain,
    a.email,
  ]);
  @Unique<Account>({ when: { isStaff: true } }) static readonly staffByName = uniqueKey((a: F<Account>) => [
    a.name,
  ]);
}

describe('a covering index', () => {
  test('answers a select of what it covers without reading rows', async () => {
    const accounts = (await databases.connect([Account])).repository(Account);
    const since = new Date(5);
    await accounts.insert({ id: 'a', email: 'a@x.y', name: 'Ann', since });
    await accounts.insert({ id: 'b', email: 'b@x.y' });
    const query = accounts.by('byDomain', 'x.y').select('id', 'name', 'since');
    let found: unknown;
    expect(await counted(databases.client, async () => (found = await query.page()))).toEqual({
      timestamps: 1,
      KvScan: 1,
    });
    expect(found).toMatchObject({ items: [{ id: 'a', name: 'Ann', since }, { id: 'b' }] });
    expect((await query.explain()).isCovered).toBe(true);
    expect((await accounts.by('byDomain', 'x.y').select('id', 'email').toArray())[0]).toEqual({
      id: 'a',
      email: 'a@x.y',
    });
    expect((await query.filter((a) => a.name === 'Ann').toArray()).length).toBe(1);
  });

  test('follows changes of what it covers, and only of that', async () => {
    const accounts = (await databases.connect([Account])).repository(Account);
    await accounts.insert({ id: 'a', email: 'a@x.y', name: 'Ann' });
    await accounts.update('a', { name: 'Anna' });
    const read = async (): Promise<unknown> => accounts.by('byDomain', 'x.y').select('name').first();
    expect(await read()).toEqual({ name: 'Anna' });
    await accounts.update('a', { data: { n: 1 } });
    await accounts.update('a', { name: null });
    expect(await read()).toEqual({ name: null });
  });
});

describe('a computed field', () => {
  test('is indexed, found and compared, and not stored', async () => {
    const accounts = (await databases.connect([Account])).repository(Account);
    await accounts.insert({ id: 'a', email: 'a@tito.dev', name: 'Ann' });
    await accounts.insert({ id: 'b', email: 'b@x.y', name: 'Ann' });
    expect((await accounts.by('byDomain', 'x.y').toArray()).map(({ id }) => id)).toEqual(['b']);
    expect((await accounts.find({ domain: 'tito.dev' }).toArray()).map(({ id }) => id)).toEqual(['a']);
    expect((await accounts.find({ domain: 'tito.dev', isStaff: false }).toArray()).length).toBe(0);
    expect((await accounts.by('staffByName', 'Ann').one())?.id).toBe('a');
    await expect(accounts.update('b', { email: 'b@tito.dev' })).rejects.toMatchObject({
      code: 'ORM_UNIQUE_VIOLATION',
    });
    await accounts.update('a', { email: 'a@x.y' });
    expect(await accounts.by('byDomain', 'tito.dev').exists()).toBe(false);
    expect(Object.keys((await accounts.get('a'))!)).toEqual(['id', 'email', 'name']);
    expect((await accounts.get('a'))?.isStaff).toBe(false);
  });
});
