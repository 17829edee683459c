/** Unique builds over data with duplicates, and what verifying and repairing find and mend. */

import { describe, expect, test } from '@jest/globals';
import { repositoryParts } from '../src/database';
import {
  type F,
  Field,
  Id,
  Index,
  IndexNotReadyError,
  Model,
  type Tito,
  Unique,
  UniqueViolationError,
  key,
  uniqueKey,
} from '../src/index';
import { useDatabases } from './support/database';

const databases = useDatabases();
const schema = { leaseMs: 200 };

@Model('person')
class Plain {
  @Id() id!: string;
  @Field('string') email!: string;
  @Field('int') age!: number;
}

@Model('person')
class Person {
  @Id() id!: string;
  @Field('string') email!: string;
  @Field('int') age!: number;
  @Unique() static readonly byEmail = uniqueKey((p: F<Person>) => [p.email.ci]);
  @Index<Person>({ covering: ['email'] }) static readonly byAge = key((p: F<Person>) => [p.age]);
}

async function people(rows: readonly (readonly [id: string, email: string, age: number])[]): Promise<Tito> {
  const namespace = databases.namespace();
  const before = await databases.connect([Plain], { namespace, schema });
  await before.repository(Plain).insertMany(rows.map(([id, email, age]) => ({ id, email, age })));
  return databases.connect([Person], { namespace });
}

describe('a unique index over rows of which some have the same values', () => {
  test('reports each pair, stays unreadable, and is complete once the rows are changed', async () => {
    const db = await people([
      ['a', 'X@x', 1],
      ['b', 'y@y', 2],
      ['c', 'x@x', 3],
      ['d', 'Y@Y', 4],
      ['e', 'z@z', 5],
      ['f', 'x@X', 6],
    ]);
    const persons = db.repository(Person);
    const [report] = await db.indexes.build();
    expect(report).toMatchObject({ isComplete: false, rows: 6 });
    expect(report!.violations).toEqual([
      { model: 'person', index: 'byEmail', id: 'c', ownerId: 'a' },
      { model: 'person', index: 'byEmail', id: 'd', ownerId: 'b' },
      { model: 'person', index: 'byEmail', id: 'f', ownerId: 'a' },
    ]);
    const states = async (): Promise<unknown> =>
      (await db.indexes.list()).map(({ name, state, violations }) => [name, state, violations]);
    expect(await states()).toEqual([
      ['byEmail', 'unique-pending', 3],
      ['byAge', 'readable', 0],
    ]);
    expect(() => persons.by('byEmail', 'z@z')).toThrow(IndexNotReadyError);
    expect(await persons.by('byAge', 3).count()).toBe(1);
    // New violations are refused, and a change of something else is not.
    await expect(persons.insert({ id: 'g', email: 'Z@Z', age: 1 })).rejects.toThrow(UniqueViolationError);
    expect(await persons.update('c', { age: 33 })).toMatchObject({ age: 33 });
    await persons.delete('a'); // the values of c and f are free now, for one of them
    await persons.update('d', { email: 'd@d' });
    const [second] = await db.indexes.build();
    expect(second!.violations).toEqual([{ model: 'person', index: 'byEmail', id: 'f', ownerId: 'c' }]);
    await persons.update('f', { email: 'f@f' });
    expect(await db.indexes.build()).toMatchObject([{ isComplete: true, violations: [] }]);
    expect((await persons.by('byEmail', 'X@X').one())?.id).toBe('c');
    expect((await persons.by('byEmail', 'f@f').one())?.id).toBe('f');
    expect(await db.indexes.verify()).toMatchObject({ isRight: true, rows: 5, entries: 10 });
    expect((await db.schema.check()).isCurrent).toBe(true);
  });
});

describe('verifying', () => {
  test('finds entries that are missing, dangling, wrong or unlisted, and repairing mends them', async () => {
    const db = await databases.connect([Person]);
    const persons = db.repository(Person);
    await persons.insertMany(
      Array.from({ length: 20 }, (_, i) => ({
        id: `p${String(i).padStart(2, '0')}`,
        email: `${i}@x`,
        age: i,
      })),
    );
    expect(await db.indexes.verify()).toMatchObject({ isRight: true, rows: 20, entries: 40 });
    const [model] = repositoryParts(db, Person);
    const [byEmail, byAge] = model.indexes.map(({ address }) => model.layout.indexPrefix(address));
    const keysUnder = async (prefix: Uint8Array): Promise<Uint8Array[]> => {
      const keys = [];
      const end = Buffer.from(prefix);
      end[end.length - 1]!++;
      for await (const pair of db.client.snapshot().scan({ start: prefix, end })) keys.push(pair.key);
      return keys;
    };
    const [emails, ages] = [await keysUnder(byEmail!), await keysUnder(byAge!)];
    await db.client.transaction(async (txn) => {
      txn.delete(emails[0]!); // missing
      txn.put(emails[1]!, model.layout.encodeId('p19')); // wrong: another row
      txn.put(ages[2]!, Uint8Array.of(1)); // wrong: without the covered field
      txn.delete(model.rowKey('p05')); // both its entries dangle
      const row = (await txn.get(model.rowKey('p07')))!;
      const { values } = model.codec.decode(model.rowKey('p07'), 'p07', row);
      txn.put(model.rowKey('p07'), model.codec.encode(values, [])); // the row knows of none of its entries
    });
    const found = await db.indexes.verify();
    expect(found.isRight).toBe(false);
    expect(found.counts).toEqual({ missing: 1, wrong: 2, dangling: 3, unlisted: 2 });
    expect(await db.indexes.verify({ model: 'person', index: 'byAge', limit: 1 })).toMatchObject({
      counts: { missing: 0, wrong: 1, dangling: 1, unlisted: 1 },
      findings: [{ index: 'byAge' }],
    });
    const report = await db.indexes.repair();
    expect(report).toMatchObject({ unresolved: [], repaired: 8 });
    expect(await db.indexes.verify()).toMatchObject({ isRight: true, rows: 19, entries: 38 });
    expect((await persons.by('byEmail', '0@x').one())?.id).toBe('p00');
    await persons.delete('p07');
    expect(await db.indexes.verify()).toMatchObject({ isRight: true, rows: 18, entries: 36 });
  });

  test('leaves a unique entry alone that two rows have a right to, and says so', async () => {
    const db = await databases.connect([Person]);
    const persons = db.repository(Person);
    await persons.insertMany([
      { id: 'a', email: 'a@x', age: 1 },
      { id: 'b', email: 'b@x', age: 2 },
    ]);
    const [model] = repositoryParts(db, Person);
    const rowKey = model.rowKey('b');
    await db.client.transaction(async (txn) => {
      const { values } = model.codec.decode(rowKey, 'b', (await txn.get(rowKey))!);
      txn.put(rowKey, model.codec.encode({ ...values, email: 'A@X' }, []));
    });
    const report = await db.indexes.repair({ index: 'byEmail', model: 'person' });
    expect(report.unresolved).toMatchObject([{ kind: 'wrong', index: 'byEmail' }]);
    await persons.update('b', { email: 'new@x' });
    expect(await db.indexes.repair()).toMatchObject({ unresolved: [] });
    expect((await db.indexes.verify()).isRight).toBe(true);
  });

  test('refuses names that there are not', async () => {
    const db = await databases.connect([Person]);
    await expect(db.indexes.verify({ model: 'x' })).rejects.toMatchObject({ code: 'ORM_UNKNOWN_MODEL' });
    await expect(db.indexes.verify({ model: 'person', index: 'x' })).rejects.toMatchObject({
      code: 'ORM_UNKNOWN_INDEX',
    });
  });
});
