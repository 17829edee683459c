import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type F,
  Field,
  Id,
  Index,
  IndexPredicateError,
  Model,
  type Tito,
  Unique,
  key,
  uniqueKey,
} from '../src/index';
import { useDatabases } from './support/database';

const databases = useDatabases();

@Model('person')
class Person {
  @Id() id!: string;
  @Field('string') name?: string | null;
  @Field('boolean') active?: boolean | null;
  @Index((p: Person) => (p.age ?? 0) >= 18) @Field('int') age?: number | null;
  @Field('json') tags?: string[] | null;
  @Field('json') address?: { city?: string | null } | null;
  @Unique<Person>({ when: { active: true } }) static readonly activeName = uniqueKey((p: F<Person>) => [
    p.name,
  ]);
  @Index<Person>({ when: { active: true } }) static readonly activeByAge = key((p: F<Person>) => [
    p.age.desc,
  ]);
  @Index({ sparse: true }) static readonly byBoth = key((p: F<Person>) => [p.name, p.age]);
  @Index() static readonly byTag = key((p: F<Person>) => [p.tags.each, p.age]);
  @Index() static readonly byCity = key((p: F<Person>) => [p.address.city.ci]);
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}

/** The ids that each index must give, from the rows alone. */
function expected(rows: readonly Person[]): Record<string, string[]> {
  const ids = (chosen: readonly Person[]): string[] => chosen.map(({ id }) => id).sort();
  return {
    age: ids(rows.filter((p) => (p.age ?? 0) >= 18)),
    activeName: ids(rows.filter((p) => p.active === true && isGiven(p.name))),
    activeByAge: ids(rows.filter((p) => p.active === true)),
    byBoth: ids(rows.filter((p) => isGiven(p.name) && isGiven(p.age))),
    byTag: ids(rows.filter((p) => (p.tags ?? []).length > 0)),
    byCity: ids(rows),
  };
}

async function actual(db: Tito): Promise<Record<string, string[]>> {
  const people = db.repository(Person);
  const out: Record<string, string[]> = {};
  for (const name of ['age', 'activeName', 'activeByAge', 'byBoth', 'byTag', 'byCity']) {
    out[name] = (await people.byIndex(name).limit(1000).toArray()).map(({ id }) => id).sort();
  }
  return out;
}

/** Every entry of the namespace, so that one that no query shows is found too. */
async function countEntries(db: Tito): Promise<number> {
  const prefix = Buffer.concat([Uint8Array.of(1), Buffer.from(db.namespace), Uint8Array.of(0)]);
  let count = 0;
  for (const room of ['i', 'u']) {
    const start = Buffer.concat([prefix, Buffer.from(room)]);
    const end = Buffer.concat([prefix, Uint8Array.of(room.charCodeAt(0) + 1)]);
    for await (const _ of db.client.snapshot().scan({ start, end }, { keyOnly: true })) count++;
  }
  return count;
}

describe('an index', () => {
  test('gains and loses a row with its condition, in the commit of the change', async () => {
    const people = (await databases.connect([Person])).repository(Person);
    await people.insert({ id: 'p', name: 'Ann', age: 30, active: false });
    expect(await people.by('activeByAge').count()).toBe(0);
    await people.update('p', { active: true });
    expect(await people.by('activeByAge', 30).count()).toBe(1);
    expect((await people.by('activeName', 'Ann').one())?.id).toBe('p');
    await people.update('p', { age: 31 });
    expect([await people.by('activeByAge', 30).count(), await people.by('activeByAge', 31).count()]).toEqual([
      0, 1,
    ]);
    await people.update('p', { active: false });
    expect(await people.by('activeByAge').count()).toBe(0);
    expect(await people.by('activeName', 'Ann').one()).toBeNull();
  });

  test('frees a unique value when its condition ends', async () => {
    const people = (await databases.connect([Person])).repository(Person);
    await people.insert({ id: 'a', name: 'Ann', active: true });
    await people.insert({ id: 'b', name: 'Ann', active: false });
    await expect(people.update('b', { active: true })).rejects.toMatchObject({
      code: 'ORM_UNIQUE_VIOLATION',
    });
    await people.update('a', { active: false });
    await people.update('b', { active: true });
    expect((await people.by('activeName', 'Ann').one())?.id).toBe('b');
  });

  test('sees the complete new row in its condition, defaults and references included, and cannot change it', async () => {
    const seen: unknown[] = [];
    @Model('watched')
    class Watched {
      @Id() id!: string;
      @Field('string') a: string = 'initial';
      @Field('int', { default: 7 }) b!: number;
      @Index((w: Watched) => {
        seen.push({ ...w });
        expect(w).toBeInstanceOf(Watched);
        expect(() => ((w as { a: string }).a = 'changed')).toThrow(TypeError);
        return true;
      })
      @Field('string')
      c?: string;
    }
    const watched = (await databases.connect([Watched])).repository(Watched);
    await watched.insert({ id: 'w', c: 'x' });
    await watched.update('w', { b: 8 });
    expect(seen).toEqual([
      { id: 'w', a: 'initial', b: 7, c: 'x' },
      { id: 'w', a: 'initial', b: 8, c: 'x' },
    ]);
    expect((await watched.get('w'))?.a).toBe('initial');
  });

  test.each([
    [
      'throws',
      () => {
        throw new TypeError('no');
      },
    ],
    ['gives no boolean', () => 'yes' as unknown as boolean],
    ['gives a promise', async () => true],
  ])('whose condition %s refuses the write, and nothing is written', async (_, when) => {
    @Model('strict')
    class Strict {
      @Id() id!: string;
      @Field('string') name!: string;
      @Index((s: Strict) => (s.name === 'bad' ? (when as () => boolean)() : true)) @Field('int') age!: number;
    }
    const db = await databases.connect([Strict]);
    const strict = db.repository(Strict);
    await strict.insert({ id: 's', name: 'good', age: 1 });
    for (const work of [
      strict.insert({ id: 't', name: 'bad', age: 1 }),
      strict.update('s', { name: 'bad' }),
    ]) {
      const error = await work.catch((e: unknown) => e);
      expect(error).toBeInstanceOf(IndexPredicateError);
      expect(error).toMatchObject({ details: { model: 'strict', index: 'age' } });
    }
    expect(await strict.all().count()).toBe(1);
    expect((await strict.get('s'))?.name).toBe('good');
  });

  test('removes what the row owns, whatever today the condition says of yesterday', async () => {
    let limit = 0;
    @Model('moody')
    class Moody {
      @Id() id!: string;
      @Index((m: Moody) => m.age > limit) @Field('int') age!: number;
    }
    const db = await databases.connect([Moody]);
    const moody = db.repository(Moody);
    await moody.insert({ id: 'm', age: 5 });
    limit = 10;
    await moody.update('m', { age: 6 });
    expect(await countEntries(db)).toBe(0);
    limit = 0;
    await moody.update('m', { age: 7 });
    limit = 10;
    await moody.delete('m');
    expect(await countEntries(db)).toBe(0);
  });

  test('keeps entries that stay as they are, and adds new ones', async () => {
    const db = await databases.connect([Person]);
    const people = db.repository(Person);
    await people.insert({ id: 'p', name: 'Ann', age: 30, active: true, tags: ['a', 'b'] });
    const before = await countEntries(db);
    await people.update('p', { address: { city: 'Oslo' } });
    expect(await countEntries(db)).toBe(before);
    expect(await people.by('byCity', 'OSLO').count()).toBe(1);
  });

  test('over an array has one entry for each distinct element, and gives a row once', async () => {
    const db = await databases.connect([Person]);
    const people = db.repository(Person);
    await people.insert({ id: 'p', age: 1, tags: ['x', 'y', 'x', 'z'] });
    await people.insert({ id: 'q', age: 2, tags: ['y'] });
    const ids = async (query: { toArray(): Promise<Person[]> }): Promise<string[]> =>
      (await query.toArray()).map(({ id }) => id);
    expect(await ids(people.by('byTag', 'x'))).toEqual(['p']);
    expect(await ids(people.by('byTag', 'y'))).toEqual(['p', 'q']);
    expect(await ids(people.by('byTag').limit(9))).toEqual(['p', 'q']);
    expect(await ids(people.by('byTag').reverse().limit(9))).toEqual(['p', 'q']);
    expect(await ids(people.by('byTag').range.in(['z', 'y']))).toEqual(['p', 'q']);
    expect(await ids(people.by('byTag').range.gt('x'))).toEqual(['p', 'q']);
    expect(await people.by('byTag').count()).toBe(2);
    const first = await people.by('byTag').limit(1).page();
    const second = await people.by('byTag').limit(1).after(first.next!).page();
    expect([first.items[0]?.id, second.items[0]?.id, second.next]).toEqual(['p', 'q', null]);
    await people.update('p', { tags: ['z'] });
    expect(await ids(people.by('byTag', 'x'))).toEqual([]);
    await people.update('p', { tags: [1, { a: 1 }] as never }).catch((error: unknown) =>
      expect(error).toMatchObject({
        code: 'ORM_INVALID_VALUE',
        details: { index: 'byTag', field: 'tags' },
      }),
    );
  });

  test('agrees with the rows after any sequence of changes', async () => {
    const value = {
      name: fc.option(fc.constantFrom('Ann', 'Bob', 'ann'), { nil: null }),
      age: fc.option(fc.integer({ min: 15, max: 20 }), { nil: null }),
      active: fc.option(fc.boolean(), { nil: null }),
      tags: fc.option(fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 4 }), { nil: null }),
      address: fc.option(fc.record({ city: fc.constantFrom('Oslo', 'oslo', null) }, { requiredKeys: [] }), {
        nil: null,
      }),
    };
    const id = fc.constantFrom('1', '2', '3', '4');
    const change = fc.oneof(
      fc.record({ op: fc.constant('insert' as const), id, values: fc.record(value, { requiredKeys: [] }) }),
      fc.record({ op: fc.constant('update' as const), id, values: fc.record(value, { requiredKeys: [] }) }),
      fc.record({ op: fc.constant('upsert' as const), id, values: fc.record(value, { requiredKeys: [] }) }),
      fc.record({ op: fc.constant('delete' as const), id, values: fc.constant({}) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { maxLength: 8 }),
        async (transactions) => {
          const db = await databases.connect([Person]);
          const people = db.repository(Person);
          for (const changes of transactions) {
            await db
              .transaction(async () => {
                for (const { op, id: each, values } of changes) {
                  if (op === 'delete') await people.delete(each);
                  else if (op === 'update') await people.update(each, values);
                  else await people[op]({ id: each, ...values });
                }
              })
              .catch((error: unknown) =>
                expect((error as { code: string }).code).toMatch(/UNIQUE|EXISTS|NOT_FOUND|EMPTY/),
              );
          }
          const rows = await people.all().limit(100).toArray();
          expect(await actual(db)).toEqual(expected(rows));
          for (const row of rows.filter((p) => p.active === true && isGiven(p.name))) {
            expect((await people.by('activeName', row.name!).one())?.id).toBe(row.id);
          }
          for (const row of rows) await people.delete(row.id);
          expect(await countEntries(db)).toBe(0);
          await db.close();
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);
});
