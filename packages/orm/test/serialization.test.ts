/** Rows for the edge of an API: `toPlain`, and class-transformer with and without Nest. */

import { beforeAll, describe, expect, test } from '@jest/globals';
import { ClassSerializerInterceptor } from '@nestjs/common';
import { Exclude, Expose, Transform, instanceToPlain, plainToInstance } from 'class-transformer';
import {
  Field,
  Id,
  type Many,
  Model,
  type Ref,
  Relation,
  type Repository,
  type Tito,
  toPlain,
} from '../src/index';
import { useDatabases } from './support/database';

@Model('tag')
class Tag {
  @Id() id!: string;
  @Field('string', { hidden: true }) secret?: string;
}

@Model('account')
class Account {
  @Id() id!: string;
  @Field('string') name!: string;
  @Field('bigint') balance!: bigint;
  @Field('bytes') seal?: Uint8Array;
  @Field('date') since?: Date;
  @Field('json') settings?: unknown;
  @Field('string', { hidden: true }) password?: string;
  @Field('string', { groups: ['admin', 'audit'] }) note?: string;
  @Exclude() @Field('string') internal?: string;
  @Transform(({ value }) => String(value).toUpperCase(), { toPlainOnly: true })
  @Field('string')
  city?: string;
  @Relation(() => Tag, { kind: 'one' }) tag?: Ref<Tag> | null;
  @Relation(() => Tag, { kind: 'list' }) tags!: Ref<Tag>[];
  @Relation(() => Entry, { kind: 'many', inverse: (e) => e.account }) entries!: Many<Entry>;

  @Expose() get label(): string {
    return `${this.name} of ${this.city}`;
  }
}

@Model('entry')
class Entry {
  @Id() id!: string;
  @Field('bigint') amount!: bigint;
  @Relation(() => Account, { kind: 'one' }) account?: Ref<Account> | null;
}

const databases = useDatabases();
let db: Tito;
let accounts: Repository<typeof Account>;

const seen = {
  id: 'a',
  name: 'Ann',
  balance: '36893488147419103232',
  seal: 'AQI=',
  since: '1970-01-01T00:00:00.000Z',
  settings: { theme: { dark: true }, list: [1, null] },
  city: 'OSLO',
  tag: 't',
  tags: ['t', 'u'],
  label: 'Ann of Oslo',
};

beforeAll(async () => {
  db = await databases.connect([Account, Entry, Tag]);
  accounts = db.repository(Account);
  await db.repository(Tag).insertMany([{ id: 't', secret: 's' }, { id: 'u' }]);
  await accounts.insert({
    id: 'a',
    name: 'Ann',
    balance: 2n ** 65n,
    seal: Uint8Array.of(1, 2),
    since: new Date(0),
    settings: { theme: { dark: true }, list: [1, null] },
    password: 'p',
    note: 'n',
    internal: 'i',
    city: 'Oslo',
    tag: 't',
    tags: ['t', 'u'],
  });
  await db.repository(Entry).insert({ id: 'e', amount: 7n, account: 'a' });
});

const overJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('toPlain', () => {
  test('gives what JSON can hold, as the decorators of both say', async () => {
    const row = await accounts.getOrThrow('a');
    expect(toPlain(row)).toEqual(seen);
    expect(toPlain([row, { row }])).toEqual([seen, { row: seen }]);
    expect(toPlain(row, { groups: ['audit'] })).toEqual({ ...seen, note: 'n' });
    expect(toPlain(row, { hidden: true })).toEqual({ ...seen, password: 'p' });
    expect(toPlain(row, { hidden: true, groups: ['admin'] })).toEqual({ ...seen, password: 'p', note: 'n' });
  });

  test('goes into loaded relations and pages', async () => {
    const page = await accounts.all().include({ entries: true, tag: true, tags: true }).page();
    expect(toPlain(page)).toEqual({
      items: [
        {
          ...seen,
          entries: [{ id: 'e', amount: '7', account: 'a' }],
          tag: { id: 't' },
          tags: [{ id: 't' }, { id: 'u' }],
        },
      ],
      next: null,
      prev: null,
    });
    expect(toPlain(page, { hidden: true })).toMatchObject({ items: [{ tag: { id: 't', secret: 's' } }] });
  });
});

describe('class-transformer', () => {
  test('serialises rows as toPlain does, loaded relations too', async () => {
    const row = await accounts.getOrThrow('a');
    expect(overJson(instanceToPlain(row))).toEqual(seen);
    expect(overJson(instanceToPlain(row, { groups: ['admin'] }))).toEqual({ ...seen, note: 'n' });
    const loaded = await accounts.all().include({ entries: true, tag: true }).first();
    expect(overJson(instanceToPlain(loaded))).toEqual({
      ...seen,
      entries: [{ id: 'e', amount: '7', account: 'a' }],
      tag: { id: 't' },
    });
  });

  test('serialises them in the interceptor of Nest', async () => {
    const interceptor = new ClassSerializerInterceptor({}, {});
    const rows = await accounts.all().limit(5).toArray();
    expect(overJson(interceptor.serialize(rows as never, {}))).toEqual([seen]);
    expect(overJson(interceptor.serialize(rows[0] as never, { groups: ['audit'] }))).toEqual({
      ...seen,
      note: 'n',
    });
  });

  test('is not disturbed on the way in', () => {
    const made = plainToInstance(Account, {
      name: 'Bob',
      city: 'bergen',
      note: 'x',
      password: 'y',
      balance: 1n,
    });
    expect(made).toBeInstanceOf(Account);
    expect({ ...new Account(), ...made }).toMatchObject({
      name: 'Bob',
      city: 'bergen',
      note: 'x',
      password: 'y',
      balance: 1n,
    });
  });
});
