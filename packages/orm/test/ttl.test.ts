/** Rows that end, and indexes that cover everything. */

import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  type F,
  Field,
  Id,
  Index,
  Model,
  type Ref,
  Relation,
  type Repository,
  type Tito,
  Unique,
  key,
  uniqueKey,
} from '../src/index';
import { counted, useDatabases } from './support/database';

@Model('session')
class Session {
  @Id() id!: string;
  @Field('string') token!: string;
  @Field('string') user!: string;
  @Index({ ttl: '10m' }) @Field('date') seenAt?: Date | null;

  @Unique() static readonly byToken = uniqueKey((s: F<Session>) => [s.token]);
  @Index<Session>({ covering: 'all' }) static readonly byUser = key((s: F<Session>) => [s.user]);
  @Index<Session>({ covering: ['token'] }) static readonly byUserToken = key((s: F<Session>) => [
    s.user,
    s.token,
  ]);
}

@Model('visit')
class Visit {
  @Id() id!: string;
  @Relation(() => Session) session?: Ref<Session> | null;
}

const databases = useDatabases();
const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1);
let now = START;
let db: Tito;
let sessions: Repository<typeof Session>;

beforeAll(async () => {
  db = await databases.connect([Session, Visit], { clock: () => now });
  sessions = db.repository(Session);
});

describe('a row with a ttl', () => {
  test('is found by nothing from its end on, and an upsert begins anew', async () => {
    now = START;
    const seenAt = new Date(START);
    await sessions.insertMany([
      { id: 'a', token: 'ta', user: 'u', seenAt },
      { id: 'b', token: 'tb', user: 'u', seenAt: new Date(START + MINUTE) },
      { id: 'c', token: 'tc', user: 'u' },
    ]);
    await db.repository(Visit).insert({ id: 'v', session: 'a' });
    const seen = async () => ({
      get: (await sessions.getMany(['a', 'b', 'c'])).map((row) => row?.id ?? null),
      by: (await sessions.by('byUser', 'u').toArray()).map(({ id }) => id),
      covered: (await sessions.by('byUserToken', 'u').select('id').toArray()).map(({ id }) => id),
      find: (await sessions.find({ id: { in: ['a', 'b', 'c'] } }).toArray()).map(({ id }) => id),
      count: await sessions.by('byUser', 'u').count(),
      all: await sessions.all().count(),
      exists: await sessions.by('byToken', 'ta').exists(),
      one: (await sessions.by('byToken', 'ta').one())?.id ?? null,
    });
    now = START + 10 * MINUTE - 1;
    const all = ['a', 'b', 'c'];
    expect(await seen()).toEqual({
      get: all,
      by: all,
      covered: all,
      find: all,
      count: 3,
      all: 3,
      exists: true,
      one: 'a',
    });
    now = START + 10 * MINUTE;
    const rest = ['b', 'c'];
    expect(await seen()).toEqual({
      get: [null, ...rest],
      by: rest,
      covered: rest,
      find: rest,
      count: 2,
      all: 2,
      exists: false,
      one: null,
    });
    expect((await sessions.by('byUser', 'u').limit(1).toArray()).map(({ id }) => id)).toEqual(['b']);
    expect(await db.repository(Visit).all().include({ session: true }).first()).toMatchObject({
      session: null,
    });
    await expect(sessions.update('a', { user: 'x' })).rejects.toMatchObject({ code: 'ORM_NOT_FOUND' });
    expect(await sessions.delete('a')).toBe(false);
    expect(await sessions.deleteMany(['a', 'b'])).toEqual({ deleted: 1, absent: 1 });
    expect(await sessions.upsert({ id: 'a', token: 'new' })).toEqual({ id: 'a', token: 'new' });
    expect(await sessions.by('byUser', 'u').count()).toBe(1);
    expect((await sessions.by('byToken', 'new').one())?.id).toBe('a');
  });

  test('has one end, of a plain date', async () => {
    const declared = async (decorate: PropertyDecorator[]) => {
      class Wrong {
        @Id() id!: string;
        @Field('date') at?: Date;
        @Field('int') number?: number;
        @Index({ ttl: '1d' }) @Field('date') other?: Date;
      }
      for (const each of decorate) each(Wrong.prototype, 'at');
      Model('wrong')(Wrong);
      await databases.connect([Wrong]);
    };
    const bad: PropertyDecorator[] = [
      Index({ ttl: '1d' }) as PropertyDecorator,
      Index({ ttl: 'soon' as never }) as PropertyDecorator,
      Index({ ttl: -1 }) as PropertyDecorator,
      Unique({ ttl: '1d' }) as PropertyDecorator,
      Index({ ttl: '1d', when: () => true }) as PropertyDecorator,
    ];
    for (const decorator of bad)
      await expect(declared([decorator])).rejects.toMatchObject({ code: 'ORM_DEFINITION' });
    await declared([]);
  });
});

describe('an index that covers all fields', () => {
  test('answers without the rows', async () => {
    now = START;
    await sessions.insert({ id: 'k', token: 'tk', user: 'covered' });
    const query = sessions.by('byUser', 'covered').select('id', 'token', 'user', 'seenAt').limit(5);
    let rows: unknown[] = [];
    const cost = await counted(databases.client, async () => (rows = await query.toArray()));
    expect(cost).toEqual({ timestamps: 1, KvScan: 1 });
    expect(rows).toEqual([{ id: 'k', token: 'tk', user: 'covered', seenAt: undefined }]);
  });
});
