/** Names that every object has, where callers can put names: refused, or kept as plain data, and never merged into anything. */

import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { instanceToPlain } from 'class-transformer';
import {
  BeforeInsert,
  type F,
  Field,
  Id,
  Index,
  Model,
  type Repository,
  type Tito,
  key,
  toPlain,
} from '../src/index';
import { useDatabases } from './support/database';

@Model('note')
class Note {
  @Id() id!: string;
  @Field('string') text?: string;
  @Field('boolean') admin?: boolean;
  @Field('json') data?: unknown;
  @Index() static readonly byText = key((n: F<Note>) => [n.text]);

  @BeforeInsert() tidy(): void {
    if (this.text === 'spoil') Object.assign(this, JSON.parse('{"__proto__": {"admin": true}}'));
  }
}

const databases = useDatabases();
let db: Tito;
let notes: Repository<typeof Note>;

beforeAll(async () => {
  db = await databases.connect([Note]);
  notes = db.repository(Note);
});

afterEach(() => {
  const plain = {} as Record<string, unknown>;
  expect([plain['admin'], plain['polluted'], Object.keys(Object.prototype)]).toEqual([
    undefined,
    undefined,
    [],
  ]);
  expect(Object.keys(Note.prototype)).toEqual([]);
});

/** As a body parser makes it: `__proto__` is a property of its own. */
const parsed = (text: string) => JSON.parse(text) as never;
const EVIL = [
  '{"__proto__": {"admin": true}}',
  '{"constructor": {"prototype": {"polluted": true}}}',
  '{"prototype": {}}',
];

describe('names that every object has', () => {
  test.each(EVIL)('are no fields of a row: %s', async (text) => {
    const invalid = { code: 'ORM_INVALID_VALUE' };
    await notes.upsert({ id: 'n', text: 'x' });
    const body = { ...(JSON.parse(text) as object) };
    for (const evil of [parsed(text), { ...body, id: 'n' } as never]) {
      await expect(notes.insert(evil)).rejects.toMatchObject(invalid);
      await expect(notes.update('n', evil)).rejects.toMatchObject(invalid);
      await expect(notes.upsert(evil)).rejects.toMatchObject(invalid);
      await expect(notes.insertMany([evil])).rejects.toMatchObject(invalid);
    }
    await expect(notes.save(parsed(`{"id": "n", ${text.slice(1)}`))).rejects.toMatchObject(invalid);
    expect(await notes.get('n')).toEqual({ id: 'n', text: 'x' });
  });

  test.each(EVIL)('are no fields of conditions, keys, relations or selections: %s', (text) => {
    const refused = expect.objectContaining({
      code: expect.stringMatching(/^ORM_(INVALID_QUERY|UNKNOWN_INDEX)$/),
    });
    const [name] = Object.keys(JSON.parse(text) as object) as [never];
    expect(() => notes.find(parsed(text))).toThrow(refused);
    expect(() => notes.find({ text: parsed(text) })).toThrow(refused);
    expect(() => (notes.by as (name: string) => unknown).call(notes, name)).toThrow(refused);
    expect(() => notes.byIndex(name)).toThrow(refused);
    expect(() => notes.all().select(name)).toThrow(refused);
    return expect(notes.all().include(parsed(text)).first()).rejects.toThrow(refused);
  });

  test('are plain data in json, in ids and in values', async () => {
    for (const id of ['__proto__', 'constructor', 'toString']) {
      const data = JSON.parse(`{"${id}": {"admin": true}, "list": [{"__proto__": 1}]}`) as object;
      await notes.insert({ id, text: id, data });
      const found = (await notes.by('byText', id).first()) as Note;
      expect(found.id).toBe(id);
      expect(JSON.stringify(found.data)).toBe(JSON.stringify(data));
      expect(Object.getPrototypeOf(found.data)).toBe(Object.prototype);
      for (const plain of [toPlain(found), instanceToPlain(found)]) {
        expect(JSON.stringify((plain as Note).data)).toBe(JSON.stringify(data));
      }
      expect(found.admin).toBeUndefined();
      expect((await notes.getMany([id]))[0]?.id).toBe(id);
    }
  });

  test('that a hook merges change neither class nor row', async () => {
    const spoilt = await notes.insert({ id: 's', text: 'spoil' }).catch((e: unknown) => e);
    expect((await notes.get('s'))?.admin).toBeUndefined();
    expect((spoilt as Note).admin).toBeUndefined();
  });

  test('are no names of fields of a model', async () => {
    for (const name of ['constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty', 'valueOf']) {
      class Wrong {
        @Id() id!: string;
      }
      (Field('string') as PropertyDecorator)(Wrong.prototype, name);
      Model('wrong')(Wrong);
      await expect(databases.connect([Wrong])).rejects.toMatchObject({ code: 'ORM_DEFINITION' });
    }
  });
});
